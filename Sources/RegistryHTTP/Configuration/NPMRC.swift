/// The entries of one `.npmrc` file: the subset of INI that npm writes and reads.
package struct NPMRC: Equatable, Sendable {
    /// The largest file that is read, in bytes, and the most entries in it.
    package static let maximumBytes = 1 << 20
    package static let maximumEntries = 10_000

    package struct Entry: Equatable, Sendable {
        package let key: String
        package let value: String
        package let line: Int
    }

    package let entries: [Entry]

    package init(parsing bytes: [UInt8]) throws(NPMRCError) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(limit: Self.maximumBytes) }
        var entries: [Entry] = []
        var body = bytes[...]
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
        // Lines are told apart as bytes: "\r\n" is one Character.
        for (index, raw) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = Self.trimmed(raw)
            guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";"),
                first != UInt8(ascii: "[")
            else { continue }
            let equals = line.firstIndex(of: UInt8(ascii: "=")) ?? line.endIndex
            let key = Self.unquoted(Self.trimmed(line[..<equals]))
            // A key without a value is a switch that is on.
            let value = equals == line.endIndex ? "true" : Self.unquoted(Self.withoutComment(line[(equals + 1)...]))
            guard entries.count < Self.maximumEntries else { throw .tooManyEntries(limit: Self.maximumEntries) }
            entries.append(Entry(key: key, value: value, line: index + 1))
        }
        self.entries = entries
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        var result = bytes.drop(while: isBlank)
        while let last = result.last, isBlank(last) { result = result.dropLast() }
        return result
    }

    /// Cuts a comment that begins after a blank, outside of quotes.
    private static func withoutComment(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let value = trimmed(bytes)
        guard let first = value.first, first != UInt8(ascii: "\""), first != UInt8(ascii: "'") else { return value }
        var previous: UInt8 = 0x20
        for index in value.indices {
            let byte = value[index]
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "#"), previous == 0x20 || previous == 0x09 {
                return trimmed(value[..<index])
            }
            previous = byte
        }
        return value
    }

    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.count >= 2, let first = bytes.first, first == bytes.last,
            first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
        else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    }
}

/// Why an `.npmrc` file is not read.
package enum NPMRCError: Error, Equatable {
    case tooLarge(limit: Int)
    case tooManyEntries(limit: Int)
}
