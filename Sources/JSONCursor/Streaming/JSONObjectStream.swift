/// Reads one object while its bytes arrive, and keeps only the value that is being read.
///
/// As strict as `JSONCursor`, and with the same result however the bytes are cut. A value that is not complete is tried
/// again when twice as many bytes are there, so the work stays linear.
public struct JSONObjectStream<Visitor: JSONMemberVisitor>: Sendable {
    public var visitor: Visitor
    private let limits: JSONStreamLimits
    private var place = JSONStreamPlace.beginning
    /// The key of the document's object whose value comes next or is being read, and the one of the object there.
    private var key = ""
    private var member = ""
    /// Bytes that have arrived and are not consumed.
    private var pending: [UInt8] = []
    /// How many bytes have to be pending before it makes sense to go on.
    private var awaited = 0
    /// Bytes of the last value that was read: the next one is often about as long.
    private var lastLength = 0
    /// Bytes of the document before `pending`.
    private var consumed = 0
    private var outerKeys = StreamedKeys()
    private var innerKeys = StreamedKeys()
    private var scratch = KeySet()

    public init(_ visitor: Visitor, limits: JSONStreamLimits) {
        self.visitor = visitor
        self.limits = limits
    }

    /// Takes the next bytes. After an error the stream is of no further use.
    public mutating func consume(_ chunk: RawSpan) throws(JSONError) {
        guard consumed + pending.count + chunk.byteCount <= limits.bytes else {
            throw .tooManyBytes(limit: limits.bytes)
        }
        try unsafe chunk.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) throws(JSONError) in
            var rest = unsafe bytes[...]
            while !pending.isEmpty {
                // What is pending needs the chunk's beginning; most of the chunk is read where it lies.
                let carried = pending.count
                let wanted = max(awaited, 2 * lastLength) - carried
                let lacking = unsafe rest.prefix(max(wanted, Self.smallestPiece))
                unsafe pending.append(contentsOf: lacking)
                guard pending.count >= awaited else { return }
                let used = try advancePending(past: carried, isLast: false)
                guard used < carried else {
                    unsafe rest = rest.dropFirst(used - carried)
                    pending.removeAll(keepingCapacity: true)
                    break
                }
                unsafe rest = rest.dropFirst(lacking.count)
                try wait()
                guard unsafe !rest.isEmpty else { return }
            }
            let used = try unsafe advance(UnsafeRawBufferPointer(rebasing: rest), past: .max, isLast: false)
            unsafe pending.append(contentsOf: rest.dropFirst(used))
            try wait()
        }
    }

    /// Bytes of a chunk that are put behind what is pending, at least.
    private static var smallestPiece: Int { 4096 }

    /// Says that the document is complete; throws unless it is.
    public mutating func finish() throws(JSONError) {
        _ = try advancePending(past: .max, isLast: true)
        guard case .end = place else { throw .unexpectedEnd(offset: consumed + pending.count) }
    }

    /// Goes on as far as the pending bytes reach: how many of them were consumed, and are not pending any more.
    private mutating func advancePending(past enough: Int, isLast: Bool) throws(JSONError) -> Int {
        // Taken out, so that the visitor can change while the bytes are read, and stay unshared.
        var bytes: [UInt8] = []
        swap(&bytes, &pending)
        let used = try unsafe bytes.span.bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) throws(JSONError) in
            try unsafe advance(buffer, past: enough, isLast: isLast)
        }
        bytes.removeSubrange(..<used)
        swap(&bytes, &pending)
        return used
    }

    /// Sets how many bytes must be there before the next attempt.
    private mutating func wait() throws(JSONError) {
        guard isRetried else {
            awaited = 0
            return
        }
        guard pending.count <= limits.memberBytes else {
            throw .memberTooLong(limit: limits.memberBytes, offset: consumed)
        }
        awaited = 2 * pending.count
    }

    /// Goes on as far as the bytes reach, or until at least `enough` of them are consumed: how many were.
    private mutating func advance(
        _ bytes: UnsafeRawBufferPointer, past enough: Int, isLast: Bool
    ) throws(JSONError) -> Int {
        var scanner = unsafe JSONScanner(bytes, origin: consumed, isFinal: isLast)
        while scanner.position < enough {
            let start = scanner.position
            guard try step(&scanner) else {
                if isRetried { scanner.position = start }
                break
            }
        }
        consumed += scanner.position
        return scanner.position
    }

    /// What comes next has to be there as a whole.
    private var isRetried: Bool {
        switch place {
        case .member, .value, .innerMember, .innerValue: true
        case .beginning, .skipped, .end: false
        }
    }

    /// Goes to the next place; false if the bytes end before it.
    private mutating func step(_ scanner: inout JSONScanner) throws(JSONError) -> Bool {
        switch place {
        case .beginning:
            scanner.skipBlanks()
            guard scanner.position < scanner.count else { return false }
            try scanner.expect(UInt8(ascii: "{"))
            place = .member(isFirst: true)
        case .member(let isFirst):
            guard let token = try memberToken(&scanner, isFirst: isFirst) else { return false }
            switch token {
            case .end: place = .end
            case .key(let key):
                try Self.insert(key, into: &outerKeys, limits: limits)
                let plan = visitor.plan(for: key.text)
                if case .skip = plan {
                    place = .skipped(JSONSkipper(surrounding: 1, limit: limits.depth))
                } else {
                    self.key = key.text
                    place = .value(plan)
                }
            }
        case .skipped(var skipper):
            let isComplete = try skipper.skip(&scanner)
            place = isComplete ? .member(isFirst: false) : .skipped(skipper)
            return isComplete
        case .value(let plan):
            scanner.skipBlanks()
            guard scanner.position < scanner.count else { return false }
            if case .enter = plan, scanner.byte(scanner.position) == UInt8(ascii: "{") {
                scanner.position += 1
                place = .innerMember(isFirst: true)
                return true
            }
            let key = key
            guard
                try read(
                    &scanner, depth: 1, { (visitor, cursor) throws(JSONError) in try visitor.read(key, from: &cursor) })
            else { return false }
            place = .member(isFirst: false)
        case .innerMember(let isFirst):
            guard let token = try memberToken(&scanner, isFirst: isFirst) else { return false }
            switch token {
            case .end:
                innerKeys.removeAll()
                place = .member(isFirst: false)
            case .key(let member):
                try Self.insert(member, into: &innerKeys, limits: limits)
                self.member = member.text
                place = .innerValue
            }
        case .innerValue:
            let (key, member) = (key, member)
            guard
                try read(
                    &scanner, depth: 2,
                    { (visitor, cursor) throws(JSONError) in try visitor.read(member, in: key, from: &cursor) })
            else { return false }
            place = .innerMember(isFirst: false)
        case .end:
            scanner.skipBlanks()
            guard scanner.position == scanner.count else { throw .trailingBytes(offset: scanner.offset) }
            return false
        }
        return true
    }
}

