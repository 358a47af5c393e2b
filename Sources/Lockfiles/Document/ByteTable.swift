/// Finds numbers by pairs of a number and a text: the name of a package and the entry inside which it stands.
struct ByteTable {
    private var arena: [UInt8] = []
    private var slots: [UInt32]
    private var keys: [(start: Int, count: Int, value: Int)] = []

    init(minimumCapacity: Int) {
        var size = 16
        while size < minimumCapacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
    }

    /// Adds a key, or returns the value that it already has.
    @discardableResult
    mutating func insert(_ scope: Int, _ name: Span<UInt8>, _ value: Int) -> Int? {
        if (keys.count + 1) * 2 > slots.count { grow() }
        let slot = slot(scope, name)
        guard slots[slot] == 0 else { return keys[Int(slots[slot]) - 1].value }
        let start = arena.count
        for index in name.indices { arena.append(name[index]) }
        keys.append((start, name.count, value))
        scopes.append(scope)
        slots[slot] = UInt32(truncatingIfNeeded: keys.count)
        return nil
    }

    func find(_ scope: Int, _ name: Span<UInt8>) -> Int? {
        let found = slots[slot(scope, name)]
        return found == 0 ? nil : keys[Int(found) - 1].value
    }

    private var scopes: [Int] = []

    private func slot(_ scope: Int, _ name: Span<UInt8>) -> Int {
        let mask = slots.count - 1
        var slot = (hashBytes(name) &+ scope &* 0x9E37_79B9) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let key = keys[index]
            if scopes[index] == scope, key.count == name.count,
                equalBytes(arena.span.extracting(key.start..<(key.start + key.count)), name)
            {
                break
            }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        let size = slots.count * 2
        slots = [UInt32](repeating: 0, count: size)
        for index in keys.indices {
            let key = keys[index]
            let slot = slot(scopes[index], arena.span.extracting(key.start..<(key.start + key.count)))
            slots[slot] = UInt32(truncatingIfNeeded: index + 1)
        }
    }
}
