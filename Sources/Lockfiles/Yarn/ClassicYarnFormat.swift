import PackageModel

/// yarn.lock of Yarn 1: what each requested pattern (`name@range`) was resolved to.
///
/// The file does not say what the project itself requires, nor for what; that is in its manifests. Every dependency of an
/// entry is an entry again, so that a file that was cut is told by what is missing, unless only its last entries are, on
/// which no other depends.
enum ClassicYarnFormat {
    static func read(_ document: Document, manifests: [ProjectManifest]) throws(LockfileError) -> Lockfile {
        var reader = Reader(document: document, manifests: manifests)
        return try reader.lockfile()
    }

    private struct Reader {
        private let document: Document
        private let manifests: [ProjectManifest]
        private let members: ManifestTable
        private var contents = LockfileContents()
        private var address: ResolvedAddress
        private var requests: RequestTable
        private let replacements: Replacements

        init(document: Document, manifests: [ProjectManifest]) {
            self.document = document
            self.manifests = manifests
            members = ManifestTable(manifests)
            replacements = manifests.first?.replacements ?? Replacements()
            address = ResolvedAddress(document: document)
            requests = RequestTable(
                document: document, minimumCapacity: document.nodeCount / 8, replaced: replacements.resolved)
        }

        mutating func lockfile() throws(LockfileError) -> Lockfile {
            contents.reserve(nodes: document.nodeCount)
            for element in document.root.children {
                guard element.isObject else {
                    throw LockfileError(.unexpectedType(key: element.key), line: element.line)
                }
                try read(element)
            }
            guard !contents.entries.isEmpty else { throw LockfileError(.empty) }
            var isRequired = [Bool](repeating: false, count: contents.entries.count)
            for (index, element) in document.root.children.enumerated() {
                try connect(element, index, &isRequired)
            }
            try connectProjects(isRequired)
            return contents.lockfile(.yarn, version: "1", flags: manifests.isEmpty ? .unknown : .fromPaths)
        }

        private mutating func read(_ element: Element) throws(LockfileError) {
            let patterns = ClassicYarnPatterns(element.keySlice, in: document)
            var fields = Fields()
            for member in element.children where member.isScalar {
                if member.keyIs("version") { fields.version = member.valueSlice }
                if member.keyIs("resolved") { fields.resolved = member.valueSlice }
                if member.keyIs("integrity") { fields.integrity = member.valueSlice }
            }
            guard !fields.version.isEmpty else {
                throw LockfileError(.missing(key: "version", in: element.key), line: element.line)
            }
            let index = try contents.add(entry(element, patterns.patterns, fields))
            for pattern in patterns.patterns where requests.add(pattern, index) != nil {
                throw LockfileError(.duplicateKey(document.text(pattern)), line: element.line)
            }
        }

        private struct Fields {
            var version = Slice.empty
            var resolved = Slice.empty
            var integrity = Slice.empty
        }

        private mutating func entry(
            _ element: Element, _ patterns: [Slice], _ fields: Fields
        ) throws(LockfileError) -> LockfileEntry {
            let asked = ClassicYarnPatterns.meaning(of: patterns, in: document)
            var (name, alias) = (asked.name, asked.alias)
            if let replacement = asked.replacement, address.leads(fields.resolved, to: replacement),
                !address.leads(fields.resolved, to: name)
            {
                (name, alias) = (replacement, name)
            }
            var found: (class: LockfileEntry.Class, reason: LockfileEntry.Reason?) = asked.meaning.classification
            var registry: String?
            var isRepository = false
            let isOnlyRegistry =
                asked.unresolved.asksRegistry
                && !replacements.leadElsewhere(alias ?? name, in: document)
            if fields.resolved.isEmpty { found = asked.unresolved.classification }
            if found.class == .registry, !fields.resolved.isEmpty {
                switch address.kind(of: fields.resolved, name: name) {
                case .git: found = (.git, .gitRepository)
                case .file: found = (.file, .localFile)
                case .address
                where address.isGitArchive(fields.resolved) || RangeProtocol(fields.resolved, in: document).isGit:
                    found = (.git, .gitRepository)
                case .registry(let base): registry = base
                case .address, .text: break
                }
            } else if found.class == .tarball, address.isGitArchive(fields.resolved) {
                found = (.git, .gitRepository)
            }
            // Nobody asks for the address: what it has is to be what the registry has.
            if isOnlyRegistry, found.class != .registry {
                isRepository = found.class == .git
                found = (.registry, nil)
            }
            var entry = LockfileEntry(
                name: document.text(name), version: document.text(fields.version), class: found.class,
                line: element.line, reason: found.reason)
            entry.alias = alias.map { document.text($0) }
            entry.registry = registry
            entry.resolved = fields.resolved.isEmpty ? nil : document.text(fields.resolved)
            entry.integrity =
                fields.integrity.isEmpty ? digest(inFragmentOf: fields.resolved) : document.text(fields.integrity)
            // Yarn compares none with what it gets from a repository.
            if isRepository { entry.integrity = nil }
            return entry
        }

        /// Before Yarn 1.10 the tarball's SHA-1 stood behind the `#` of its address.
        private func digest(inFragmentOf resolved: Slice) -> String? {
            guard let mark = document.lastIndex(of: UInt8(ascii: "#"), in: resolved), resolved.count - mark == 41 else {
                return nil
            }
            return try? Integrity(sha1Hexadecimal: document.text(resolved.dropping(first: mark + 1))).text
        }

        private mutating func connect(
            _ element: Element, _ index: Int, _ isRequired: inout [Bool]
        ) throws(LockfileError) {
            for section in element.children where section.isObject {
                guard let kind = NPMFormat.kind(ofSection: section) else { continue }
                for dependency in section.children {
                    let found = requests.find(dependency.keySlice, dependency.valueSlice)
                    guard !found.isEmpty else {
                        let isMember = members.index(of: dependency.keySlice, in: document) != nil
                        guard kind == .optional || isMember else { throw dangling(dependency, of: index) }
                        continue
                    }
                    for to in found {
                        isRequired[to] = true
                        try contents.connect(index, to: to, kind)
                    }
                }
            }
        }

        private func dangling(_ dependency: Element, of index: Int) -> LockfileError {
            LockfileError(
                .danglingDependency(name: dependency.key, of: contents.entries[index].identity), line: dependency.line)
        }

        private mutating func connectProjects(_ isRequired: [Bool]) throws(LockfileError) {
            for manifest in manifests {
                let project = contents.addProject(manifest.label)
                for dependency in manifest.dependencies {
                    let found = requests.find(dependency.name, dependency.range)
                    for to in found { try contents.connect(project, to: to, dependency.kind) }
                    if found.isEmpty, requests.mustHave(dependency, of: members) {
                        throw LockfileError(.danglingDependency(name: dependency.name, of: manifest.label))
                    }
                }
            }
            guard manifests.isEmpty else { return }
            let project = contents.addProject(".")
            for index in isRequired.indices where !isRequired[index] {
                try contents.connect(project, to: index, .production)
            }
        }
    }
}
