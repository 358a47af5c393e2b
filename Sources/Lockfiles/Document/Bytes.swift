/// Says whether both have the same bytes.
func equalBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    let count = left.count
    guard count == right.count else { return false }
    guard count >= 8 else {
        for offset in 0..<count where left[offset] != right[offset] { return false }
        return true
    }
    // The last eight bytes first, which may overlap the others: names and versions differ at their ends.
    if word(left, count - 8) != word(right, count - 8) { return false }
    var offset = 0
    while offset + 8 < count {
        if word(left, offset) != word(right, offset) { return false }
        offset += 8
    }
    return true
}

/// A hash with the process's own seed: nobody can write a file whose keys collide.
func hashBytes(_ bytes: Span<UInt8>) -> Int {
    let count = bytes.count
    var state = HashSeed.first ^ UInt64(truncatingIfNeeded: count)
    var tail: UInt64 = 0
    if count >= 8 {
        var offset = 0
        while offset + 8 < count {
            state = mix(state ^ word(bytes, offset), HashSeed.second)
            offset += 8
        }
        // The last eight bytes, some of them for the second time.
        tail = word(bytes, count - 8)
    } else {
        for offset in 0..<count { tail = tail << 8 | UInt64(bytes[offset]) }
    }
    return Int(truncatingIfNeeded: mix(state ^ tail, HashSeed.second) & UInt64(Int.max))
}

private enum HashSeed {
    static let first = UInt64.random(in: .min ... .max)
    /// Odd, so that the multiplication loses nothing.
    static let second = UInt64.random(in: .min ... .max) | 1
}

/// Both halves of the product folded into one.
private func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
}

/// Eight bytes as one number, the first of them lowest; requires that they are there, which the load checks.
private func word(_ span: Span<UInt8>, _ offset: Int) -> UInt64 {
    unsafe span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
}

private let ones: UInt64 = 0x0101_0101_0101_0101
private let highBits: UInt64 = 0x8080_8080_8080_8080

/// The offset of the first quote, backslash or control character, looking at eight bytes at a time.
///
/// The last bytes of the span, fewer than eight, are not looked at: a reader must look closely where this ends.
func endOfPlainText(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset + 8 <= bytes.count {
        let word = word(bytes, offset)
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        // A byte that is zero, or under a blank, borrows from its high bit.
        let found =
            ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word)
            & highBits
        // What borrowed wrongly stands behind what borrowed first.
        if found != 0 { return offset + found.trailingZeroBitCount / 8 }
        offset += 8
    }
    return offset
}

/// The offset of the first blank or control character, as `endOfPlainText`.
func endOfWord(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset + 8 <= bytes.count {
        let word = word(bytes, offset)
        let found = (word &- ones &* 0x21) & ~word & highBits
        if found != 0 { return offset + found.trailingZeroBitCount / 8 }
        offset += 8
    }
    return offset
}

/// The offset of the first such byte at or behind `start`; nil if there is none.
func firstOffset(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
    let pattern = ones &* UInt64(byte)
    var offset = start
    while offset + 8 <= bytes.count {
        let word = word(bytes, offset) ^ pattern
        let found = (word &- ones) & ~word & highBits
        if found != 0 { return offset + found.trailingZeroBitCount / 8 }
        offset += 8
    }
    while offset < bytes.count {
        if bytes[offset] == byte { return offset }
        offset += 1
    }
    return nil
}

func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
