/// yarn.lock of Yarn 2 and later: for each set of descriptors the locator that they were resolved to.
///
/// Members of the workspace are entries with their dependencies, so that everything is reached from them; of what kind
/// a member's dependency is, only its manifest says. `checksum` is over Yarn's own archive and no registry's digest.
enum BerryFormat {
    /// The versions of `__metadata` from Yarn 2.0 on.
    static let versions = 4...10

    static func read(_ document: Document, manifests: [ProjectManifest]) throws(LockfileError) -> Lockfile {
        guard document.root.isObject else { throw LockfileError(.unexpectedType(key: "")) }
        var reader = Reader(document: document, manifests: manifests)
        return try reader.lockfile()
    }

    private struct Reader {
        private let document: Document
        private let manifests: ManifestTable
        private let flags: LockfileContents.Flags
        private var contents = LockfileContents()
        private var requests: RequestTable
        private let replacements: Replacements
        private var hasProject = false

        init(document: Document, manifests: [ProjectManifest]) {
            self.document = document
            self.manifests = ManifestTable(manifests)
            replacements = manifests.first?.replacements ?? Replacements()
            flags = manifests.isEmpty ? .unknown : .fromPaths
            requests = RequestTable(
                document: document, minimumCapacity: document.nodeCount / 6, replaced: replacements.resolved)
        }

        mutating func lockfile() throws(LockfileError) -> Lockfile {
            let version = try version()
            contents.reserve(nodes: document.nodeCount)
            let elements = document.root.children.filter { !$0.keyIs("__metadata") }
            for element in elements {
                guard element.isObject else {
                    throw LockfileError(.unexpectedType(key: element.key), line: element.line)
                }
                try read(element)
            }
            guard hasProject else { throw LockfileError(.missing(key: "workspace:.", in: "yarn.lock")) }
            for (index, element) in elements.enumerated() { try connect(element, index) }
            return contents.lockfile(.yarnBerry, version: version, flags: flags)
        }

        private func version() throws(LockfileError) -> String {
            let element = document.root["__metadata"]?["version"]
            guard let text = element?.scalar, let number = Int(text), versions.contains(number) else {
                throw LockfileError(.unsupportedVersion(.yarnBerry, element?.scalar), line: element?.line)
            }
            return text
        }

        private mutating func read(_ element: Element) throws(LockfileError) {
            var (version, resolution) = (Slice.empty, Slice.empty)
            var isComplete = false
            for member in element.children where member.isScalar {
                if member.keyIs("version") { version = member.valueSlice }
                if member.keyIs("resolution") { resolution = member.valueSlice }
                if member.keyIs("linkType") { isComplete = !member.valueSlice.isEmpty }
            }
            guard let locator = Descriptor.split(resolution, in: document) else {
                throw LockfileError(.missing(key: "resolution", in: element.key), line: element.line)
            }
            // Yarn writes it last: without it the entry was cut.
            guard isComplete else {
                throw LockfileError(.missing(key: "linkType", in: element.key), line: element.line)
            }
            let descriptors = DescriptorList(element.keySlice, in: document)
            let entry = try entry(element, locator, version: version, descriptors)
            let index = try contents.add(entry)
            if entry.class == .workspace {
                contents.addRoot(index)
                if document.equal(locator.rest, "workspace:.") { hasProject = true }
            }
            for descriptor in descriptors where requests.add(descriptor, index) != nil {
                throw LockfileError(.duplicateKey(document.text(descriptor)), line: element.line)
            }
        }

        private mutating func entry(
            _ element: Element, _ locator: Descriptor, version: Slice, _ descriptors: DescriptorList
        ) throws(LockfileError) -> LockfileEntry {
            let reference = BerryReference(locator.rest, in: document)
            let (`class`, reason) = reference.classification
            var entry = LockfileEntry(
                name: document.text(locator.name), version: document.text(reference.version ?? version), class: `class`,
                line: element.line, reason: reason)
            for descriptor in descriptors {
                guard let name = Descriptor.split(descriptor, in: document)?.name else { continue }
                if entry.alias == nil, !document.equal(name, locator.name) { entry.alias = document.text(name) }
            }
            if let archive = reference.archive {
                entry.resolved = archive
                entry.registry = try Self.registry(of: archive, name: entry.name)
            }
            let isReplaced = `class` != .registry && `class` != .workspace && askOnlyRegistry(descriptors)
            if entry.isElsewhere || isReplaced { entry.resolved = document.text(locator.rest) }
            // Nobody asks for what the locator says: it is to be what the registry has under the name that was asked for.
            if isReplaced, let asked = name(askedForBy: descriptors) {
                entry.name = asked
                entry.becomeRegistry()
            }
            return entry
        }

        private func askOnlyRegistry(_ descriptors: DescriptorList) -> Bool {
            descriptors.allSatisfy { descriptor in
                guard let parts = Descriptor.split(descriptor, in: document) else { return false }
                return RangeProtocol(parts.rest, in: document).asksRegistry
                    && !replacements.leadElsewhere(parts.name, in: document)
            }
        }

        private func name(askedForBy descriptors: DescriptorList) -> String? {
            guard let first = descriptors.first(where: { _ in true }), let parts = Descriptor.split(first, in: document)
            else { return nil }
            if case .alias(let name, _) = RangeProtocol(parts.rest, in: document) { return document.text(name) }
            return document.text(parts.name)
        }

        /// The registry of an archive's address; for an address that no registry's index has, all of its host.
        private static func registry(of archive: String, name: String) throws(LockfileError) -> String? {
            let address = Array(archive.utf8)
            return try DocumentMemory(bytes: address + name.utf8).read { text throws(LockfileError) in
                let name = Slice(address.count, address.count + name.utf8.count)
                var reader = ResolvedAddress(document: text)
                if case .registry(let base) = reader.kind(of: Slice(0, address.count), name: name) { return base }
                return reader.host(of: Slice(0, address.count))
            }
        }

        private mutating func connect(_ element: Element, _ index: Int) throws(LockfileError) {
            guard let dependencies = element["dependencies"], dependencies.isObject else { return }
            // What a member of the workspace says in its manifest.
            let isMember = contents.entries[index].class == .workspace
            let manifest = isMember ? manifests.index(of: contents.entries[index].name) : nil
            let optional = optionalDependencies(of: element)
            for dependency in dependencies.children {
                let found = requests.find(dependency.keySlice, dependency.valueSlice, defaultProtocol: "npm:")
                guard !found.isEmpty else {
                    throw LockfileError(
                        .danglingDependency(name: dependency.key, of: contents.entries[index].identity),
                        line: dependency.line)
                }
                // Yarn installs nothing for being a peer: another section asks for it.
                let kinds = manifest.map {
                    manifests.kinds(of: dependency.keySlice, in: document, declaredBy: $0).filter { $0 != .peer }
                }
                let isOptional = !optional.isEmpty && optional.contains(dependency.key)
                let known = kinds?.isEmpty == false ? kinds ?? [] : [isOptional ? .optional : .production]
                for to in found {
                    for kind in known { try contents.connect(index, to: to, kind) }
                }
            }
        }

        private func optionalDependencies(of element: Element) -> Set<String> {
            guard let meta = element["dependenciesMeta"] else { return [] }
            return Set(meta.children.lazy.filter { $0["optional"]?.isTrue == true }.map(\.key))
        }
    }
}
