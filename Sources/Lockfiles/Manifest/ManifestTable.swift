/// Finds a project's manifests by their names, and the kinds of their dependencies.
///
/// Of several manifests of one name the first counts.
struct ManifestTable {
    private static let names = -1

    /// Manifests by their names, and under each manifest's number the places of its dependencies in `kinds`.
    private var table = ByteTable(minimumCapacity: 64)
    /// In the order of the manifest, each once.
    private var kinds: [[DependencyKind]] = []

    init(_ manifests: [ProjectManifest]) {
        for (index, manifest) in manifests.enumerated() {
            if let name = manifest.name { table.insert(Self.names, Array(name.utf8).span, index) }
            for dependency in manifest.dependencies {
                let place = table.insert(index, Array(dependency.name.utf8).span, kinds.count) ?? kinds.count
                if place == kinds.count { kinds.append([]) }
                if !kinds[place].contains(dependency.kind) { kinds[place].append(dependency.kind) }
            }
        }
    }

    /// The number of the manifest of that name.
    func index(of name: String) -> Int? { table.find(Self.names, Array(name.utf8).span) }

    func index(of name: Slice, in document: Document) -> Int? {
        document.withBytes(of: name) { table.find(Self.names, $0) }
    }

    /// How a manifest depends on a package, by each section that has it; nothing if it does not.
    func kinds(of dependency: Slice, in document: Document, declaredBy manifest: Int) -> [DependencyKind] {
        document.withBytes(of: dependency) { table.find(manifest, $0) }.map { kinds[$0] } ?? []
    }
}
