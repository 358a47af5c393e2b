/// Finds numbers by texts of one document without making a string of them.
struct SliceTable {
    private let document: Document
    /// The upper half of a key's hash and its number, counted from 1; zero is empty.
    private var slots: [UInt64]
    private var keys: [Slice] = []
    private var values: [UInt32] = []

    init(document: Document, minimumCapacity: Int) {
        self.document = document
        var size = 16
        while size < minimumCapacity * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        keys.reserveCapacity(minimumCapacity)
        values.reserveCapacity(minimumCapacity)
    }

    /// Adds a key, or returns the value that it already has.
    @discardableResult
    mutating func insert(_ key: Slice, _ value: Int) -> Int? {
        if (keys.count + 1) * 2 > slots.count { grow() }
        let hash = document.withBytes(of: key) { hashBytes($0) }
        let slot = document.withBytes(of: key) { self.slot(of: $0, hash: hash) }
        guard slots[slot] == 0 else { return Int(values[index(in: slot)]) }
        keys.append(key)
        values.append(UInt32(truncatingIfNeeded: value))
        slots[slot] = Self.tag(hash) | UInt64(keys.count)
        return nil
    }

    var count: Int { keys.count }

    /// Keys and values in the order in which they were added.
    var pairs: some Sequence<(Slice, Int)> { zip(keys, values.lazy.map { Int($0) }) }

    func find(_ key: Slice) -> Int? { document.withBytes(of: key) { find($0) } }

    func find(_ bytes: Span<UInt8>) -> Int? {
        let slot = slot(of: bytes, hash: hashBytes(bytes))
        return slots[slot] == 0 ? nil : Int(values[index(in: slot)])
    }

    private static func tag(_ hash: Int) -> UInt64 { UInt64(truncatingIfNeeded: hash) & 0xFFFF_FFFF_0000_0000 }

    private func index(in slot: Int) -> Int { Int(slots[slot] & 0xFFFF_FFFF) - 1 }

    /// The slot that holds the key, or the empty one where it belongs.
    private func slot(of bytes: Span<UInt8>, hash: Int) -> Int {
        let tag = Self.tag(hash)
        var slot = hash & (slots.count - 1)
        while slots[slot] != 0 {
            // Only a key of the same hash is worth a look at its bytes.
            if slots[slot] & 0xFFFF_FFFF_0000_0000 == tag {
                let key = keys[index(in: slot)]
                if key.count == bytes.count, document.hasBytes(key, bytes) { break }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        for index in keys.indices {
            let hash = document.withBytes(of: keys[index]) { hashBytes($0) }
            let slot = document.withBytes(of: keys[index]) { self.slot(of: $0, hash: hash) }
            slots[slot] = Self.tag(hash) | UInt64(index + 1)
        }
    }
}
