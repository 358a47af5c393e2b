/// Finds a project's manifests by their names, and the kinds of their dependencies.
///
/// Of several manifests of one name, and of several dependencies of one name in a manifest, the first counts.
struct ManifestTable {
    private static let names = -1

    /// Manifests by their names, and under each manifest's number the kinds of its dependencies.
    private var table = ByteTable(minimumCapacity: 64)

    init(_ manifests: [ProjectManifest]) {
        for (index, manifest) in manifests.enumerated() {
            if let name = manifest.name { table.insert(Self.names, Array(name.utf8).span, index) }
            for dependency in manifest.dependencies {
                table.insert(index, Array(dependency.name.utf8).span, Int(dependency.kind.rawValue))
            }
        }
    }

    /// The number of the manifest of that name.
    func index(of name: String) -> Int? { table.find(Self.names, Array(name.utf8).span) }

    func index(of name: Slice, in document: Document) -> Int? {
        document.withBytes(of: name) { table.find(Self.names, $0) }
    }

    /// How a manifest depends on a package; nil if it does not.
    func kind(of dependency: Slice, in document: Document, declaredBy manifest: Int) -> DependencyKind? {
        let found = document.withBytes(of: dependency) { table.find(manifest, $0) }
        return found.flatMap { DependencyKind(rawValue: UInt8(truncatingIfNeeded: $0)) }
    }
}
