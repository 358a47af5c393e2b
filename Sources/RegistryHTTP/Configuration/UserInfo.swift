import PackageModel

/// The user name and password inside an address, and the address without them.
package struct UserInfo {
    package let address: String
    /// Nil when the address has none.
    let authorization: Secret?

    package init(splitting text: String) {
        let bytes = Array(text.utf8)
        let authority = Self.authority(of: bytes)
        let start = authority.lowerBound
        guard let at = bytes[authority].lastIndex(of: UInt8(ascii: "@")) else {
            self.address = text
            self.authorization = nil
            return
        }
        self.address = String(decoding: bytes[..<start] + bytes[(at + 1)...], as: UTF8.self)
        self.authorization = Secret("Basic " + Base64.encode(Self.decoded(bytes[start..<at])))
    }

    /// Where an address has user information, host and port.
    static func authority(of bytes: [UInt8]) -> Range<Int> {
        let start = bytes.indices.first { bytes[$0...].starts(with: "://".utf8) }.map { $0 + 3 } ?? 0
        let end = bytes[start...].firstIndex { [0x2F, 0x3F, 0x23, 0x5C].contains($0) } ?? bytes.endIndex
        return start..<end
    }

    /// Replaces `%XX`; anything else stays as it is.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
