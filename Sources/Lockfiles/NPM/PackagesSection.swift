/// The `packages` of versions 2 and 3: one entry for every folder, its key the folder's path.
struct PackagesSection {
    private struct Fields {
        var version = Slice.empty
        var name = Slice.empty
        var resolved = Slice.empty
        var integrity = Slice.empty
        var isLink = false
        var isInBundle = false
        var hasBundle = false
        var dev = false
        var optional = false
        var peer = false
        var devOptional = false
    }

    private let document: Document
    private let packages: Element
    private var address: ResolvedAddress
    private var folders: FolderTable
    /// The packages that bundle others, and the entries that say of themselves to be in a bundle.
    private var bundlers: [Element] = []
    private var bundled: [Int] = []
    /// Addresses that a package asks for by themselves; made when the first unusual one is met.
    private var askedFor: Set<Slice.Text>?
    private let replacements: Replacements
    /// Of the entries that come from elsewhere.
    private var ranges = AskedRanges()
    private var fetching = NPMFetching()

    init(document: Document, packages: Element, replacements: Replacements) {
        self.document = document
        self.packages = packages
        self.replacements = replacements
        address = ResolvedAddress(document: document)
        folders = FolderTable(document: document, minimumCapacity: document.nodeCount / 12)
    }

    mutating func read(into contents: inout LockfileContents) throws(LockfileError) {
        for package in packages.children {
            guard package.isObject else { throw LockfileError(.unexpectedType(key: package.key), line: package.line) }
            if package.keySlice.isEmpty {
                folders.add(package.keySlice, contents.addProject(NPMFormat.label(of: package)))
            } else {
                let entry = try entry(package)
                let index = try contents.add(entry)
                if entry.class == .workspace { contents.addRoot(index) }
                folders.add(package.keySlice, index)
                if entry.class == .bundled { bundled.append(index) }
                if entry.isElsewhere { addElsewhere(index, package) }
            }
        }
        if !bundled.isEmpty { settleBundles(in: &contents) }
        for package in packages.children { try connect(package, into: &contents) }
        for index in ranges.onlyFromRegistry {
            contents.setEntry(index) { $0.becomeRegistry() }
            contents.setEntry(index) { fetching.dropUselessDigest(of: &$0) }
        }
    }

    private mutating func addElsewhere(_ index: Int, _ package: Element) {
        let name = FolderTable.name(ofFolder: package.keySlice, in: document) ?? package.keySlice
        if !replacements.leadElsewhere(name, in: document) { ranges.add(index) }
    }

    /// Makes packages of the registry of entries that are in nobody's bundle: npm fetches them, whatever they say of themselves.
    private mutating func settleBundles(in contents: inout LockfileContents) {
        var bundles = NPMBundles(document: document, packages: packages)
        for index in bundled { bundles.add(topLevel: index) }
        for bundler in bundlers { bundles.add(bundleOf: bundler, &folders) }
        for index in bundled where !bundles.have(index) {
            let isLocked = contents.entries[index].version != nil
            contents.setEntry(index) { entry in
                (entry.class, entry.reason) = isLocked ? (.registry, nil) : (.unsupported, .noVersion)
            }
        }
    }

    /// The entry that the project, or a member of its workspace, finds under a name.
    func entry(_ name: Span<UInt8>, seenFrom folder: String) -> Int? { folders.find(name, seenFromMember: folder) }

    private mutating func entry(_ package: Element) throws(LockfileError) -> LockfileEntry {
        let fields = try fields(of: package)
        if fields.hasBundle { bundlers.append(package) }
        let folder = package.keySlice
        guard folder.count <= LockfileLimits.maximumPathBytes else {
            throw LockfileError(.pathTooLong(limit: LockfileLimits.maximumPathBytes), line: package.line)
        }
        let installed = FolderTable.name(ofFolder: folder, in: document)
        let real = fields.name.isEmpty ? installed ?? folder : fields.name
        let classified = try classify(fields, isInstalled: installed != nil, name: real)
        var entry = LockfileEntry(
            name: document.text(real), version: fields.version.isEmpty ? nil : document.text(fields.version),
            class: classified.class, line: package.line, reason: classified.reason)
        if let installed, !fields.name.isEmpty, !document.equal(installed, fields.name) {
            entry.alias = document.text(installed)
        }
        entry.registry = classified.registry
        entry.resolved = fields.resolved.isEmpty ? nil : document.text(fields.resolved)
        entry.integrity = fields.integrity.isEmpty ? nil : document.text(fields.integrity)
        entry.dev = fields.dev
        entry.optional = fields.optional
        entry.peer = fields.peer
        entry.isDevOptional = fields.devOptional
        fetching.dropUselessDigest(of: &entry)
        return entry
    }

