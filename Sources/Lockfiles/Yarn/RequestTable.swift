/// Which entries a request `name@range` may lead to.
///
/// It leads to one, but for what the project replaces (`resolutions`): then the file may have the range that was asked for,
/// because of others, and another one that was installed, and only Yarn's own rules say which.
struct RequestTable {
    private let document: Document
    private var requests: SliceTable
    /// Made when the first request is met that is not in the file, or is replaced.
    private var names: (table: SliceTable, entries: [[Int]])?
    private let replaced: Set<[UInt8]>
    private var scratch: [UInt8] = []

    /// - Parameter replaced: names of which any entry may be meant.
    init(document: Document, minimumCapacity: Int, replaced: Set<[UInt8]>) {
        self.document = document
        self.replaced = replaced
        requests = SliceTable(document: document, minimumCapacity: minimumCapacity)
    }

    /// Adds the request of an entry, or returns the entry that it already has.
    mutating func add(_ request: Slice, _ entry: Int) -> Int? {
        requests.insert(request, entry)
    }

    /// What the request led to; for a name that is replaced, and failing that, every entry of the name: the file may have
    /// only the range that replaced it.
    mutating func find(_ name: Slice, _ range: Slice, defaultProtocol: StaticString = "") -> [Int] {
        if !replaced.isEmpty {
            begin(name)
            if replaced.contains(Array(scratch.dropLast())) { return entries(named: name) }
        }
        begin(name)
        let start = scratch.count
        append(range)
        if let found = requests.find(scratch.span) { return [found] }
        if defaultProtocol.utf8CodeUnitCount > 0 {
            scratch.removeSubrange(start...)
            defaultProtocol.withUTF8Buffer { unsafe scratch.append(contentsOf: $0) }
            append(range)
            if let found = requests.find(scratch.span) { return [found] }
        }
        return entries(named: name)
    }

    mutating func find(_ name: String, _ range: String) -> [Int] {
        let bytes = Array(name.utf8)
        if !replaced.contains(bytes), let found = requests.find(Array("\(name)@\(range)".utf8).span) { return [found] }
        let names = entriesByName()
        return names.table.find(bytes.span).map { names.entries[$0] } ?? []
    }

    private mutating func entries(named name: Slice) -> [Int] {
        let names = entriesByName()
        return names.table.find(name).map { names.entries[$0] } ?? []
    }

    /// The entries of every name, each once.
    private mutating func entriesByName() -> (table: SliceTable, entries: [[Int]]) {
        if let names { return names }
        var table = SliceTable(document: document, minimumCapacity: requests.count)
        var entries: [[Int]] = []
        for (request, entry) in requests.contents {
            let place = table.insert(Descriptor.split(request, in: document)?.name ?? request, entries.count)
            if let place {
                // The requests of one entry stand side by side.
                if entries[place].last != entry { entries[place].append(entry) }
            } else {
                entries.append([entry])
            }
        }
        names = (table, entries)
        return (table, entries)
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
