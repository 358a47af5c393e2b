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
        let digits = Array(text)
        guard digits.count % 4 == 0 else { return nil }
        let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
        guard padding < 2 || digits[digits.count - 2] == UInt8(ascii: "=") else { return nil }
        let values = values
        var result: [UInt8] = []
        result.reserveCapacity(digits.count / 4 * 3)
        for start in stride(from: 0, to: digits.count, by: 4) {
            let isPadded = start + 4 == digits.count && padding > 0
            let third = isPadded && padding == 2 ? 0 : values[Int(digits[start + 2])]
            let fourth = isPadded ? 0 : values[Int(digits[start + 3])]
            let (first, second) = (values[Int(digits[start])], values[Int(digits[start + 1])])
            // Every value of a digit is under 64, and `invalid` is not.
            guard (first | second | third | fourth) < 64 else { return nil }
            let group =
                UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
            let stray: UInt32 = isPadded ? (padding == 1 ? 0xFF : 0xFFFF) : 0
            guard group & stray == 0 else { return nil }
            result.append(UInt8(truncatingIfNeeded: group >> 16))
            if !isPadded || padding == 1 { result.append(UInt8(truncatingIfNeeded: group >> 8)) }
            if !isPadded { result.append(UInt8(truncatingIfNeeded: group)) }
        }
        return result
    }

    public static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }

    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] as [UInt32] { result.append(alphabet[Int(group >> shift & 63)]) }
            (group, count) = (0, 0)
        }
        if count > 0 {
            group <<= UInt32(8 * (3 - count))
            for index in 0..<4 {
                result.append(index <= count ? alphabet[Int(group >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