    private func fields(of package: Element) throws(LockfileError) -> Fields {
        var fields = Fields()
        for member in package.children {
            switch member.keySlice.count {
            case 7 where member.keyIs("version"): fields.version = try NPMFormat.text(member)
            case 4 where member.keyIs("name"): fields.name = try NPMFormat.text(member)
            case 4 where member.keyIs("link"): fields.isLink = member.isTrue
            case 4 where member.keyIs("peer"): fields.peer = member.isTrue
            case 3 where member.keyIs("dev"): fields.dev = member.isTrue
            case 8 where member.keyIs("optional"): fields.optional = member.isTrue
            case 8 where member.keyIs("resolved"): if member.kind == .string { fields.resolved = member.valueSlice }
            case 8 where member.keyIs("inBundle"): fields.isInBundle = member.isTrue
            case 9 where member.keyIs("integrity"): fields.integrity = try NPMFormat.text(member)
            case 18 where member.keyIs("bundleDependencies"), 19 where member.keyIs("bundledDependencies"):
                fields.hasBundle = member.isTrue || member.isArray && !member.isEmpty
            case 11 where member.keyIs("devOptional"): fields.devOptional = member.isTrue
            default: break
            }
        }
        return fields
    }

    private typealias Classified = (class: LockfileEntry.Class, reason: LockfileEntry.Reason?, registry: String?)

    private mutating func classify(
        _ fields: Fields, isInstalled: Bool, name: Slice
    ) throws(LockfileError) -> Classified {
        if fields.isLink { return (.link, .linkedFolder, nil) }
        if !isInstalled { return (.workspace, .workspaceMember, nil) }
        if fields.resolved.isEmpty {
            if fields.isInBundle, fields.integrity.isEmpty { return (.bundled, .insideParentTarball, nil) }
            return fields.version.isEmpty ? (.unsupported, .noVersion, nil) : (.registry, nil, nil)
        }
        switch address.kind(of: fields.resolved, name: name) {
        case .git: return (.git, .gitRepository, nil)
        case .file: return (.file, .localFile, nil)
        case .registry(let base):
            return fields.version.isEmpty ? (.unsupported, .noVersion, base) : (.registry, nil, base)
        case .address:
            // A registry may serve tarballs from anywhere; what nobody asks for by its address came from its index.
            let isNamed = address.hasTarballName(fields.resolved, name: name, version: fields.version)
            return isNamed && !isAskedFor(fields.resolved) ? (.registry, nil, nil) : (.tarball, .tarballAddress, nil)
        case .text:
            return fields.version.isEmpty ? (.unsupported, .noVersion, nil) : (.registry, nil, nil)
        }
    }

    private mutating func isAskedFor(_ resolved: Slice) -> Bool {
        if askedFor == nil { askedFor = addressesAskedFor() }
        return askedFor?.contains(Slice.Text(document: document, slice: resolved)) ?? false
    }

    private func addressesAskedFor() -> Set<Slice.Text> {
        var found: Set<Slice.Text> = []
        for package in packages.children {
            for section in package.children where section.isObject && NPMFormat.kind(ofSection: section) != nil {
                for dependency in section.children where document.hasPrefix(dependency.valueSlice, "http") {
                    found.insert(Slice.Text(document: document, slice: dependency.valueSlice))
                }
            }
        }
        return found
    }

    private mutating func connect(_ package: Element, into contents: inout LockfileContents) throws(LockfileError) {
        guard let from = folders.find(package.keySlice) else { return }
        let folder = folders.nearestHolder(of: package.keySlice)
        for section in package.children {
            if section.keyIs("link"), section.isTrue, let target = package["resolved"], target.kind == .string,
                let to = folders.find(target.valueSlice), LockfileContents.isEntry(to)
            {
                try contents.connect(from, to: to, .production)
            }
            guard let kind = NPMFormat.kind(ofSection: section), section.isObject else { continue }
            for dependency in section.children {
                guard let to = folders.find(dependency.keySlice, seenFrom: folder) else { continue }
                if !ranges.isEmpty { ranges.note(dependency.valueSlice, for: to, in: document) }
                try contents.connect(from, to: to, kind)
            }
        }
    }
}
