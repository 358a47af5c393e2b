extension UInt64 {
    /// The number whose bytes come first there, the most significant one before the others.
    ///
    /// Requires at least eight bytes.
    init(bigEndian bytes: ArraySlice<UInt8>) {
        self = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension [UInt8] {
    /// Appends the number's eight bytes, the most significant one first.
    mutating func append(bigEndian number: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
