import PackageModel

/// The nested `dependencies` of version 1.
struct DependenciesSection {
    /// The place of the packages that no other package holds.
    private static let top = -1

    private let document: Document
    private var address: ResolvedAddress
    private var places: ByteTable
    /// The entry that holds each entry, and what it requires.
    private var packages: [(parent: Int, element: Element)] = []
    private var fetching = NPMFetching()

    init(document: Document) {
        self.document = document
        address = ResolvedAddress(document: document)
        places = ByteTable(minimumCapacity: document.nodeCount / 8)
    }

    mutating func read(_ dependencies: Element, into contents: inout LockfileContents) throws(LockfileError) {
        try read(dependencies, inside: Self.top, into: &contents)
    }

    private mutating func read(
        _ dependencies: Element, inside parent: Int, into contents: inout LockfileContents
    ) throws(LockfileError) {
        for package in dependencies.children {
            guard package.isObject else { throw LockfileError(.unexpectedType(key: package.key), line: package.line) }
            let index = try contents.add(entry(package))
            packages.append((parent, package))
            document.withBytes(of: package.keySlice) { _ = places.insert(parent, $0, index) }
            if let nested = package["dependencies"], nested.isObject {
                try read(nested, inside: index, into: &contents)
            }
        }
    }

    private mutating func entry(_ package: Element) throws(LockfileError) -> LockfileEntry {
        var version = Slice.empty
        var resolved = Slice.empty
        var integrity = Slice.empty
        var isBundled = false
        var (dev, optional) = (false, false)
        for member in package.children {
            if member.keyIs("version") { version = try NPMFormat.text(member) }
            if member.keyIs("resolved"), member.kind == .string { resolved = member.valueSlice }
            if member.keyIs("integrity") { integrity = try NPMFormat.text(member) }
            if member.keyIs("bundled") { isBundled = member.isTrue || document.equal(member.valueSlice, "true") }
            if member.keyIs("dev") { dev = member.isTrue }
            if member.keyIs("optional") { optional = member.isTrue }
        }
        let isAlone = resolved.isEmpty && integrity.isEmpty
        var name = package.keySlice
        if document.hasPrefix(version, "npm:"), let parts = Descriptor.split(version.dropping(first: 4), in: document) {
            name = parts.name
            version = parts.rest
        }
        var entry = LockfileEntry(
            name: document.text(name), version: version.isEmpty ? nil : document.text(version), class: .registry,
            line: package.line)
        if !document.equal(name, package.keySlice) { entry.alias = package.key }
        entry.resolved = resolved.isEmpty ? nil : document.text(resolved)
        entry.integrity = integrity.isEmpty ? nil : document.text(integrity)
        (entry.dev, entry.optional, entry.peer) = (dev, optional, nil)
        classify(&entry, version: version, resolved: resolved, name: name, isInBundle: isBundled && isAlone)
        fetching.dropUselessDigest(of: &entry)
        return entry
    }

    /// What is not from a registry has its address for a version.
    private mutating func classify(
        _ entry: inout LockfileEntry, version: Slice, resolved: Slice, name: Slice, isInBundle: Bool
    ) {
        if version.isEmpty { (entry.class, entry.reason) = (.unsupported, .noVersion); return }
        if address.isGit(version) { (entry.class, entry.reason) = (.git, .gitRepository); return }
        if document.hasPrefix(version, "file:") || document.hasPrefix(version, "link:") {
            (entry.class, entry.reason) = (.file, .localFile)
            return
        }
        if document.hasPrefix(version, "http://") || document.hasPrefix(version, "https://") {
            (entry.class, entry.reason) = (.tarball, .tarballAddress)
            return
        }
        if isInBundle { (entry.class, entry.reason) = (.bundled, .insideParentTarball); return }
        guard !resolved.isEmpty, case .registry(let base) = address.kind(of: resolved, name: name) else { return }
        entry.registry = base
    }

