extension RawSpan {
    /// The number in these eight bytes, the least significant one first.
    ///
    /// - Parameter index: counts in words of eight bytes; requires that all of the word is there.
    func word(_ index: Int) -> UInt64 {
        precondition((index + 1) * 8 <= byteCount)
        return unsafe unsafeLoadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian
    }
}

extension [UInt8] {
    /// Appends the number's eight bytes, the least significant one first.
    mutating func append(word: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
}
