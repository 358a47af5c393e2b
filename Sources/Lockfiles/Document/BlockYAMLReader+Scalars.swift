/// Keys and scalars.
extension BlockYAMLReader {
    /// The longest key without `?` (YAML 1.2.2 §8.2.2), counted here in bytes.
    static let maximumImplicitKey = 1024

    /// Reads a key and stops on its colon, or behind an explicit key.
    mutating func key(isExplicit: Bool) throws(Failure) -> Slice {
        let key = try scalar(until: isExplicit ? .lineEnd : .colon).text
        if !isExplicit {
            guard isIndicator(UInt8(ascii: ":")), key.count <= Self.maximumImplicitKey else { throw .unfamiliar }
        }
        return key
    }

    /// A key or a value on one line: in quotes, or a plain one up to where it ends.
    mutating func scalar(until end: PlainEnd) throws(Failure) -> (text: Slice, kind: Document.Kind) {
        guard position < bytes.count else { throw .unfamiliar }
        switch bytes[position] {
        case UInt8(ascii: "'"): return (try singleQuoted(), .string)
        case UInt8(ascii: "\""): return (try doubleQuoted(), .string)
        default: return (try plain(until: end), .bare)
        }
    }

    mutating func add(_ kind: Document.Kind, _ key: Slice, _ value: Slice, _ line: UInt32) throws(Failure) {
        do { try builder.add(kind, key: key, value: value, line: line) } catch { throw .refused(error) }
    }

    enum PlainEnd { case colon, lineEnd, flow }

    /// A plain scalar (YAML 1.2.2 §7.3.3) on one line.
    private mutating func plain(until end: PlainEnd) throws(Failure) -> Slice {
        let start = position
        guard canBeginPlain(start) else { throw .unfamiliar }
        let bytes = self.bytes
        let span = bytes.span
        var index = start
        scan: while index < span.count {
            switch span[index] {
            case UInt8(ascii: "\n"):
                break scan
            case UInt8(ascii: "\r"):
                if isLineEnd(index) { break scan }
                throw .unfamiliar
            case UInt8(ascii: ":"):
                let isIndicator = isSeparated(index + 1) || end == .flow && isFlowIndicator(index + 1)
                guard isIndicator else { break }
                if end == .lineEnd { throw .unfamiliar }
                break scan
            case UInt8(ascii: "#"):
                if index > start, span[index - 1] == UInt8(ascii: " ") { throw .unfamiliar }
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                if end == .flow { break scan }
            case 0..<0x20, 0x7F:
                throw .unfamiliar
            case 0x80...:
                // Byte order marks and the line breaks of Unicode are not plain text to every parser.
                if isSpecial(index) { throw .unfamiliar }
            default:
                break
            }
            index += 1
        }
        var last = index
        while last > start, span[last - 1] == UInt8(ascii: " ") { last -= 1 }
        guard last > start, last == index || end == .flow else { throw .unfamiliar }
        position = index
        return Slice(start, last)
    }

    private func isFlowIndicator(_ index: Int) -> Bool {
        guard index < bytes.count else { return true }
        return ",[]{}".utf8.contains(bytes[index])
    }

    /// U+0080 to U+009F, U+2028, U+2029 and U+FEFF.
    private func isSpecial(_ index: Int) -> Bool {
        bytes[index] == 0xC2 || bytes[index] == 0xE2 || bytes[index] == 0xEF
    }

    private func canBeginPlain(_ index: Int) -> Bool {
        guard index < bytes.count else { return false }
        switch bytes[index] {
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            return !isSeparated(index + 1)
        default:
            return !",[]{}#&*!|>'\"%@` \t\r\n".utf8.contains(bytes[index])
        }
    }

    /// `'…'` on one line, where `''` is a quote.
    private mutating func singleQuoted() throws(Failure) -> Slice {
        let start = position + 1
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "'") {
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "'") else {
                    position = index + 1
                    return Slice(start, index)
                }
                return try singleQuoted(from: start, firstEscape: index)
            }
            guard byte >= 0x20, byte != 0x7F else { throw .unfamiliar }
            index += 1
        }
        throw .unfamiliar
    }

    private mutating func singleQuoted(from start: Int, firstEscape: Int) throws(Failure) -> Slice {
        var text = Array(bytes[start..<firstEscape])
        var index = firstEscape
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "'") {
                index += 1
                guard index < bytes.count, bytes[index] == UInt8(ascii: "'") else {
                    position = index
                    return builder.store(text)
                }
            }
            guard byte >= 0x20, byte != 0x7F else { throw .unfamiliar }
            text.append(byte)
            index += 1
        }
        throw .unfamiliar
    }

    /// `"…"` on one line with the escapes that YAML shares with JSON.
    private mutating func doubleQuoted() throws(Failure) -> Slice {
        let start = position + 1
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                position = index + 1
                return Slice(start, index)
            case UInt8(ascii: "\\"):
                return try doubleQuoted(from: start, firstEscape: index)
            case 0..<0x20, 0x7F:
                throw .unfamiliar
            default:
                index += 1
            }
        }
        throw .unfamiliar
    }

    private mutating func doubleQuoted(from start: Int, firstEscape: Int) throws(Failure) -> Slice {
        var text = Array(bytes[start..<firstEscape])
        var index = firstEscape
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                position = index + 1
                return builder.store(text)
            case UInt8(ascii: "\\"):
                do { try StringEscape.decode(bytes, at: &index, into: &text) } catch { throw .unfamiliar }
            case 0..<0x20, 0x7F:
                throw .unfamiliar
            default:
                text.append(byte)
                index += 1
            }
        }
        throw .unfamiliar
    }
}
