/// Reads one document of a pnpm lock file.
///
/// The file is closed: importers refer to packages, packages to each other, and nothing else is in it. What refers to a
/// package that is not there is an error, for it means that the file was cut.
struct PNPMReader {
    private let document: Document
    private let generation: PNPMFormat.Generation
    /// Only of a document that is not the project's.
    private var environment: PNPMEnvironment?
    private var address: ResolvedAddress
    /// Keys of packages and snapshots, with and without their peers.
    private var packages: SliceTable
    private var scratch: [UInt8] = []
    private let specifiers: PNPMSpecifiers
    /// Of the entries that come from elsewhere.
    private var ranges = AskedRanges()
    private(set) var last: LastPackage?

    /// The package at the end of the file, and whether it has what ends a package before version 9.
    struct LastPackage {
        let index: Int
        let isComplete: Bool
    }

    init(document: Document, generation: PNPMFormat.Generation, isEnvironment: Bool) {
        self.document = document
        self.generation = generation
        environment = isEnvironment ? PNPMEnvironment() : nil
        address = ResolvedAddress(document: document)
        specifiers = PNPMSpecifiers(document)
        packages = SliceTable(document: document, minimumCapacity: document.nodeCount / 6)
    }

    mutating func read(into contents: inout LockfileContents) throws(LockfileError) {
        let root = document.root
        let importers = root["importers"]
        guard
            importers != nil || root.children.contains(where: { NPMFormat.kind(ofSection: $0) != nil })
                || root["packages"] != nil
        else { throw LockfileError(.missing(key: "importers", in: "pnpm-lock.yaml"), line: root.line) }
        let entries = try root["packages"]?.members() ?? []
        let first = contents.entries.count
        for package in entries { try read(package, into: &contents) }
        try readSnapshots(root, entries, first: first, into: &contents)
        if let importers {
            for importer in try importers.members() {
                guard importer.keySlice.count <= LockfileLimits.maximumPathBytes else {
                    throw LockfileError(.pathTooLong(limit: LockfileLimits.maximumPathBytes), line: importer.line)
                }
                try connect(importer: importer, named: importer.key, into: &contents)
            }
            if entries.isEmpty { try PNPMWorkspaceLinks.requireTargets(in: importers) }
        } else {
            try connect(importer: root, named: ".", into: &contents)
        }
        for index in ranges.onlyFromRegistry {
            contents.setEntry(index) { takeForRegistry(&$0, entries[index - first]) }
        }
        for index in environment?.entriesOfTools() ?? [] where contents.entries[index].class == .registry {
            contents.setEntry(index) { entry in (entry.class, entry.reason) = (.runtime, .toolEnvironment) }
        }
    }

    private mutating func read(_ package: Element, into contents: inout LockfileContents) throws(LockfileError) {
        guard package.isObject else { throw LockfileError(.unexpectedType(key: package.key), line: package.line) }
        let key = PNPMKey(package.keySlice, generation: generation, in: document)
        try requireIdentity(package)
        let resolution = PNPMResolution(package["resolution"])
        let index = try contents.add(entry(key, package, resolution))
        if contents.entries[index].isElsewhere && !isProject(resolution) || contents.entries[index].class == .runtime {
            ranges.add(index)
        }
        last = LastPackage(index: index, isComplete: package["dev"] != nil)
        packages.insert(package.keySlice, index)
        packages.insert(key.withoutPeers, index)
    }

    /// Before version 9 the key of a tarball is `@` and its address: only its members name it.
    private func requireIdentity(_ package: Element) throws(LockfileError) {
        guard !generation.hasSnapshots, document.hasPrefix(package.keySlice, "@") else { return }
        for key in ["name", "version"] where !package.children.contains(where: { document.equal($0.keySlice, to: key) })
        {
            throw LockfileError(.missing(key: key, in: package.key), line: package.line)
        }
    }