    /// Draws the edges of `requires`, and those of the project.
    ///
    /// The file does not say what the project itself depends on: that is its manifest's, or else what nobody requires.
    mutating func connect(
        project label: String, manifest: ProjectManifest?, into contents: inout LockfileContents
    ) throws(LockfileError) {
        var isRequired = [Bool](repeating: false, count: packages.count)
        for index in packages.indices {
            guard let required = packages[index].element["requires"], required.isObject else { continue }
            for dependency in required.children {
                guard let to = find(dependency.keySlice, seenFrom: index) else { continue }
                isRequired[to] = true
                try contents.connect(index, to: to, .production)
            }
        }
        let project = contents.addProject(label)
        let declared = ManifestTable(manifest.map { [$0] } ?? [])
        let isDeclared = manifest?.dependencies.isEmpty == false
        for index in packages.indices where packages[index].parent == Self.top {
            let name = packages[index].element.keySlice
            if let kind = declared.kinds(of: name, in: document, declaredBy: 0).first {
                try contents.connect(project, to: index, kind)
            } else if !isDeclared, !isRequired[index] {
                try contents.connect(project, to: index, .production)
            }
        }
    }

    /// Makes packages of the registry of entries that say of themselves to be bundled, though no package is around them and
    /// the project does not bundle them: npm fetches them.
    func settleBundles(of manifest: ProjectManifest?, in contents: inout LockfileContents) {
        let claimed = packages.indices.filter {
            packages[$0].parent == Self.top && contents.entries[$0].class == .bundled
        }
        guard !claimed.isEmpty else { return }
        var stack = (manifest?.bundled ?? []).compactMap { topLevelEntry(Array($0.utf8).span) }
        var isBundled = Set(stack)
        while let index = stack.popLast() {
            for dependency in packages[index].element["requires"]?.children.map(\.keySlice) ?? [] {
                guard let to = find(dependency, seenFrom: index), isBundled.insert(to).inserted else { continue }
                stack.append(to)
            }
        }
        for index in claimed where !isBundled.contains(index) { contents.setEntry(index) { $0.becomeRegistry() } }
    }

    /// Makes entries of the registry of those that have an address for a version, although all ask for a range of a registry.
    ///
    /// Early versions of npm 5 wrote versions for ranges: an exact one that is required says nothing. What the project asks
    /// for is only in its manifest.
    func settleAddresses(_ manifest: ProjectManifest?, in contents: inout LockfileContents) {
        var ranges = AskedRanges()
        let replacements = manifest?.replacements ?? Replacements()
        for index in packages.indices where contents.entries[index].isElsewhere {
            guard manifest != nil || packages[index].parent != Self.top else { continue }
            if !replacements.leadElsewhere(packages[index].element.keySlice, in: document) { ranges.add(index) }
        }
        guard !ranges.isEmpty else { return }
        for index in packages.indices {
            for dependency in packages[index].element["requires"]?.children.filter({ $0.isScalar }) ?? []
            where (try? Version(parsing: document.text(dependency.valueSlice))) == nil {
                guard let to = find(dependency.keySlice, seenFrom: index) else { continue }
                ranges.note(dependency.valueSlice, for: to, in: document)
            }
        }
        for dependency in manifest?.dependencies ?? [] {
            if let to = topLevelEntry(Array(dependency.name.utf8).span) { ranges.note(dependency.range, for: to) }
        }
        for index in ranges.onlyFromRegistry { contents.setEntry(index) { $0.becomeRegistry() } }
    }

    /// The entry of a name that no other package holds.
    func topLevelEntry(_ name: Span<UInt8>) -> Int? { places.find(Self.top, name) }

    private func find(_ name: Slice, seenFrom package: Int) -> Int? {
        document.withBytes(of: name) { bytes in
            var place = package
            while true {
                if let found = places.find(place, bytes) { return found }
                guard place != Self.top else { return nil }
                place = packages[place].parent
            }
        }
    }
}
