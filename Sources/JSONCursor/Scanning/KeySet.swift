/// The keys of the objects that are being read, to notice one that comes twice.
///
/// Keys are kept as places in the document and compared as bytes, after their escapes. The hash is seeded, so that nobody
/// can choose keys that collide.
@safe
struct KeySet {
    /// From this many keys on, an object's keys are found by a table instead of a walk.
    private static let tabledFrom = 48

    private enum Key {
        case plain(Range<Int>)
        case text(String)
    }

    private let hash = ByteHash()
    private var hashes: [UInt64] = []
    private var keys: [Key] = []
    /// Where the keys of the innermost object begin.
    private var start = 0
    /// Of the innermost object, once it has many keys.
    private var table: Set<UInt64> = []
    private var outer: [(start: Int, table: Set<UInt64>)] = []

    mutating func enter() {
        outer.append((start, table))
        start = hashes.count
        table = []
    }

    /// Forgets everything but the memory.
    mutating func reset() {
        outer.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        (start, table) = (0, [])
    }

    mutating func leave() {
        hashes.removeSubrange(start...)
        keys.removeSubrange(start...)
        guard let last = outer.popLast() else { return }
        (start, table) = last
    }

    /// Adds a key without escapes, by its place; false if the innermost object has it already.
    @inline(__always)
    mutating func insert(_ range: Range<Int>, of scanner: JSONScanner) -> Bool {
        let bytes = unsafe scanner.bytes(range)
        let digest = unsafe hash(bytes)
        guard unsafe !mayContain(digest) || !contains(bytes, digest, of: scanner) else { return false }
        append(.plain(range), digest)
        return true
    }

    /// Adds a key that has been decoded.
    mutating func insert(_ text: String, of scanner: JSONScanner) -> Bool {
        let (digest, isNew) = unsafe Array(text.utf8).withUnsafeBytes { bytes in
            let digest = unsafe hash(bytes)
            return unsafe (digest, !mayContain(digest) || !contains(bytes, digest, of: scanner))
        }
        guard isNew else { return false }
        append(.text(text), digest)
        return true
    }

    @inline(__always)
    private mutating func append(_ key: Key, _ hash: UInt64) {
        hashes.append(hash)
        keys.append(key)
        let count = hashes.count - start
        guard count >= Self.tabledFrom else { return }
        if count == Self.tabledFrom { table = Set(hashes[start...]) } else { table.insert(hash) }
    }

    @inline(__always)
    private func mayContain(_ hash: UInt64) -> Bool {
        guard hashes.count - start < Self.tabledFrom else { return table.contains(hash) }
        var index = start
        while index < hashes.count {
            if hashes[index] == hash { return true }
            index += 1
        }
        return false
    }

    @inline(never)
    private func contains(_ wanted: UnsafeRawBufferPointer, _ hash: UInt64, of scanner: JSONScanner) -> Bool {
        for index in start..<hashes.count where hashes[index] == hash {
            switch keys[index] {
            case .plain(let range): if unsafe scanner.bytes(range).elementsEqual(wanted) { return true }
            case .text(let text): if unsafe text.utf8.elementsEqual(wanted) { return true }
            }
        }
        return false
    }
}
