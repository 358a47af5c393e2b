/// The members of the last of many objects that resemble each other, to walk over the next one side by side with it.
///
/// Most of what the versions of a package say is what the version before said, in the same order. What has the same bytes
/// is neither read nor checked again; keys that come in the last object's order are known to differ from each other.
@safe
public struct RepeatedMembers: Sendable {
    /// The longest object, in bytes, and the most members that are remembered.
    static let longest = 65_536
    static let most = 256
    /// How far ahead a member is looked for when others were left out.
    static let lookahead = 8

    /// Where a member lies, counted from behind the object's opening brace.
    struct Member {
        /// The key without its quotes.
        var key: Int
        var keyCount: Int
        /// Where its value begins, or blanks before it.
        var value: Int
        /// The first byte behind its value.
        var end: Int
        /// The key's index among the fields, -1 if nobody wants it.
        var field: Int

        func moved(by distance: Int) -> Member {
            Member(
                key: key &+ distance, keyCount: keyCount, value: value &+ distance, end: end &+ distance, field: field)
        }
    }

    /// The fields that the object has. Those that nobody got to read have the same value as in the object before.
    public private(set) var present = JSONFieldSet()

    /// The last object, from behind its opening brace to its closing one.
    private(set) var bytes: [UInt8] = []
    private(set) var members: [Member] = []
    /// Where the objects lie: the same value may be too deep elsewhere.
    private var depth = 0
    /// The fields that somebody got to read of an object that was cut off, or has not ended yet: whoever read them may not
    /// know any more what the last whole object said.
    private var read = JSONFieldSet()

    /// Where the object begins that is being walked over, and its members so far.
    private var start = 0
    private(set) var current: [Member] = []
    /// The member of the last object that is expected next.
    private var next = 0
    /// How many of the current members are known to the cursor's key set; nil as long as their order says that they differ.
    var checked: Int?
    /// Keys with escapes cannot be compared by their bytes.
    var hasEscapedKey = false

    public init() {}

    mutating func begin(at position: Int, depth: Int) {
        if depth != self.depth { forget() }
        self.depth = depth
        if !read.isEmpty {
            // These values have to be read again, whatever they are.
            for index in members.indices where read.contains(members[index].field) { members[index].end = .max }
        }
        start = position
        current.removeAll(keepingCapacity: true)
        next = 0
        checked = nil
        hasEscapedKey = false
        present = JSONFieldSet()
    }

    /// Remembers the object, which ends before the scanner's position.
    mutating func finish(_ scanner: JSONScanner) {
        read = JSONFieldSet()
        guard !hasEscapedKey, current.count <= Self.most, scanner.position - start <= Self.longest else {
            return forget()
        }
        bytes.removeAll(keepingCapacity: true)
        unsafe bytes.append(contentsOf: scanner.bytes(start..<scanner.position))
        swap(&members, &current)
    }

    private mutating func forget() {
        bytes.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
    }

    /// Where the key of a current member lies.
    func key(_ member: Member) -> Range<Int> { (start + member.key)..<(start + member.key + member.keyCount) }
}

extension RepeatedMembers {
    /// What lies ahead, where a key is expected.
    enum Step {
        /// Members of the same bytes, now behind.
        case passed
        /// The value of the field with that index, -1 if nobody wants it, which differs from the last object's.
        case value(Int)
        case unknown
    }

    /// Goes over the members that repeat those of the last object, and over the key of the first that only has the same key.
    @inline(__always)
    mutating func follow(_ scanner: inout JSONScanner) -> Step {
        guard next < members.count else { return .unknown }
        let quote = members[next].key &- 1
        let distance = scanner.position &- start &- quote
        let same = quote &+ commonPrefix(from: quote, scanner)
        guard members[next].value <= same else { return .unknown }
        // The byte behind a value has to be the same, too: a number could go on there.
        while next < members.count, members[next].end < same {
            let member = members[next]
            current.append(member.moved(by: distance))
            present.insert(member.field)
            next &+= 1
        }
        if next < members.count, members[next].value <= same {
            let member = members[next].moved(by: distance)
            scanner.position = start &+ member.value
            current.append(member)
            present.insert(member.field)
            read.insert(member.field)
            next &+= 1
            return .value(member.field)
        }
        scanner.position = start &+ distance &+ members[next &- 1].end
        return .passed
    }

    /// How many bytes of the last object, from there on, are the ones ahead.
    @inline(__always)
    private func commonPrefix(from offset: Int, _ scanner: JSONScanner) -> Int {
        let ahead = unsafe scanner.bytes(scanner.position..<scanner.count)
        return unsafe bytes.withUnsafeBytes { bytes in
            unsafe UnsafeRawBufferPointer(rebasing: bytes[offset...]).commonPrefix(with: ahead)
        }
    }

    /// Expects the member behind the next one that has this key, if there is one nearby: its field, or -1.
    mutating func catchUp(with key: UnsafeRawBufferPointer) -> Int? {
        let end = min(next + Self.lookahead, members.count)
        let place = unsafe bytes.withUnsafeBytes { bytes in
            (next..<end).first { place in
                let member = members[place]
                let known = unsafe UnsafeRawBufferPointer(rebasing: bytes[member.key..<(member.key + member.keyCount)])
                return unsafe known.hasBytes(of: key)
            }
        }
        guard let place else { return nil }
        next = place + 1
        return members[place].field
    }

    /// Adds a member whose key was read and whose value lies ahead.
    mutating func append(key: Range<Int>, value: Int, field: Int) {
        present.insert(field)
        read.insert(field)
        current.append(
            Member(key: key.lowerBound - start, keyCount: key.count, value: value - start, end: 0, field: field))
    }

    /// Notes where the last member's value ends.
    @inline(__always)
    mutating func close(at position: Int) {
        guard !current.isEmpty else { return }
        current[current.count &- 1].end = position &- start
    }
}