extension JSONObjectStream {
    /// The next key with its colon, or the end of the object; nil if the bytes end before.
    private func memberToken(_ scanner: inout JSONScanner, isFirst: Bool) throws(JSONError) -> JSONStreamToken? {
        do throws(JSONError) {
            var next = try scanner.peek()
            if next == UInt8(ascii: "}") {
                scanner.position += 1
                return .end
            }
            if !isFirst {
                try scanner.expect(UInt8(ascii: ","))
                next = try scanner.peek()
            }
            guard next == UInt8(ascii: "\"") else { throw .unexpectedByte(next, offset: scanner.offset) }
            let offset = scanner.offset
            scanner.position += 1
            let start = scanner.position
            var escaped = false
            guard try scanner.stringBody(escaped: &escaped) else { return nil }
            let text = try scanner.text(start..<(scanner.position - 1), escaped: escaped, repairing: true)
            try scanner.expect(UInt8(ascii: ":"))
            return .key(JSONStreamKey(text: text, offset: offset))
        } catch .unexpectedEnd {
            return nil
        }
    }

    private static func insert(
        _ key: JSONStreamKey, into keys: inout StreamedKeys, limits: JSONStreamLimits
    ) throws(JSONError) {
        guard keys.insert(key.text) else { throw .duplicateKey(key.text, offset: key.offset) }
        guard keys.count <= limits.members else { throw .tooManyValues(limit: limits.members, offset: key.offset) }
    }

    /// Lends the visitor a cursor for one value; false if the bytes end before the value does.
    private mutating func read(
        _ scanner: inout JSONScanner, depth: Int,
        _ body: (inout Visitor, inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) -> Bool {
        let inner = JSONLimits(bytes: .max, depth: limits.depth, values: .max, stringBytes: limits.memberBytes)
        var cursor = JSONCursor(scanner, limits: inner, depth: depth)
        swap(&cursor.keys, &scratch)
        do throws(JSONError) {
            try body(&visitor, &cursor)
            if cursor.isValuePending { try cursor.skip() }
        } catch .unexpectedEnd where !scanner.isFinal {
            return false
        }
        lastLength = cursor.scanner.position - scanner.position
        scanner.position = cursor.scanner.position
        swap(&cursor.keys, &scratch)
        scratch.reset()
        return true
    }
}

// These lie outside of the generic type, whose nested types would be generic, too, and looked up at each step.

/// What comes next in the stream.
private enum JSONStreamPlace {
    case beginning
    /// A key of the document's object, or its end.
    case member(isFirst: Bool)
    case value(JSONMemberPlan)
    /// A value that nobody wants.
    case skipped(JSONSkipper)
    /// A key of an object that was entered, or its end.
    case innerMember(isFirst: Bool)
    case innerValue
    case end
}

/// A key and where in the document it stands.
private struct JSONStreamKey {
    let text: String
    let offset: Int
}

private enum JSONStreamToken {
    case end
    case key(JSONStreamKey)
}
