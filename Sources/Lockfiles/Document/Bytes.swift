/// Says whether both have the same bytes; requires equal counts.
func equalBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    let count = left.count
    guard count == right.count else { return false }
    var offset = 0
    while offset + 8 <= count {
        if word(left, offset) != word(right, offset) { return false }
        offset += 8
    }
    while offset < count {
        if left[offset] != right[offset] { return false }
        offset += 1
    }
    return true
}

/// A hash with the process's own seed: nobody can write a file whose keys collide.
func hashBytes(_ bytes: Span<UInt8>) -> Int {
    let count = bytes.count
    var state = HashSeed.first ^ UInt64(truncatingIfNeeded: count)
    var offset = 0
    while offset + 8 <= count {
        state = mix(state ^ word(bytes, offset), HashSeed.second)
        offset += 8
    }
    var tail: UInt64 = 0
    while offset < count {
        tail = tail << 8 | UInt64(bytes[offset])
        offset += 1
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

/// Eight bytes as one number; requires that they are there, which the load checks.
private func word(_ span: Span<UInt8>, _ offset: Int) -> UInt64 {
    unsafe span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
}

/// Skips text without quotes, backslashes and control characters, eight bytes at a time: where a reader must look closely.
func endOfPlainText(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var offset = start
    while offset + 8 <= bytes.count {
        let word = word(bytes, offset)
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        // A byte that is zero, or under a blank, borrows from its high bit.
        let found = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word
        if found & highBits != 0 { break }
        offset += 8
    }
    return offset
}

func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
