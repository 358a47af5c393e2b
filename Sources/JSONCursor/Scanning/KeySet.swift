/// The keys of the objects that are being read, to notice one that comes twice.
///
/// Keys are kept as places in the document and compared as bytes, after their escapes.
@safe
struct KeySet: Sendable {
    /// From this many keys on, an object's keys are found by a table instead of a walk.
    private static let tabledFrom = 48

    private struct Key {
        let hash: UInt64
        /// Where the key's bytes are; if `count` is negative, `start` is an index into `texts`.
        let start: Int
        let count: Int
    }

    /// What is true of one object.
    private struct Level {
        /// Where its keys begin in `keys`, and those that had escapes in `texts`.
        var firstKey = 0
        var firstText = 0
        /// A bit for each key, chosen by its hash: a key whose bit is not set is new.
        var filter: UInt64 = 0
        /// The hashes of all keys, once there are many.
        var table: Set<UInt64> = []
    }

    private let hash = ByteHash()
    private var keys: [Key] = []
    private var texts: [String] = []
    private var level = Level()
    private var outer: [Level] = []

    mutating func enter() {
        outer.append(level)
        level = Level(firstKey: keys.count, firstText: texts.count)
    }

    mutating func leave() {
        keys.removeLast(keys.count - level.firstKey)
        texts.removeLast(texts.count - level.firstText)
        level = outer.popLast() ?? Level()
    }

    /// Forgets everything but the memory.
    mutating func reset() {
        // An object that is left leaves nothing behind.
        guard !(outer.isEmpty && keys.isEmpty && texts.isEmpty) else { return }
        outer.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        level = Level()
    }

    /// Adds a key without escapes, by its place: its hash, or nil if the innermost object has it already.
    @inline(__always)
    mutating func insert(_ range: Range<Int>, of scanner: JSONScanner) -> UInt64? {
        let digest = unsafe hash(scanner.bytes(range))
        return insert(range, hash: digest, of: scanner) ? digest : nil
    }

    /// Adds a key without escapes, by its place and hash; false if the innermost object has it already.
    @inline(__always)
    mutating func insert(_ range: Range<Int>, hash digest: UInt64, of scanner: JSONScanner) -> Bool {
        guard unsafe !mayContain(digest) || !contains(scanner.bytes(range), digest, of: scanner) else { return false }
        append(Key(hash: digest, start: range.lowerBound, count: range.count))
        return true
    }

    /// Adds a key that has been decoded; false if the innermost object has it already.
    mutating func insert(_ text: String, of scanner: JSONScanner) -> Bool {
        let (digest, isNew) = unsafe Array(text.utf8).withUnsafeBytes { bytes in
            let digest = unsafe hash(bytes)
            return unsafe (digest, !mayContain(digest) || !contains(bytes, digest, of: scanner))
        }
        guard isNew else { return false }
        texts.append(text)
        append(Key(hash: digest, start: texts.count - 1, count: -1))
        return true
    }

    @inline(__always)
    private static func bit(_ hash: UInt64) -> UInt64 { 1 &<< (hash &>> 58) }

    @inline(__always)
    private mutating func append(_ key: Key) {
        keys.append(key)
        level.filter |= Self.bit(key.hash)
        let count = keys.count &- level.firstKey
        if count >= Self.tabledFrom { tabulate(key.hash, count) }
    }

    @inline(never)
    private mutating func tabulate(_ hash: UInt64, _ count: Int) {
        if count == Self.tabledFrom {
            level.table = Set(keys[level.firstKey...].map(\.hash))
        } else {
            level.table.insert(hash)
        }
    }

    @inline(__always)
    private func mayContain(_ hash: UInt64) -> Bool {
        guard level.filter & Self.bit(hash) != 0 else { return false }
        guard keys.count &- level.firstKey < Self.tabledFrom else { return level.table.contains(hash) }
        var index = level.firstKey
        while index < keys.count {
            if keys[index].hash == hash { return true }
            index &+= 1
        }
        return false
    }

    @inline(never)
    private func contains(_ wanted: UnsafeRawBufferPointer, _ hash: UInt64, of scanner: JSONScanner) -> Bool {
        for key in keys[level.firstKey...] where key.hash == hash {
            if key.count < 0 {
                if unsafe texts[key.start].utf8.elementsEqual(wanted) { return true }
            } else if unsafe scanner.bytes(key.start..<(key.start + key.count)).elementsEqual(wanted) {
                return true
            }
        }
        return false
    }
}
