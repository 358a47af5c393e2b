/// Finds numbers by texts of one document without making a string of them.
struct SliceTable {
    private let document: Document
    private var slots: [UInt32]
    private var keys: [Slice] = []
    private var values: [UInt32] = []

    init(document: Document, minimumCapacity: Int) {
        self.document = document
        var size = 16
        while size < minimumCapacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        keys.reserveCapacity(minimumCapacity)
        values.reserveCapacity(minimumCapacity)
    }

    /// Adds a key, or returns the value that it already has.
    @discardableResult
    mutating func insert(_ key: Slice, _ value: Int) -> Int? {
        if (keys.count + 1) * 2 > slots.count { grow() }
        let slot = document.withBytes(of: key) { self.slot(of: $0) }
        guard slots[slot] == 0 else { return Int(values[Int(slots[slot]) - 1]) }
        keys.append(key)
        values.append(UInt32(truncatingIfNeeded: value))
        slots[slot] = UInt32(truncatingIfNeeded: keys.count)
        return nil
    }

    func find(_ key: Slice) -> Int? { document.withBytes(of: key) { find($0) } }

    func find(_ bytes: Span<UInt8>) -> Int? {
        let found = slots[slot(of: bytes)]
        return found == 0 ? nil : Int(values[Int(found) - 1])
    }

    /// The slot that holds the key, or the empty one where it belongs.
    private func slot(of bytes: Span<UInt8>) -> Int {
        var slot = hashBytes(bytes) & (slots.count - 1)
        while slots[slot] != 0 {
            let key = keys[Int(slots[slot]) - 1]
            if key.count == bytes.count, document.hasBytes(key, bytes) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for index in keys.indices {
            let slot = document.withBytes(of: keys[index]) { self.slot(of: $0) }
            slots[slot] = UInt32(truncatingIfNeeded: index + 1)
        }
    }
}
