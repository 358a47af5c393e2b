/// Collects the nodes of a document, bounds their number and depth, and refuses a key that an object has twice.
struct DocumentBuilder {
    private(set) var nodes: [Document.Node] = []
    private(set) var decoded: [UInt8] = []
    /// The indexes of the objects and arrays that are open.
    private(set) var open: [Int] = []
    private let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
        nodes.reserveCapacity(Swift.min(bytes.count / 24 + 16, LockfileLimits.maximumNodes))
        open.reserveCapacity(LockfileLimits.maximumDepth)
    }

    /// Says whether the innermost container that is open is an object.
    private(set) var isInObject = false

    mutating func add(_ kind: Document.Kind, key: Slice, value: Slice, line: UInt32) throws(LockfileError) {
        guard nodes.count < LockfileLimits.maximumNodes else {
            throw LockfileError(.tooManyNodes(limit: LockfileLimits.maximumNodes), line: Int(line))
        }
        let end = UInt32(truncatingIfNeeded: nodes.count + 1)
        nodes.append(Document.Node(key: key, value: value, line: line, end: end, kind: kind))
    }

    mutating func begin(_ kind: Document.Kind, key: Slice, line: UInt32) throws(LockfileError) {
        guard open.count < LockfileLimits.maximumDepth else {
            throw LockfileError(.tooDeep(limit: LockfileLimits.maximumDepth), line: Int(line))
        }
        open.append(nodes.count)
        isInObject = kind == .object
        try add(kind, key: key, value: .empty, line: line)
    }

    /// Closes the innermost object or array.
    mutating func end() throws(LockfileError) {
        guard let index = open.popLast() else { return }
        nodes[index].end = UInt32(truncatingIfNeeded: nodes.count)
        if isInObject { try refuseDuplicates(in: index) }
        isInObject = open.last.map { nodes[$0].kind == .object } ?? false
    }

    /// Keeps the decoded form of a text.
    mutating func store(_ text: some Collection<UInt8>) -> Slice {
        let start = decoded.count
        decoded.append(contentsOf: text)
        return Slice(start, decoded.count, decoded: true)
    }

    mutating func finish() throws(LockfileError) -> DocumentMemory {
        while !open.isEmpty { try end() }
        if !decoded.isEmpty {
            for index in nodes.indices {
                nodes[index].key = nodes[index].key.moved(behind: bytes.count)
                nodes[index].value = nodes[index].value.moved(behind: bytes.count)
            }
        }
        return DocumentMemory(bytes: bytes, decoded: decoded, nodes: nodes)
    }

    /// Objects up to this size are compared pair by pair.
    private static let pairwiseLimit = 8

    private func refuseDuplicates(in object: Int) throws(LockfileError) {
        let end = Int(nodes[object].end)
        var keys = 0
        var child = object + 1
        while child < end {
            keys += 1
            child = Int(nodes[child].end)
        }
        guard keys > 1 else { return }
        keys <= Self.pairwiseLimit
            ? try comparePairs(from: object + 1, to: end) : try compareHashes(from: object + 1, to: end, count: keys)
    }

    private func comparePairs(from start: Int, to end: Int) throws(LockfileError) {
        var first = start
        while first < end {
            var second = Int(nodes[first].end)
            while second < end {
                if equal(nodes[first].key, nodes[second].key) { throw duplicate(second) }
                second = Int(nodes[second].end)
            }
            first = Int(nodes[first].end)
        }
    }

    private func compareHashes(from start: Int, to end: Int, count: Int) throws(LockfileError) {
        var size = 16
        while size < count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        var child = start
        while child < end {
            var slot = hash(nodes[child].key) & (size - 1)
            while slots[slot] != 0 {
                if equal(nodes[Int(slots[slot])].key, nodes[child].key) { throw duplicate(child) }
                slot = (slot + 1) & (size - 1)
            }
            slots[slot] = UInt32(truncatingIfNeeded: child)
            child = Int(nodes[child].end)
        }
    }

    private func duplicate(_ index: Int) -> LockfileError {
        let key = nodes[index].key
        let text = key.isDecoded ? decoded[key.range] : bytes[key.range]
        return LockfileError(.duplicateKey(String(decoding: text, as: UTF8.self)), line: Int(nodes[index].line))
    }

    private func hash(_ slice: Slice) -> Int {
        let text = slice.isDecoded ? decoded : bytes
        return hashBytes(text.span.extracting(slice.range))
    }

    private func equal(_ left: Slice, _ right: Slice) -> Bool {
        guard left.count == right.count else { return false }
        let mine = left.isDecoded ? decoded : bytes
        let other = right.isDecoded ? decoded : bytes
        return equalBytes(mine.span.extracting(left.range), other.span.extracting(right.range))
    }
}
