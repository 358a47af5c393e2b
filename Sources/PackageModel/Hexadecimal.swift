/// Hexadecimal digits, two to a byte.
public enum Hexadecimal {
    private static let invalid: UInt8 = 0xFF
    private static let values: [UInt8] = (UInt8.min ... .max).map { value(of: $0) ?? invalid }

    /// The bytes that the text stands for, or nil if a digit is missing or foreign; both cases are read.
    public static func decode(_ text: String) -> [UInt8]? {
        let decoded = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe decode(Span(_unsafeElements: $0)) }
        return if let decoded { decoded } else { decode(Array(text.utf8).span) }
    }

    /// The bytes that the digits stand for, or nil if one is missing or foreign; both cases are read.
    public static func decode(_ digits: Span<UInt8>) -> [UInt8]? {
        var isValid = false
        let result = [UInt8](capacity: digits.count / 2) { bytes in isValid = decode(digits, into: &bytes) }
        return isValid ? result : nil
    }

    /// Appends the bytes that the digits stand for; false if one is missing or foreign, or they are too many.
    static func decode(_ digits: Span<UInt8>, into result: inout OutputSpan<UInt8>) -> Bool {
        guard digits.count % 2 == 0, digits.count / 2 <= result.freeCapacity else { return false }
        let values = values
        // Looked at once, at the end: the value of a digit is under 16, and `invalid` is not.
        var all: UInt8 = 0
        var index = 0
        while index < digits.count {
            let high = values[Int(digits[index])]
            let low = values[Int(digits[index + 1])]
            all |= high | low
            result.append(high << 4 | low)
            index += 2
        }
        return all < 16
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
