/// Reads the parts of versions and ranges off the bytes of a text.
struct VersionScanner {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    /// Skips the `v` or `=` that npm tolerates before a version.
    mutating func skipPrefix() {
        while let byte = next, byte == UInt8(ascii: "v") || byte == UInt8(ascii: "=") || byte == 0x20 { position += 1 }
    }

    mutating func triple() throws(VersionError) -> (UInt64, UInt64, UInt64) {
        let major = try number()
        guard skip(".") else { throw .malformed }
        let minor = try number()
        guard skip(".") else { throw .malformed }
        return (major, minor, try number())
    }

    mutating func number() throws(VersionError) -> UInt64 {
        let start = position
        var value: UInt64 = 0
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
            guard value <= Version.maximumComponent else { throw .numberTooLarge }
            position += 1
        }
        guard position > start else { throw .malformed }
        guard bytes[start] != UInt8(ascii: "0") || position == start + 1 else { throw .leadingZero }
        return value
    }

    /// Reads `-tag.1` if it is there.
    mutating func prerelease() throws(VersionError) -> [Version.Identifier] {
        guard skip("-") else { return [] }
        var identifiers: [Version.Identifier] = []
        repeat {
            let part = identifier()
            guard !part.isEmpty else { throw .malformed }
            guard part.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                identifiers.append(.text(String(decoding: part, as: UTF8.self)))
                continue
            }
            guard part.count == 1 || part.first != UInt8(ascii: "0") else { throw .leadingZero }
            // node-semver keeps a number that it cannot represent as text.
            let text = String(decoding: part, as: UTF8.self)
            identifiers.append(UInt64(text).map { .number($0) } ?? .text(text))
        } while skip(".")
        return identifiers
    }

    /// Skips `+build.5` if it is there.
    mutating func build() throws(VersionError) {
        guard skip("+") else { return }
        repeat {
            guard !identifier().isEmpty else { throw .malformed }
        } while skip(".")
    }

    private mutating func identifier() -> ArraySlice<UInt8> {
        let start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                position += 1
            default:
                return bytes[start..<position]
            }
        }
        return bytes[start..<position]
    }
}
