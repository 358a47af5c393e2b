/// What a reader of a streamed object wants of it.
public protocol JSONMemberVisitor: Sendable {
    /// Decides about a member of the document's object, before its value has arrived.
    mutating func plan(for key: String) -> JSONMemberPlan

    /// Reads the value of a member that is planned to be read, or to be entered but is no object.
    ///
    /// Called again from the value's beginning when its end has not arrived: nothing may change before all of it is read.
    mutating func read(_ key: String, from cursor: inout JSONCursor) throws(JSONError)

    /// Reads the value of one member of the object at `key`, which is planned to be entered. Called again like `read`.
    mutating func read(_ member: String, in key: String, from cursor: inout JSONCursor) throws(JSONError)
}

/// What to do with a member of a streamed object.
public enum JSONMemberPlan: Sendable {
    /// Walk over it; nothing of it is kept, however long it is.
    case skip
    /// Wait for all of it and read it.
    case read
    /// It is an object: wait for each of its members and read them one by one.
    case enter
}

/// What a streamed object may be at most.
public struct JSONStreamLimits: Hashable, Sendable {
    /// Bytes of the document.
    public let bytes: Int
    public let depth: Int
    /// Members of the document's object, and of each object that is entered.
    public let members: Int
    /// Bytes of a value that is read in one piece: the most that is ever buffered, apart from a chunk, is twice that.
    public let memberBytes: Int

    public init(bytes: Int, depth: Int = JSONLimits.deepest, members: Int = 1_000_000, memberBytes: Int = 8 << 20) {
        self.bytes = bytes
        self.depth = min(max(depth, 2), JSONLimits.deepest)
        self.members = members
        self.memberBytes = memberBytes
    }
}
