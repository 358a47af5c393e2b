/// Finds numbers by texts of one document without making a string of them.
struct SliceTable {
    private let document: Document
    /// The upper half of a key's hash and its number, counted from 1; zero is empty.
    private var slots: [UInt64]
    private var pairs: [Pair] = []

    /// Side by side, for both are wanted at once.
    private struct Pair {
        let key: Slice
        let value: UInt32
    }

    init(document: Document, minimumCapacity: Int) {
        self.document = document
        var size = 16
        while size < minimumCapacity * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        pairs.reserveCapacity(minimumCapacity)
    }

    /// Adds a key, or returns the value that it already has.
    @discardableResult
    mutating func insert(_ key: Slice, _ value: Int) -> Int? {
        if (pairs.count + 1) * 2 > slots.count { grow() }
        let (slot, tag) = document.withBytes(of: key) { bytes in
            let hash = hashBytes(bytes)
            return (self.slot(of: bytes, hash: hash), Self.tag(hash))
        }
        guard slots[slot] == 0 else { return Int(pairs[index(in: slot)].value) }
        pairs.append(Pair(key: key, value: UInt32(truncatingIfNeeded: value)))
        slots[slot] = tag | UInt64(pairs.count)
        return nil
    }

    var count: Int { pairs.count }

    /// Keys and values in the order in which they were added.
    var contents: some Sequence<(Slice, Int)> { pairs.lazy.map { ($0.key, Int($0.value)) } }

    func find(_ key: Slice) -> Int? { document.withBytes(of: key) { find($0) } }

    func find(_ bytes: Span<UInt8>) -> Int? {
        let slot = slot(of: bytes, hash: hashBytes(bytes))
        return slots[slot] == 0 ? nil : Int(pairs[index(in: slot)].value)
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
                let key = pairs[index(in: slot)].key
                if key.count == bytes.count, document.hasBytes(key, bytes) { break }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        for index in pairs.indices {
            let hash = document.withBytes(of: pairs[index].key) { hashBytes($0) }
            // No two keys are equal: the first empty slot is the right one.
            var slot = hash & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Self.tag(hash) | UInt64(index + 1)
        }
    }
}
