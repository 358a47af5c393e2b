/// Texts that a document repeats, kept once: names, addresses, ranges.
///
/// A cache that grows with what it is asked for, to a fixed size; a text that falls out of it is made anew.
@safe
public struct TextPool: Sendable {
    /// Texts that are remembered at first, and at most; powers of two.
    private static let slots = (first: 128, most: 2048)
    /// The longest text that is remembered, in bytes. Up to 15 bytes need no memory of their own.
    private static let lengths = 16...512

    private struct Slot {
        var hash: UInt64 = 0
        var text = ""
    }

    private let hash = ByteHash()
    private var table: [Slot] = []
    /// Texts that were put into the table since it has this size.
    private var count = 0

    public init() {}

    @inline(__always)
    mutating func text(of bytes: UnsafeRawBufferPointer) -> String {
        guard Self.lengths.contains(bytes.count) else { return unsafe String(decoding: bytes, as: UTF8.self) }
        return unsafe text(of: bytes, hash: hash(bytes))
    }

    /// Requires that `digest` is the hash of the bytes.
    @inline(__always)
    mutating func text(of bytes: UnsafeRawBufferPointer, hash digest: UInt64) -> String {
        guard Self.lengths.contains(bytes.count) else { return unsafe String(decoding: bytes, as: UTF8.self) }
        if table.isEmpty { table = Array(repeating: Slot(), count: Self.slots.first) }
        let index = place(of: digest)
        if table[index].hash == digest, unsafe Self.isEqual(table[index].text, bytes) { return table[index].text }
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        table[index] = Slot(hash: digest, text: text)
        count += 1
        if count == table.count, count < Self.slots.most { grow() }
        return text
    }

    private func place(of digest: UInt64) -> Int { Int(truncatingIfNeeded: digest) & (table.count - 1) }

    private mutating func grow() {
        let old = table
        table = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where !slot.text.isEmpty { table[place(of: slot.hash)] = slot }
        count = 0
    }

    private static func isEqual(_ text: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
        let utf8 = text.utf8
        guard utf8.count == bytes.count else { return false }
        return unsafe utf8.withContiguousStorageIfAvailable { unsafe UnsafeRawBufferPointer($0).hasBytes(of: bytes) }
            ?? utf8.elementsEqual(bytes)
    }
}

extension JSONCursor {
    /// As `stringIfAhead`, from the pool if the text was seen before.
    public mutating func stringIfAhead(from pool: inout TextPool) throws(JSONError) -> String? {
        guard let (range, escaped) = try stringBodyIfAhead() else { return nil }
        guard escaped else { return unsafe pool.text(of: scanner.bytes(range)) }
        return try scanner.text(range, escaped: true, repairing: true)
    }

    /// As `nextKeyRepairing`, from the pool if the text was seen before.
    public mutating func nextKey(from pool: inout TextPool) throws(JSONError) -> String? {
        guard let key = try nextKeyBody() else { return nil }
        if key.escaped {
            let text = try scanner.text(key.range, escaped: true, repairing: true)
            try remember(key, text)
            return text
        }
        guard let hash = keys.insert(key.range, of: scanner) else { throw try duplicate(key) }
        return unsafe pool.text(of: scanner.bytes(key.range), hash: hash)
    }
}
