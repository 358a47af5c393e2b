/// What is asked for by those who depend on the entries whose addresses lead to no registry.
///
/// Such an address is honest where somebody asks for it. Where all ask for a range of a registry, somebody put it into the
/// lock file: then the entry is the registry's, so that what is fetched is compared with what the registry has.
struct AskedRanges {
    private enum Asked {
        case nobody, onlyRegistry, elsewhere
    }

    private var entries: [Int: Asked] = [:]

    var isEmpty: Bool { entries.isEmpty }

    /// Notes an entry whose address leads elsewhere.
    mutating func add(_ entry: Int) { entries[entry] = .nobody }

    /// Notes a range that leads to an entry.
    mutating func note(_ range: Slice, for entry: Int, in document: Document) {
        guard let known = entries[entry], known != .elsewhere else { return }
        entries[entry] = RangeProtocol(range, in: document).asksRegistry ? .onlyRegistry : .elsewhere
    }

    /// Notes a range of a package.json.
    mutating func note(_ range: String, for entry: Int) {
        let bytes = Array(range.utf8)
        try? DocumentMemory(bytes: bytes).read { text in note(Slice(0, bytes.count), for: entry, in: text) }
    }

    /// The entries that nobody asks for by their address, but somebody by a range.
    var onlyFromRegistry: [Int] { entries.filter { $0.value == .onlyRegistry }.keys.sorted() }
}
