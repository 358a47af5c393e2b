/// The keys of an object that a reader wants, prepared so that each key of a document costs one comparison.
@safe
public struct JSONFields: Sendable {
    /// A name by its hash; `index` is -1 in an empty slot.
    private struct Slot {
        var hash: UInt64 = 0
        var index = -1
    }

    private let names: [[UInt8]]
    private let table: [Slot]

    /// Requires at most 64 distinct names, which their indices stand for.
    public init(_ names: [String]) {
        precondition(names.count <= JSONFieldSet.maximumFields, "more names than a set of fields holds")
        let hash = ByteHash()
        var size = 8
        while size < names.count * 4 { size *= 2 }
        var table = [Slot](repeating: Slot(), count: size)
        for (index, name) in names.enumerated() {
            let digest = unsafe Array(name.utf8).withUnsafeBytes { unsafe hash($0) }
            var slot = Int(truncatingIfNeeded: digest) & (size - 1)
            while table[slot].index >= 0 { slot = (slot + 1) & (size - 1) }
            table[slot] = Slot(hash: digest, index: index)
        }
        self.names = names.map { Array($0.utf8) }
        self.table = table
    }

    /// The index of the name that has this hash and these bytes.
    @inline(__always)
    func index(of key: UnsafeRawBufferPointer, hash digest: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: digest) & (table.count - 1)
        while table[slot].index >= 0 {
            if table[slot].hash == digest,
                unsafe names[table[slot].index].withUnsafeBytes({ unsafe $0.hasBytes(of: key) })
            {
                return table[slot].index
            }
            slot = (slot + 1) & (table.count - 1)
        }
        return nil
    }

    func index(of key: String) -> Int? {
        names.firstIndex { $0.elementsEqual(key.utf8) }
    }
}
