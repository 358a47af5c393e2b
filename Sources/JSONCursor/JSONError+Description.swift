/// Words for people: what is wrong and where; nothing of the document is repeated.
extension JSONError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpectedEnd(let offset): "the document ends at byte \(offset), in the middle of a value"
        case .unexpectedByte(_, let offset): "no JSON at byte \(offset)"
        case .controlCharacter(_, let offset): "a control character in a string at byte \(offset)"
        case .invalidEscape(let offset): "an invalid escape at byte \(offset)"
        case .loneSurrogate(let offset): "half a surrogate pair at byte \(offset)"
        case .invalidUTF8(let offset): "no UTF-8 at byte \(offset)"
        case .invalidNumber(let offset): "an invalid number at byte \(offset)"
        case .duplicateKey(_, let offset): "a key that comes twice at byte \(offset)"
        case .trailingBytes(let offset): "something after the document's end at byte \(offset)"
        case .tooManyBytes(let limit): "more than \(limit) bytes"
        case .tooDeep(let limit, let offset): "nested deeper than \(limit) levels at byte \(offset)"
        case .tooManyValues(let limit, let offset): "more than \(limit) values at byte \(offset)"
        case .stringTooLong(let limit, let offset): "a string over \(limit) bytes at byte \(offset)"
        case .numberTooLong(let limit, let offset): "a number over \(limit) digits at byte \(offset)"
        case .memberTooLong(let limit, let offset): "a value over \(limit) bytes at byte \(offset)"
        case .unexpectedType(let found, let expected, let offset):
            "\(found.rawValue) instead of \(expected.rawValue) at byte \(offset)"
        }
    }
}
