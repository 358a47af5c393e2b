/// bun.lock, versions 0 and 1: for each place in the tree a tuple whose first item is `name@version`.
enum BunFormat {
    static func read(_ document: Document) throws(LockfileError) -> Lockfile {
        let root = document.root
        let version = root["lockfileVersion"]
        guard let text = version?.scalar, text == "0" || text == "1" else {
            throw LockfileError(.unsupportedVersion(.bun, version?.scalar), line: version?.line)
        }
        guard let workspaces = root["workspaces"], workspaces.isObject else {
            throw LockfileError(.missing(key: "workspaces", in: "bun.lock"))
        }
        var reader = Reader(document: document)
        if let packages = root["packages"] {
            guard packages.isObject else { throw LockfileError(.unexpectedType(key: "packages"), line: packages.line) }
            for package in packages.children { try reader.read(package) }
            for (index, package) in packages.children.enumerated() { try reader.connect(package, index) }
        }
        for workspace in workspaces.children { try reader.connect(workspace: workspace) }
        reader.settleAddresses()
        return reader.contents.lockfile(.bun, version: text, flags: .fromPaths)
    }

    private struct Reader {
        let document: Document
        var contents = LockfileContents()
        private var address: ResolvedAddress
        private var places: SliceTable
        /// Places inside which there are others.
        private var holders: SliceTable
        private var members: SliceTable
        private var scratch: [UInt8] = []
        private let replacements: Replacements
        /// Of the entries that come from elsewhere.
        private var ranges = AskedRanges()

        init(document: Document) {
            self.document = document
            address = ResolvedAddress(document: document)
            replacements = Replacements(document.root)
            contents.reserve(nodes: document.nodeCount)
            places = SliceTable(document: document, minimumCapacity: document.nodeCount / 8)
            holders = SliceTable(document: document, minimumCapacity: 64)
            members = SliceTable(document: document, minimumCapacity: 16)
        }

        mutating func read(_ package: Element) throws(LockfileError) {
            guard package.isArray, let first = package.children.first(where: { _ in true }), first.kind == .string,
                let locator = Descriptor.split(first.valueSlice, in: document)
            else { throw LockfileError(.unexpectedType(key: package.key), line: package.line) }
            guard package.keySlice.count <= LockfileLimits.maximumPathBytes else {
                throw LockfileError(.pathTooLong(limit: LockfileLimits.maximumPathBytes), line: package.line)
            }
            let index = try contents.add(entry(package, locator))
            places.insert(package.keySlice, index)
            if contents.entries[index].isElsewhere {
                let name = BunPlace.name(of: package.keySlice, in: document)
                if !replacements.leadElsewhere(name, in: document) { ranges.add(index) }
            }
            let holder = BunPlace.parent(of: package.keySlice, in: document)
            if !holder.isEmpty { holders.insert(holder, index) }
            if document.hasPrefix(locator.rest, "workspace:") {
                members.insert(locator.rest.dropping(first: 10), index)
                contents.addRoot(index)
            }
        }

        private mutating func entry(_ package: Element, _ locator: Descriptor) throws(LockfileError) -> LockfileEntry {
            let meaning = Self.meaning(of: locator.rest, in: document)
            let (`class`, reason) = meaning.classification
            let hasVersion = `class` == .registry
            var entry = LockfileEntry(
                name: document.text(locator.name), version: hasVersion ? document.text(locator.rest) : nil,
                class: `class`,
                line: package.line, reason: reason)
            let installed = BunPlace.name(of: package.keySlice, in: document)
            if !document.equal(installed, locator.name) { entry.alias = document.text(installed) }
            var isDigest = false
            for (position, item) in package.children.enumerated() where position > 0 {
                if hasVersion, position == 1 {
                    guard item.kind == .string else {
                        throw LockfileError(.unexpectedType(key: package.key), line: item.line)
                    }
                    setOrigin(of: &entry, item.valueSlice, name: locator.name)
                } else if item.kind == .string {
                    isDigest = document.firstIndex(of: UInt8(ascii: "-"), in: item.valueSlice, from: 3) != nil
                    if isDigest { entry.integrity = item.string }
                }
            }
            if !isDigest || entry.class == .git { entry.integrity = hasVersion ? entry.integrity : nil }
            if !hasVersion { entry.resolved = document.text(locator.rest) }
            return entry
        }

