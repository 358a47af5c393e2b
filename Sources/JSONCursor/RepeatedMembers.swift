/// The members of the last of many objects that resemble each other, to pass over those that the next one repeats.
///
/// Most of what the versions of a package say is what the version before said, in the same order: such a member costs one
/// comparison of bytes, and is neither read nor checked again.
@safe
public struct RepeatedMembers: Sendable {
    /// The most bytes and members that are remembered; beyond them everything is forgotten.
    static let longest = 262_144
    static let most = 256
    /// How far ahead a member is looked for when others were left out.
    static let lookahead = 8

    /// Where a member's bytes lie in `bytes`: with the value if nobody wants it, up to the colon otherwise.
    struct Member {
        var start: Int
        var count: Int
        /// Bytes of the key without its quotes, and their hash.
        var keyCount: Int
        var hash: UInt64
        /// The key's index among the fields, -1 if nobody wants it.
        var field: Int
    }

    /// Replaced members stay until everything is forgotten.
    private var bytes: [UInt8] = []
    private var members: [Member] = []
    /// The member that is expected next.
    private var next = 0
    /// Where the objects lie: the same value may be too deep elsewhere.
    private var depth = 0

    public init() {}

    /// Goes back to the first member, for the next object.
    mutating func begin(depth: Int) {
        if depth != self.depth || bytes.count > Self.longest || members.count > Self.most {
            bytes.removeAll(keepingCapacity: true)
            members.removeAll(keepingCapacity: true)
            self.depth = depth
        }
        next = 0
    }

    /// The expected member, if the bytes ahead are its bytes.
    @inline(__always)
    mutating func match(_ scanner: JSONScanner) -> Member? {
        guard next < members.count else { return nil }
        let member = members[next]
        guard scanner.count &- scanner.position >= member.count else { return nil }
        let ahead = unsafe scanner.bytes(scanner.position..<(scanner.position &+ member.count))
        let isEqual = unsafe bytes.withUnsafeBytes { bytes in
            unsafe UnsafeRawBufferPointer(rebasing: bytes[member.start..<(member.start &+ member.count)])
                .hasBytes(of: ahead)
        }
        guard isEqual else { return nil }
        next &+= 1
        return member
    }

    /// Remembers a member that was not the expected one.
    mutating func remember(_ member: UnsafeRawBufferPointer, keyCount: Int, hash: UInt64, field: Int) {
        let new = Member(start: bytes.count, count: member.count, keyCount: keyCount, hash: hash, field: field)
        unsafe bytes.append(contentsOf: member)
        let end = min(next + Self.lookahead, members.count)
        if let place = (next..<end).first(where: { members[$0].hash == hash }) {
            members[place] = new
            next = place + 1
        } else {
            members.insert(new, at: next)
            next += 1
        }
    }

    /// Expects the member after this one, which is not worth remembering.
    mutating func pass(hash: UInt64) {
        let end = min(next + Self.lookahead, members.count)
        guard let place = (next..<end).first(where: { members[$0].hash == hash }) else { return }
        next = place + 1
    }
}

extension JSONCursor {
    /// Goes into the object ahead, whose members `nextField(of:repeating:)` then walks.
    public mutating func enterObject(repeating last: inout RepeatedMembers) throws(JSONError) {
        try enterObject()
        last.begin(depth: depth)
    }

    /// As `nextField(of:)`, faster where the object repeats what the last one said.
    ///
    /// Requires the same `fields` for all objects that one memory is used for.
    public mutating func nextField(
        of fields: JSONFields, repeating last: inout RepeatedMembers
    ) throws(JSONError) -> Int? {
        while try nextItem(before: UInt8(ascii: "}")) {
            scanner.skipBlanks()
            let start = scanner.position
            if let member = last.match(scanner) {
                let key = (start + 1)..<(start + 1 + member.keyCount)
                guard keys.insert(key, hash: member.hash, of: scanner) else {
                    throw try duplicate(KeyBody(range: key, escaped: false))
                }
                scanner.position = start + member.count
                guard member.field < 0 else {
                    isValuePending = true
                    return member.field
                }
                continue
            }
            let key = try keyBody()
            guard !key.escaped else {
                let text = try scanner.text(key.range, escaped: true, repairing: true)
                try remember(key, text)
                if let field = fields.index(of: text) { return field }
                continue
            }
            guard let hash = keys.insert(key.range, of: scanner) else { throw try duplicate(key) }
            let field = unsafe fields.index(of: scanner.bytes(key.range), hash: hash)
            if field == nil { try skip() }
            let member = unsafe scanner.bytes(start..<scanner.position)
            if field != nil || Self.endsItself(unsafe member[member.count - 1]), member.count <= RepeatedValue.longest {
                unsafe last.remember(member, keyCount: key.range.count, hash: hash, field: field ?? -1)
            } else {
                last.pass(hash: hash)
            }
            if let field { return field }
        }
        keys.leave()
        return nil
    }

    /// Whether a value with this last byte cannot go on behind it, as a number could.
    private static func endsItself(_ last: UInt8) -> Bool { last < UInt8(ascii: "0") || last > UInt8(ascii: "9") }
}
