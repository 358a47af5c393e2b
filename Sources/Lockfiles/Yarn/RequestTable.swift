/// Which entry a request `name@range` leads to.
struct RequestTable {
    private let document: Document
    private var requests: SliceTable
    /// Made when the first request is met that is not in the file.
    private var names: SliceTable?
    private var scratch: [UInt8] = []

    init(document: Document, minimumCapacity: Int) {
        self.document = document
        requests = SliceTable(document: document, minimumCapacity: minimumCapacity)
    }

    /// Adds the request of an entry, or returns the entry that it already has.
    mutating func add(_ request: Slice, _ entry: Int) -> Int? {
        requests.insert(request, entry)
    }

    /// What the request led to; failing that an entry of the same name, for a project may override the ranges of others
    /// (`resolutions`), and the file then has only the range that replaced them.
    mutating func find(_ name: Slice, _ range: Slice, defaultProtocol: StaticString = "") -> Int? {
        begin(name)
        let start = scratch.count
        append(range)
        if let found = requests.find(scratch.span) { return found }
        if defaultProtocol.utf8CodeUnitCount > 0 {
            scratch.removeSubrange(start...)
            defaultProtocol.withUTF8Buffer { unsafe scratch.append(contentsOf: $0) }
            append(range)
            if let found = requests.find(scratch.span) { return found }
        }
        return entriesByName().find(name)
    }

    mutating func find(_ name: String, _ range: String) -> Int? {
        if let found = requests.find(Array("\(name)@\(range)".utf8).span) { return found }
        return entriesByName().find(Array(name.utf8).span)
    }

    /// The first entry of every name.
    private mutating func entriesByName() -> SliceTable {
        if let names { return names }
        var table = SliceTable(document: document, minimumCapacity: requests.count)
        for (request, entry) in requests.contents {
            table.insert(Descriptor.split(request, in: document)?.name ?? request, entry)
        }
        names = table
        return table
    }

    /// Says whether the file must have an entry for what a project depends on.
    func mustHave(_ dependency: ProjectManifest.Dependency, of members: ManifestTable) -> Bool {
        let isMember = members.index(of: dependency.name) != nil
        let isLocal = ["link:", "file:", "workspace:", "portal:"].contains {
            dependency.range.utf8.starts(with: $0.utf8)
        }
        return (dependency.kind == .production || dependency.kind == .dev) && !isMember && !isLocal
    }

    private mutating func begin(_ name: Slice) {
        scratch.removeAll(keepingCapacity: true)
        append(name)
        scratch.append(UInt8(ascii: "@"))
    }

    private mutating func append(_ slice: Slice) {
        document.append(slice, to: &scratch)
    }
}
