/// The `user:password@` of addresses, which nobody is shown.
enum AddressCredentials {
    /// The text without what stands before the host of each address in it.
    ///
    /// A name alone under which ssh is spoken to stays: it is no secret.
    static func removed(from text: String) -> String {
        // Nearly all texts are names and versions.
        guard text.utf8.contains(UInt8(ascii: ":")) else { return text }
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var start = 0
        while let scheme = endOfScheme(in: bytes, from: start) {
            let authority = scheme + 3
            let end = bytes[authority...].firstIndex { "/?# ".utf8.contains($0) } ?? bytes.count
            kept += bytes[start..<authority]
            start = authority
            if let at = bytes[authority..<end].lastIndex(of: UInt8(ascii: "@")) {
                let isName = bytes[..<scheme].suffix(3).elementsEqual("ssh".utf8)
                if !isName || bytes[authority..<at].contains(UInt8(ascii: ":")) { start = at + 1 }
            }
            kept += bytes[start..<end]
            start = end
        }
        return start == 0 ? text : String(decoding: kept + bytes[start...], as: UTF8.self)
    }

    /// The offset of the next `://`.
    private static func endOfScheme(in bytes: [UInt8], from start: Int) -> Int? {
        bytes[start...].indices.first { bytes[$0] == UInt8(ascii: ":") && bytes[($0 + 1)...].starts(with: "//".utf8) }
    }
}

extension LockfileEntry {
    /// Takes credentials out of all that is shown; `resolved` is not.
    mutating func removeCredentials() {
        name = AddressCredentials.removed(from: name)
        alias = alias.map(AddressCredentials.removed)
        version = version.map(AddressCredentials.removed)
        range = range.map(AddressCredentials.removed)
    }
}
