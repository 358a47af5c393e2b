import JSONCursor

/// The entries of one `.npmrc` file: the subset of INI that npm writes and reads.
///
/// Lines end with a line feed, a carriage return or both. What follows a section's head (`[name]`) belongs to the section
/// and is no setting. A comment begins with `;` or `#` at the start of a line or, unless escaped, inside an unquoted value.
package struct NPMRC: Equatable, Sendable {
    /// The largest file that is read, in bytes.
    package static let maximumBytes = 1 << 20
    /// The most entries that are read from a file.
    package static let maximumEntries = 10_000

    package struct Entry: Equatable, Sendable {
        package let key: String
        package let value: String
        /// From 1; 0 for what comes from no file.
        package let line: Int

        package init(key: String, value: String, line: Int) {
            self.key = key
            self.value = value
            self.line = line
        }
    }

    package let entries: [Entry]

    package init(parsing bytes: [UInt8]) throws(NPMRCError) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(limit: Self.maximumBytes) }
        var entries: [Entry] = []
        var body = bytes[...]
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
        // Lines are told apart as bytes: "\r\n" is one Character.
        for (index, raw) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            for piece in raw.split(separator: 0x0D) {
                let line = Self.trimmed(piece)
                guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { continue }
                if piece.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") {
                    self.entries = entries
                    return
                }
                let equals = line.firstIndex(of: UInt8(ascii: "=")) ?? line.endIndex
                guard equals > line.startIndex else { continue }
                let key = Self.value(line[..<equals])
                // A key without a value is a switch that is on.
                let value = equals == line.endIndex ? "true" : Self.value(line[(equals + 1)...])
                guard entries.count < Self.maximumEntries else { throw .tooManyEntries(limit: Self.maximumEntries) }
                entries.append(Entry(key: key, value: value, line: index + 1))
            }
        }
        self.entries = entries
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        var result = bytes.drop(while: isBlank)
        while let last = result.last, isBlank(last) { result = result.dropLast() }
        return result
    }

    private static func value(_ bytes: ArraySlice<UInt8>) -> String {
        let bytes = trimmed(bytes)
        guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), bytes.count >= 2,
            bytes.last == quote
        else { return String(decoding: unescaped(bytes), as: UTF8.self) }
        let inner = bytes.dropFirst().dropLast()
        // As in npm: what double quotes hold is a JSON string, and stays quoted when it is none.
        let json = quote == UInt8(ascii: "\"") ? bytes : inner
        if let text = (try? JSONValue(parsing: Array(json)))?.string { return text }
        return String(decoding: quote == UInt8(ascii: "\"") ? bytes : inner, as: UTF8.self)
    }

    /// Up to a comment, with `\\`, `\;` and `\#` for the characters themselves.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let backslash = UInt8(ascii: "\\")
        var result: [UInt8] = []
        var isEscaped = false
        loop: for byte in bytes {
            let isSpecial = byte == UInt8(ascii: ";") || byte == UInt8(ascii: "#")
            switch (isEscaped, byte) {
            case (true, _):
                if !isSpecial, byte != backslash { result.append(backslash) }
                result.append(byte)
                isEscaped = false
            case (false, _) where isSpecial: break loop
            case (false, backslash): isEscaped = true
            case (false, _): result.append(byte)
            }
        }
        if isEscaped { result.append(backslash) }
        return trimmed(result[...])
    }
}

/// Why an `.npmrc` file is not read.
package enum NPMRCError: Error, Equatable {
    case tooLarge(limit: Int)
    case tooManyEntries(limit: Int)
}
