/// The members of an object in the order of the document, found by the bytes of their names.
public struct JSONObject: Hashable, Sendable {
    public typealias Member = (key: String, value: JSONValue)

    /// From this many members on, look-up goes by an index instead of a walk.
    private static let indexedFrom = 12

    public let members: [Member]
    private let index: [ByteKey: Int]

    /// Requires distinct keys; of equal ones the first is found.
    public init(_ members: [Member] = []) {
        self.members = members
        guard members.count >= Self.indexedFrom else {
            self.index = [:]
            return
        }
        var index: [ByteKey: Int] = [:]
        index.reserveCapacity(members.count)
        for (place, member) in members.enumerated() where index[ByteKey(member.key)] == nil {
            index[ByteKey(member.key)] = place
        }
        self.index = index
    }

    public var count: Int { members.count }
    public var keys: [String] { members.map(\.key) }

    public subscript(key: String) -> JSONValue? {
        guard index.isEmpty else { return index[ByteKey(key)].map { members[$0].value } }
        // By place: a member in hand would be a copy. The count tells most names apart.
        let place = members.indices.first {
            members[$0].key.utf8.count == key.utf8.count && members[$0].key.utf8.elementsEqual(key.utf8)
        }
        return place.map { members[$0].value }
    }

    /// Equal members in the same order.
    public static func == (left: Self, right: Self) -> Bool {
        left.members.elementsEqual(right.members) { mine, theirs in
            mine.key.utf8.elementsEqual(theirs.key.utf8) && mine.value == theirs.value
        }
    }

    public func hash(into hasher: inout Hasher) {
        for member in members {
            hasher.combine(ByteKey(member.key))
            hasher.combine(member.value)
        }
    }
}

/// A text that is equal to another only if their bytes are.
struct ByteKey: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        let isHashed: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isHashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }
}
