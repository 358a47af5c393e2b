/// Why bytes are not a JSON document (RFC 8259), or not one within its limits.
///
/// Every offset counts bytes from the beginning of the document.
public enum JSONError: Error, Hashable, Sendable {
    /// The document ends in the middle of a value.
    case unexpectedEnd(offset: Int)
    /// A byte that the grammar doesn't allow there.
    case unexpectedByte(UInt8, offset: Int)
    /// A byte under 0x20 inside a string (RFC 8259 §7).
    case controlCharacter(UInt8, offset: Int)
    case invalidEscape(offset: Int)
    /// Half of a surrogate pair, in a string that is read: no text has these code points (RFC 8259 §8.2).
    case loneSurrogate(offset: Int)
    case invalidUTF8(offset: Int)
    case invalidNumber(offset: Int)
    /// The second member of that name in one object (RFC 8259 §4); parsers disagree about which of them counts.
    case duplicateKey(String, offset: Int)
    /// Something after the end of the document.
    case trailingBytes(offset: Int)

    case tooManyBytes(limit: Int)
    case tooDeep(limit: Int, offset: Int)
    case tooManyValues(limit: Int, offset: Int)
    case stringTooLong(limit: Int, offset: Int)
    case numberTooLong(limit: Int, offset: Int)
    /// A value that would have to be buffered whole.
    case memberTooLong(limit: Int, offset: Int)

    /// A value of another type than the reader requires.
    case unexpectedType(JSONType, expected: JSONType, offset: Int)

    /// Says whether the document may be well formed and is only more than is read.
    public var isLimit: Bool {
        switch self {
        case .tooManyBytes, .tooDeep, .tooManyValues, .stringTooLong, .numberTooLong, .memberTooLong: true
        case .unexpectedEnd, .unexpectedByte, .controlCharacter, .invalidEscape, .loneSurrogate, .invalidUTF8,
            .invalidNumber, .duplicateKey, .trailingBytes, .unexpectedType:
            false
        }
    }
}

/// The six types of JSON values (RFC 8259 §3).
public enum JSONType: String, Hashable, Sendable {
    case null, bool, number, string, array, object
}
