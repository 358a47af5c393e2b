/// Standard base64 with padding (RFC 4648 §4), decoded strictly: no blanks, no other alphabet, no stray bits.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let invalid: UInt8 = 0xFF
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
        return table
    }()

    /// The bytes that the text stands for, or nil if it is not exactly canonical base64.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let decoded = text.withContiguousStorageIfAvailable { unsafe decode(Span(_unsafeElements: $0)) }
        return if let decoded { decoded } else { decode(Array(text).span) }
    }

    /// The bytes that the digits stand for, or nil if they are not exactly canonical base64.
    public static func decode(_ digits: Span<UInt8>) -> [UInt8]? {
        var isCanonical = false
        let result = [UInt8](capacity: digits.count / 4 * 3) { bytes in isCanonical = decode(digits, into: &bytes) }
        return isCanonical ? result : nil
    }

    /// Appends the bytes that the digits stand for; false if they are not exactly canonical base64, or too many.
    static func decode(_ digits: Span<UInt8>, into result: inout OutputSpan<UInt8>) -> Bool {
        guard digits.count % 4 == 0, digits.count / 4 * 3 <= result.freeCapacity + 2 else { return false }
        guard !digits.isEmpty else { return true }
        let isPadding = (digits[digits.count - 2] == UInt8(ascii: "="), digits[digits.count - 1] == UInt8(ascii: "="))
        let padding = isPadding.1 ? (isPadding.0 ? 2 : 1) : 0
        guard digits.count / 4 * 3 - padding <= result.freeCapacity else { return false }
        let values = values
        let whole = padding == 0 ? digits.count : digits.count - 4
        // Looked at once, at the end: the value of a digit is under 64, and `invalid` is not.
        var all: UInt8 = 0
        var start = 0
        while start < whole {
            let first = values[Int(digits[start])]
            let second = values[Int(digits[start + 1])]
            let third = values[Int(digits[start + 2])]
            let fourth = values[Int(digits[start + 3])]
            all |= first | second | third | fourth
            result.append(first << 2 | second >> 4)
            result.append(second << 4 | third >> 2)
            result.append(third << 6 | fourth)
            start += 4
        }
        guard all < 64 else { return false }
        guard padding > 0 else { return true }
        let first = values[Int(digits[whole])]
        let second = values[Int(digits[whole + 1])]
        let third = padding == 1 ? values[Int(digits[whole + 2])] : 0
        guard (first | second | third) < 64 else { return false }
        result.append(first << 2 | second >> 4)
        // Bits that stand for nothing have to be zero.
        if padding == 2 { return second & 0x0F == 0 }
        result.append(second << 4 | third >> 2)
        return third & 0x03 == 0
    }

    public static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }

    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let encoded = bytes.withContiguousStorageIfAvailable { unsafe encode(Span(_unsafeElements: $0)) }
        return if let encoded { encoded } else { encode(Array(bytes).span) }
    }

    private static func encode(_ bytes: Span<UInt8>) -> String {
        let alphabet = alphabet
        let length = (bytes.count + 2) / 3 * 4
        return unsafe String(unsafeUninitializedCapacity: length) { digits in
            var (read, written) = (0, 0)
            while read < bytes.count {
                let count = min(3, bytes.count - read)
                var group = UInt32(bytes[read]) << 16
                if count > 1 { group |= UInt32(bytes[read + 1]) << 8 }
                if count > 2 { group |= UInt32(bytes[read + 2]) }
                for index in 0..<4 {
                    let isDigit = index <= count
                    unsafe digits[written + index] =
                        isDigit ? alphabet[Int(group >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "=")
                }
                read += 3
                written += 4
            }
            return length
        }
    }
}