    private mutating func entry(_ key: PNPMKey, _ package: Element, _ resolution: PNPMResolution) -> LockfileEntry {
        // From version 9 on the key says what is fetched from a registry, whichever name and version stand beside it.
        let isByKey = generation.hasSnapshots && key.meaning.classification.class == .registry && !key.name.isEmpty
        let name =
            isByKey ? key.name : package["name"].flatMap { $0.isScalar ? $0.valueSlice : nil } ?? key.name
        let stated = package["version"].flatMap { $0.isScalar ? $0.valueSlice : nil }
        var found = key.meaning.classification
        var registry = key.registry
        switch resolution.kind {
        case .folder: found = (.file, .localFile)
        case .git: found = (.git, .gitRepository)
        case .runtime: found = (.runtime, .runtime)
        case .tarball where found.class == .registry:
            switch address.kind(of: resolution.tarball, name: name) {
            case .registry(let base): registry = base
            case .git where !document.hasPrefix(resolution.tarball, "http"): found = (.git, .gitRepository)
            case .file: found = (.file, .localFile)
            case .address where address.isGitArchive(resolution.tarball): found = (.git, .gitRepository)
            // A tarball under any address, also one that ends as a repository's, is fetched and must have the digest.
            // Without a digest the registry in the key says nothing of it.
            case .git, .address, .text: if resolution.integrity.isEmpty { registry = nil }
            }
        case .tarball where document.hasPrefix(resolution.tarball, "file:"): found = (.file, .localFile)
        case .tarball where address.isGitArchive(resolution.tarball) || address.isGit(resolution.tarball):
            found = (.git, .gitRepository)
        case .tarball, .integrity: break
        case .none:
            // Without a resolution nothing says what is installed, unless the key itself is a path.
            if found.class == .registry { found = (.unsupported, .noResolution) }
        }
        // A key with a version of a registry is what was asked for: pnpm gives all else a key of its own.
        let isReplaced =
            key.meaning.classification.class == .registry && !key.version.isEmpty && resolution.kind != .none
            && found.class != .registry && !isProject(resolution)
        let isUnchecked = isReplaced && found.class != .file || resolution.kind == .folder
        if isReplaced { (found, registry) = ((.registry, nil), nil) }
        let version = isByKey ? key.version : stated ?? key.version
        if found.class == .registry, version.isEmpty { found = (.unsupported, .noVersion) }
        var entry = LockfileEntry(
            name: document.text(name.isEmpty ? package.keySlice : name),
            version: version.isEmpty ? nil : document.text(version), class: found.class, line: package.line,
            reason: found.reason)
        entry.registry = registry
        let address = isReplaced ? resolution.elsewhere : resolution.tarball
        entry.resolved = address.isEmpty ? nil : document.text(address)
        // pnpm compares no digest with a repository or a folder.
        entry.integrity =
            resolution.integrity.isEmpty || isReplaced && isUnchecked ? nil : document.text(resolution.integrity)
        return entry
    }

    /// The projects ask for a range of a registry and were given what has an address for a key.
    private func takeForRegistry(_ entry: inout LockfileEntry, _ package: Element) {
        let resolution = PNPMResolution(package["resolution"])
        let address = resolution.elsewhere.isEmpty ? package.keySlice : resolution.elsewhere
        if resolution.kind != .tarball || entry.class == .git { entry.integrity = nil }
        entry.becomeRegistry()
        entry.resolved = document.text(address)
    }

    /// Whether it is a folder of the workspace.
    private func isProject(_ resolution: PNPMResolution) -> Bool {
        guard resolution.kind == .folder, let importers = document.root["importers"] else { return false }
        return importers.children.contains { document.equal($0.keySlice, resolution.elsewhere) }
    }

    private mutating func readSnapshots(
        _ root: Element, _ entries: [Element], first: Int, into contents: inout LockfileContents
    ) throws(LockfileError) {
        guard generation.hasSnapshots, let section = root["snapshots"] else {
            if generation.hasSnapshots, !entries.isEmpty {
                let hasOwn = entries.contains { $0["dependencies"] != nil || $0["dev"] != nil }
                guard hasOwn || root["importers"] == nil else {
                    throw LockfileError(.missing(key: "snapshots", in: "pnpm-lock.yaml"))
                }
            }
            for (offset, package) in entries.enumerated() {
                try connect(package: package, from: first + offset, into: &contents)
            }
            return
        }
        var hasSnapshot = [Bool](repeating: false, count: entries.count)
        let snapshots = try section.members()
        for snapshot in snapshots {
            guard snapshot.isObject else {
                throw LockfileError(.unexpectedType(key: snapshot.key), line: snapshot.line)
            }
            let key = PNPMKey(snapshot.keySlice, generation: generation, in: document)
            guard let index = packages.find(snapshot.keySlice) ?? packages.find(key.withoutPeers) else {
                throw LockfileError(.danglingDependency(name: snapshot.key, of: "snapshots"), line: snapshot.line)
            }
            packages.insert(snapshot.keySlice, index)
            hasSnapshot[index - first] = true
        }
        for snapshot in snapshots {
            guard let from = packages.find(snapshot.keySlice) else { continue }
            try connect(package: snapshot, from: from, into: &contents)
        }
        if let missing = hasSnapshot.firstIndex(of: false) {
            throw LockfileError(.missing(key: entries[missing].key, in: "snapshots"), line: entries[missing].line)
        }
    }

    private mutating func connect(
        package: Element, from: Int, into contents: inout LockfileContents
    ) throws(LockfileError) {
        for section in package.children {
            guard let kind = NPMFormat.kind(ofSection: section), kind != .peer else { continue }
            // A section with nothing behind it: pnpm writes none.
            guard !section.isNull else { throw LockfileError(.unexpectedEnd, line: section.line) }
            guard section.isObject else { continue }
            for dependency in section.children {
                let to = try connect(dependency, reference: dependency.valueSlice, from: from, kind, into: &contents)
                if let to { environment?.connect(from, to: to) }
                // A package refers to what it asks for: an address by itself.
                if let to, !ranges.isEmpty { ranges.note(dependency.valueSlice, for: to, in: document) }
            }
        }
    }