        /// An empty text is npm's own registry; otherwise a registry's address, or that of the tarball.
        private mutating func setOrigin(of entry: inout LockfileEntry, _ origin: Slice, name: Slice) {
            guard !origin.isEmpty else { return }
            entry.resolved = document.text(origin)
            switch address.kind(of: origin, name: name) {
            case .registry(let base): entry.registry = base
            default:
                let isClosed = document.byte(origin, origin.count - 1) == UInt8(ascii: "/")
                if document.hasPrefix(origin, "http") {
                    entry.registry = AddressCredentials.removed(
                        from: document.text(origin.dropping(last: isClosed ? 1 : 0)))
                }
            }
        }

        /// Bun writes a bare path for a tarball in the project, and the version alone for a registry package.
        private static func meaning(of reference: Slice, in document: Document) -> RangeProtocol {
            if document.hasPrefix(reference, "root:") { return .workspace }
            if document.hasSuffix(reference, ".tgz"), document.firstIndex(of: UInt8(ascii: ":"), in: reference) == nil {
                return .file
            }
            return RangeProtocol(reference, in: document)
        }

        mutating func connect(_ package: Element, _ index: Int) throws(LockfileError) {
            for item in package.children where item.isObject {
                try connect(item, from: index, place: package.keySlice)
            }
        }

        /// A member's own dependencies; those of the project's root too, which is no package.
        mutating func connect(workspace: Element) throws(LockfileError) {
            guard workspace.isObject else {
                throw LockfileError(.unexpectedType(key: workspace.key), line: workspace.line)
            }
            let member = workspace.keySlice.isEmpty ? nil : members.find(workspace.keySlice)
            let place = workspace["name"].flatMap { $0.kind == .string ? $0.valueSlice : nil } ?? .empty
            let from = member ?? contents.addProject(NPMFormat.label(of: workspace))
            try connect(workspace, from: from, place: workspace.keySlice.isEmpty ? .empty : place)
        }

        private mutating func connect(_ owner: Element, from: Int, place: Slice) throws(LockfileError) {
            var place = place
            while !place.isEmpty, holders.find(place) == nil { place = BunPlace.parent(of: place, in: document) }
            for section in owner.children {
                guard let kind = NPMFormat.kind(ofSection: section), section.isObject else { continue }
                for dependency in section.children {
                    guard let to = find(dependency.keySlice, seenFrom: place) else { continue }
                    if !ranges.isEmpty { ranges.note(range(of: dependency), for: to, in: document) }
                    try contents.connect(from, to: to, kind)
                }
            }
        }

        /// The range of a dependency, for `catalog:` the one that the project's catalogs have.
        private func range(of dependency: Element) -> Slice {
            let range = dependency.valueSlice
            guard document.hasPrefix(range, "catalog:") else { return range }
            let name = range.dropping(first: 8)
            let catalog =
                name.isEmpty
                ? document.root["catalog"]
                : document.root["catalogs"]?.children.first { document.equal($0.keySlice, name) }
            return catalog?.children.first { document.equal($0.keySlice, dependency.keySlice) }?.valueSlice ?? range
        }

        /// What all ask of a registry has no version there: it is a package that cannot be audited.
        mutating func settleAddresses() {
            for index in ranges.onlyFromRegistry { contents.setEntry(index) { $0.becomeRegistry() } }
        }

        /// The nearest place on the way from a package up to the root that holds the name.
        private mutating func find(_ name: Slice, seenFrom place: Slice) -> Int? {
            var place = place
            while !place.isEmpty {
                scratch.removeAll(keepingCapacity: true)
                append(place)
                scratch.append(UInt8(ascii: "/"))
                append(name)
                if let found = places.find(scratch.span) { return found }
                place = BunPlace.parent(of: place, in: document)
            }
            return places.find(name)
        }

        private mutating func append(_ slice: Slice) {
            document.append(slice, to: &scratch)
        }
    }
}
