import PackageModel

/// Collects what deno.lock holds.
struct DenoReader {
    private let document: Document
    private var contents = LockfileContents()
    private var address: ResolvedAddress
    /// `name@version_peers` of npm, `@scope/name@version` of JSR, and both without their version where there is only one.
    private var npm: SliceTable
    private var jsr: SliceTable
    private var specifiers: SliceTable
    private var packages: [(entry: Int, element: Element)] = []

    init(document: Document) {
        self.document = document
        address = ResolvedAddress(document: document)
        contents.reserve(nodes: document.nodeCount)
        npm = SliceTable(document: document, minimumCapacity: document.nodeCount / 6)
        jsr = SliceTable(document: document, minimumCapacity: 64)
        specifiers = SliceTable(document: document, minimumCapacity: 64)
    }

    mutating func lockfile(version: String) -> Lockfile {
        contents.lockfile(.deno, version: version, flags: .fromPaths)
    }

    mutating func read(npm package: Element) throws(LockfileError) {
        let locator = try locator(of: package)
        let end = document.firstIndex(of: UInt8(ascii: "_"), in: locator.rest) ?? locator.rest.count
        let version = locator.rest.prefix(end)
        var entry = LockfileEntry(
            name: document.text(locator.name), version: document.text(version), class: .registry, line: package.line)
        entry.integrity = package["integrity"]?.string
        if let tarball = package["tarball"], tarball.kind == .string {
            entry.resolved = tarball.string
            switch address.kind(of: tarball.valueSlice, name: locator.name) {
            case .registry(let base): entry.registry = base
            case .git: (entry.class, entry.reason) = (.git, .gitRepository)
            case .file: (entry.class, entry.reason) = (.file, .localFile)
            case .address, .text: break
            }
        }
        let index = try contents.add(entry)
        npm.insert(package.keySlice, index)
        if end < locator.rest.count { npm.insert(package.keySlice.prefix(locator.name.count + 1 + end), index) }
        npm.insert(locator.name, index)
        packages.append((index, package))
    }

    mutating func read(jsr package: Element) throws(LockfileError) {
        let locator = try locator(of: package)
        var entry = LockfileEntry(
            name: document.text(locator.name), version: document.text(locator.rest), class: .jsr, line: package.line,
            reason: .jsrPackage)
        entry.integrity = Self.integrity(package["integrity"]?.string)
        let index = try contents.add(entry)
        jsr.insert(package.keySlice, index)
        jsr.insert(locator.name, index)
        packages.append((index, package))
    }

    mutating func read(remote module: Element) throws(LockfileError) {
        guard let digest = module.string else {
            throw LockfileError(.unexpectedType(key: module.key), line: module.line)
        }
        var entry = LockfileEntry(
            name: module.key, version: nil, class: .remote, line: module.line, reason: .remoteModule)
        entry.resolved = module.key
        entry.integrity = Self.integrity(digest)
        try contents.add(entry)
    }

    /// `npm:chalk@5` and the version, or the whole specifier, that it was resolved to.
    mutating func read(specifier: Element) {
        guard specifier.kind == .string, let target = resolve(specifier.keySlice, to: specifier.valueSlice) else {
            return
        }
        specifiers.insert(specifier.keySlice, target)
    }

    private func resolve(_ specifier: Slice, to value: Slice) -> Int? {
        if let found = find(value) { return found }
        let isJSR = document.hasPrefix(specifier, "jsr:")
        let request = isJSR || document.hasPrefix(specifier, "npm:") ? specifier.dropping(first: 4) : specifier
        let name = Descriptor.split(request, in: document)?.name ?? request
        let key = Array("\(document.text(name))@\(document.text(value))".utf8)
        return isJSR ? jsr.find(key.span) : npm.find(key.span)
    }

    /// An entry by its key, or by a name that only one entry has; a protocol before it is dropped.
    private func find(_ text: Slice) -> Int? {
        if document.hasPrefix(text, "jsr:") { return jsr.find(text.dropping(first: 4)) }
        return npm.find(document.hasPrefix(text, "npm:") ? text.dropping(first: 4) : text)
    }

    mutating func connectPackages() throws(LockfileError) {
        for package in packages {
            for section in package.element.children where section.isArray || section.isObject {
                let isOptional = section.keyIs("optionalDependencies")
                guard isOptional || section.keyIs("dependencies") else { continue }
                for dependency in section.children where dependency.kind == .string {
                    guard let to = target(of: dependency.valueSlice) else { continue }
                    try contents.connect(package.entry, to: to, isOptional ? .optional : .production)
                    if section.isObject, !document.equal(dependency.keySlice, to: contents.entries[to].name) {
                        contents.setEntry(to) { $0.alias = dependency.key }
                    }
                }
            }
        }
    }

    /// What a dependency names: a specifier, `name@version_peers`, a name, or `alias@npm:name@version`.
    private func target(of text: Slice) -> Int? {
        if let found = specifiers.find(text) { return found }
        if let found = find(text) { return found }
        guard let parts = Descriptor.split(text, in: document), document.hasPrefix(parts.rest, "npm:") else {
            return nil
        }
        return npm.find(parts.rest.dropping(first: 4))
    }

    /// The project asks for what its workspace lists, or else for everything that was ever specified.
    mutating func connect(workspace: Element?, specifiers all: Element?) throws(LockfileError) {
        let project = contents.addProject(".")
        var lists = requests(of: workspace)
        for member in workspace?["members"]?.children.map({ $0 }) ?? [] { lists += requests(of: member) }
        if lists.isEmpty { lists = all?.children.map(\.keySlice) ?? [] }
        for request in lists {
            guard let to = target(of: request) else { continue }
            try contents.connect(project, to: to, .production)
        }
    }

    private func requests(of workspace: Element?) -> [Slice] {
        let own = workspace?["dependencies"]?.children.map { $0 } ?? []
        let packageJSON = workspace?["packageJson"]?["dependencies"]?.children.map { $0 } ?? []
        return (own + packageJSON).filter { $0.kind == .string }.map(\.valueSlice)
    }

    private func locator(of package: Element) throws(LockfileError) -> Descriptor {
        guard package.isObject, let locator = Descriptor.split(package.keySlice, in: document), !locator.rest.isEmpty
        else {
            throw LockfileError(.unexpectedType(key: package.key), line: package.line)
        }
        return locator
    }

    /// Deno writes SHA-256 in hexadecimal digits for what is not from npm.
    private static func integrity(_ digest: String?) -> String? {
        guard let digest, let bytes = Hexadecimal.decode(digest) else { return nil }
        return IntegrityDigest(.sha256, bytes: bytes)?.description
    }
}
