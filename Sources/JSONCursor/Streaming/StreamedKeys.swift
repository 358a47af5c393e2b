/// The keys of an object whose bytes do not stay, to notice one that comes twice. Compared as bytes.
struct StreamedKeys: Sendable {
    private static let smallest = 16

    private let hash = ByteHash()
    private var keys: [(hash: UInt64, text: String)] = []
    /// Indices into `keys` by their hashes, -1 where there is none; at least twice as long, a power of two.
    private var table: [Int32] = []

    var count: Int { keys.count }

    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        for slot in table.indices { table[slot] = -1 }
    }

    /// Adds a key; false if it is there already.
    mutating func insert(_ text: String) -> Bool {
        if table.count < 2 * (keys.count + 1) { grow() }
        var text = text
        let digest = text.withUTF8 { unsafe hash(UnsafeRawBufferPointer($0)) }
        var slot = Int(truncatingIfNeeded: digest) & (table.count - 1)
        while table[slot] >= 0 {
            let known = keys[Int(table[slot])]
            if known.hash == digest, known.text.utf8.elementsEqual(text.utf8) { return false }
            slot = (slot + 1) & (table.count - 1)
        }
        table[slot] = Int32(keys.count)
        keys.append((digest, text))
        return true
    }

    private mutating func grow() {
        table = Array(repeating: -1, count: max(Self.smallest, 2 * table.count))
        for (index, key) in keys.enumerated() {
            var slot = Int(truncatingIfNeeded: key.hash) & (table.count - 1)
            while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = Int32(index)
        }
    }
}
