import PackageModel

/// PEM as log entries have it: one block, any line length (npm logs its key as a single line of 124 characters).
enum PEM {
    /// The DER inside the only block, or nil.
    static func decode(_ bytes: [UInt8]) -> [UInt8]? {
        let lines = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map { trimmed($0) }.filter { !$0.isEmpty }
        guard lines.count >= 3, let first = lines.first, let last = lines.last,
            first.starts(with: "-----BEGIN ".utf8), first.suffix(5).elementsEqual("-----".utf8),
            last.starts(with: "-----END ".utf8), last.suffix(5).elementsEqual("-----".utf8),
            first.dropFirst(11).elementsEqual(last.dropFirst(9))
        else { return nil }
        return Base64.decode(lines[1..<(lines.count - 1)].flatMap { $0 })
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = line.last, last == 0x20 || last == 0x09 { line = line.dropLast() }
        return line
    }
}