    private mutating func connect(
        importer: Element, named name: String, into contents: inout LockfileContents
    ) throws(LockfileError) {
        guard importer.isObject else { throw LockfileError(.unexpectedType(key: name), line: importer.line) }
        let project = contents.addProject(name)
        for section in importer.children {
            let kind = NPMFormat.kind(ofSection: section) ?? environmentKind(of: section)
            guard let kind, kind != .peer, section.isObject else {
                if kind != nil, section.isNull { throw LockfileError(.unexpectedEnd, line: section.line) }
                continue
            }
            for dependency in section.children {
                let version = dependency.isObject ? dependency["version"] : dependency
                guard let version, version.isScalar, !version.isNull else {
                    throw LockfileError(.missing(key: "version", in: dependency.key), line: dependency.line)
                }
                let to = try connect(dependency, reference: version.valueSlice, from: project, kind, into: &contents)
                if let to { environment?.add(to, neededBy: section) }
                if let to, !ranges.isEmpty, let range = specifiers.range(of: dependency, in: importer) {
                    ranges.note(range, for: to, in: document)
                }
            }
        }
        try requireSpecified(importer, named: name)
        if generation == .five, importer["specifiers"] == nil, hasPlainDependencies(importer) {
            throw LockfileError(.missing(key: "specifiers", in: name), line: importer.line)
        }
    }

    /// Where there are no packages that could be missed, what was specified must still be there.
    private func requireSpecified(_ importer: Element, named name: String) throws(LockfileError) {
        guard let specifiers = importer["specifiers"] else { return }
        guard specifiers.isObject else {
            throw LockfileError(.unexpectedType(key: "specifiers"), line: specifiers.line)
        }
        guard document.root["packages"] == nil else { return }
        var dependencies = SliceTable(document: document, minimumCapacity: 64)
        for section in importer.children where NPMFormat.kind(ofSection: section) != nil {
            for dependency in section.children { dependencies.insert(dependency.keySlice, dependency.index) }
        }
        for specifier in specifiers.children where dependencies.find(specifier.keySlice) == nil {
            throw LockfileError(.danglingDependency(name: specifier.key, of: name), line: specifier.line)
        }
    }

    private func hasPlainDependencies(_ importer: Element) -> Bool {
        importer.children.contains { section in
            NPMFormat.kind(ofSection: section) != nil && section.children.contains { $0.isScalar }
        }
    }

    private func environmentKind(of section: Element) -> DependencyKind? {
        section.keyIs("packageManagerDependencies") || section.keyIs("configDependencies") ? .production : nil
    }

    /// Draws the edge for a reference and returns where it leads, if to an entry of the packages; a `link:` is an entry of its own, as
    /// nothing else in the file stands for it.
    private mutating func connect(
        _ dependency: Element, reference: Slice, from: Int, _ kind: DependencyKind,
        into contents: inout LockfileContents
    ) throws(LockfileError) -> Int? {
        if document.hasPrefix(reference, "link:") {
            guard !LockfileContents.isEntry(from) else { return nil }
            var entry = LockfileEntry(
                name: dependency.key, version: nil, class: .link, line: dependency.line, reason: .linkedFolder)
            entry.resolved = document.text(reference)
            let index = try contents.add(entry)
            try contents.connect(from, to: index, kind)
            return nil
        }
        guard let to = find(dependency.keySlice, reference) else {
            let owner = LockfileContents.isEntry(from) ? contents.entries[from].identity : "importers"
            // An optional package that does not exist for any platform is left out (pnpm).
            if kind == .optional, LockfileContents.isEntry(from) { return nil }
            throw LockfileError(
                .danglingDependency(name: "\(dependency.key)@\(document.text(reference))", of: owner),
                line: dependency.line)
        }
        let entry = contents.entries[to]
        if entry.alias == nil, entry.class == .registry || entry.class == .runtime,
            !document.equal(dependency.keySlice, to: entry.name)
        {
            contents.setEntry(to) { $0.alias = dependency.key }
        }
        try contents.connect(from, to: to, kind)
        return to
    }

    /// The package for which a reference stands: a version of the name it is under, or a key by itself.
    private mutating func find(_ name: Slice, _ reference: Slice) -> Int? {
        let forms: [(prefix: StaticString, separator: StaticString)] =
            generation == .five ? [("/", "/")] : generation == .six ? [("/", "@")] : [("", "@"), ("/", "@")]
        for form in forms {
            scratch.removeAll(keepingCapacity: true)
            append(form.prefix)
            append(name)
            append(form.separator)
            append(reference)
            if let found = packages.find(scratch.span) { return found }
        }
        if let found = packages.find(reference) { return found }
        let withoutPeers = PNPMKey(reference, generation: generation, in: document).withoutPeers
        return withoutPeers == reference ? nil : find(name, withoutPeers)
    }

    private mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { unsafe scratch.append(contentsOf: $0) }
    }

    private mutating func append(_ slice: Slice) {
        document.append(slice, to: &scratch)
    }
}
