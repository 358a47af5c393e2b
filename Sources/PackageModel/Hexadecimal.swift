/// Hexadecimal digits, two to a byte.
public enum Hexadecimal {
    /// The bytes that the text stands for, or nil if a digit is missing or foreign; both cases are read.
    public static func decode(_ text: String) -> [UInt8]? {
        let decoded = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe decode(Span(_unsafeElements: $0)) }
        return if let decoded { decoded } else { decode(Array(text.utf8).span) }
    }

    private static func decode(_ digits: Span<UInt8>) -> [UInt8]? {
        guard digits.count % 2 == 0 else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(of: digits[index]), let low = value(of: digits[index + 1]) else { return nil }
            result.append(high << 4 | low)
        }
        return result
    }

    /// Lower-case digits.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let encoded = bytes.withContiguousStorageIfAvailable { unsafe encode(Span(_unsafeElements: $0)) }
        return if let encoded { encoded } else { encode(Array(bytes).span) }
    }

    private static func encode(_ bytes: Span<UInt8>) -> String {
        unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
            for index in 0..<bytes.count {
                unsafe digits[2 * index] = digit(bytes[index] >> 4)
                unsafe digits[2 * index + 1] = digit(bytes[index] & 15)
            }
            return bytes.count * 2
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
