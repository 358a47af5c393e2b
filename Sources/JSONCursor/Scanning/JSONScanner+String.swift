extension JSONScanner {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Marks, in the high bit of each byte, what ends a run of plain text: a quote, a backslash, a control character,
    /// or the first byte of a longer UTF-8 sequence. Marks above the lowest one may be wrong, by the borrow.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        return ((quote &- ones) | (backslash &- ones) | (word &- ones &* 0x20) | word) & highBits
    }

    /// Consumes the rest of a string and its closing quote, checking escapes, control characters and UTF-8.
    ///
    /// False if the bytes end before; then everything before a sequence that is cut off is consumed. Sets `escaped` if
    /// there is an escape. Halves of surrogate pairs pass: they are grammatical, and refused where text is made of them.
    @inline(__always)
    mutating func stringBody(escaped: inout Bool) throws(JSONError) -> Bool {
        var index = position
        while true {
            while index &+ 8 <= count {
                let marks = Self.special(word(index))
                guard marks == 0 else {
                    index &+= marks.trailingZeroBitCount >> 3
                    break
                }
                index &+= 8
            }
            guard index < count else { break }
            let next = byte(index)
            if next == UInt8(ascii: "\"") {
                position = index &+ 1
                return true
            }
            let length =
                if next == UInt8(ascii: "\\") {
                    try escape(index, &escaped)
                } else if next >= 0x80 {
                    try sequence(index)
                } else if next >= 0x20 {
                    1
                } else {
                    throw .controlCharacter(next, offset: origin + index)
                }
            guard length > 0 else { break }
            index &+= length
        }
        position = index
        return false
    }

    /// The length of the escape at `index`, 0 if it is cut off.
    @inline(never)
    private func escape(_ index: Int, _ escaped: inout Bool) throws(JSONError) -> Int {
        escaped = true
        guard index + 1 < count else { return 0 }
        switch byte(index + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            for digit in (index + 2)..<(index + 6) {
                guard digit < count else { return 0 }
                guard hexadecimal(byte(digit)) != nil else { throw .invalidEscape(offset: origin + index) }
            }
            return 6
        default:
            throw .invalidEscape(offset: origin + index)
        }
    }

    /// The length of the UTF-8 sequence at `index` (RFC 3629 §4), 0 if it is cut off. Requires a first byte over 0x7F.
    @inline(never)
    private func sequence(_ index: Int) throws(JSONError) -> Int {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch byte(index) {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE, 0xEF: length = 3
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw .invalidUTF8(offset: origin + index)
        }
        for place in 1..<length {
            guard index + place < count else { return 0 }
            let next = byte(index + place)
            guard (place == 1 ? second : 0x80...0xBF).contains(next) else {
                throw .invalidUTF8(offset: origin + index)
            }
        }
        return length
    }

    func hexadecimal(_ digit: UInt8) -> UInt16? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
