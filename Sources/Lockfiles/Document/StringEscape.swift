/// The backslash escapes of JSON strings (RFC 8259 §7), which Yarn's files and double-quoted YAML share.
enum StringEscape {
    enum Failure: Error { case malformed, unexpectedEnd }

    /// Decodes the escape that begins at `position`, on its backslash, and moves behind it.
    static func decode(_ bytes: [UInt8], at position: inout Int, into text: inout [UInt8]) throws(Failure) {
        guard position + 1 < bytes.count else { throw .unexpectedEnd }
        let letter = bytes[position + 1]
        if letter != UInt8(ascii: "u") {
            guard let byte = simple(letter) else { throw .malformed }
            text.append(byte)
            position += 2
            return
        }
        var value = try codeUnit(bytes, at: position)
        position += 6
        if 0xD800...0xDBFF ~= value {
            guard position < bytes.count else { throw .unexpectedEnd }
            guard bytes[position] == UInt8(ascii: "\\") else { throw .malformed }
            let low = try codeUnit(bytes, at: position)
            guard 0xDC00...0xDFFF ~= low else { throw .malformed }
            position += 6
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw .malformed }
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func simple(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    private static func codeUnit(_ bytes: [UInt8], at position: Int) throws(Failure) -> UInt32 {
        guard position + 5 < bytes.count else { throw .unexpectedEnd }
        guard bytes[position + 1] == UInt8(ascii: "u") else { throw .malformed }
        var value: UInt32 = 0
        for byte in bytes[(position + 2)...(position + 5)] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
            default: throw .malformed
            }
        }
        return value
    }
}
