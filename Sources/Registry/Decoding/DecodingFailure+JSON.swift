import JSONCursor

extension DecodingFailure {
    /// Names what is wrong and where; nothing of the document is repeated.
    init(_ error: JSONError) {
        switch error {
        case .unexpectedEnd(let offset): self.init("the document ends at byte \(offset), in the middle of a value")
        case .unexpectedByte(_, let offset): self.init("no JSON at byte \(offset)")
        case .controlCharacter(_, let offset): self.init("a control character in a string at byte \(offset)")
        case .invalidEscape(let offset): self.init("an invalid escape at byte \(offset)")
        case .loneSurrogate(let offset): self.init("half a surrogate pair at byte \(offset)")
        case .invalidUTF8(let offset): self.init("no UTF-8 at byte \(offset)")
        case .invalidNumber(let offset): self.init("an invalid number at byte \(offset)")
        case .duplicateKey(_, let offset): self.init("a key that comes twice at byte \(offset)")
        case .trailingBytes(let offset): self.init("something after the document's end at byte \(offset)")
        case .tooManyBytes(let limit): self.init("more than \(limit) bytes")
        case .tooDeep(let limit, let offset): self.init("nested deeper than \(limit) levels at byte \(offset)")
        case .tooManyValues(let limit, let offset): self.init("more than \(limit) values at byte \(offset)")
        case .stringTooLong(let limit, let offset): self.init("a string over \(limit) bytes at byte \(offset)")
        case .numberTooLong(let limit, let offset): self.init("a number over \(limit) digits at byte \(offset)")
        case .memberTooLong(let limit, let offset): self.init("a value over \(limit) bytes at byte \(offset)")
        case .unexpectedType(let found, let expected, let offset):
            self.init("\(found.rawValue) instead of \(expected.rawValue) at byte \(offset)")
        }
    }
}
