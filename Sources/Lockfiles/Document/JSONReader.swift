/// Reads JSON (RFC 8259), or the JSON with trailing commas and comments that Bun writes, into a document.
///
/// Keeps lines and offsets and makes no strings, for which the general cursor has no need. Requires UTF-8.
struct JSONReader {
    enum Dialect {
        case strict
        /// Comments, and a comma after the last member.
        case relaxed
    }

    private let bytes: [UInt8]
    private let dialect: Dialect
    private var position: Int
    private var line: UInt32 = 1
    private var builder: DocumentBuilder

    static func read(_ bytes: [UInt8], from start: Int, dialect: Dialect) throws(LockfileError) -> DocumentMemory {
        var reader = JSONReader(bytes: bytes, start: start, dialect: dialect)
        return try reader.document()
    }

    private init(bytes: [UInt8], start: Int, dialect: Dialect) {
        self.bytes = bytes
        self.dialect = dialect
        position = start
        builder = DocumentBuilder(bytes: bytes)
    }

    private mutating func document() throws(LockfileError) -> DocumentMemory {
        try skipSpace()
        try value(key: .empty)
        while !builder.open.isEmpty { try step() }
        try skipSpace()
        guard position == bytes.count else { throw syntax(.endOfFile) }
        return try builder.finish()
    }

    /// Reads one member or item of the innermost container, or its end.
    private mutating func step() throws(LockfileError) {
        let isObject = builder.isInObject
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        try skipSpace()
        if isFirst {
            isFirst = false
            if try peek() == close { return try end() }
        } else {
            let byte = try peek()
            if byte == close { return try end() }
            guard byte == UInt8(ascii: ",") else { throw syntax(.commaOrEnd) }
            position += 1
            try skipSpace()
            if dialect == .relaxed, try peek() == close { return try end() }
        }
        var key = Slice.empty
        if isObject {
            guard try peek() == UInt8(ascii: "\"") else { throw syntax(.key) }
            key = try string()
            try skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw syntax(.colon) }
            position += 1
            try skipSpace()
        }
        try value(key: key)
    }

    /// True between an opening bracket and what follows it.
    private var isFirst = false

    private mutating func value(key: Slice) throws(LockfileError) {
        let byte = try peek()
        switch byte {
        case UInt8(ascii: "\""):
            let start = line
            try builder.add(.string, key: key, value: string(), line: start)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            position += 1
            try builder.begin(byte == UInt8(ascii: "{") ? .object : .array, key: key, line: line)
            isFirst = true
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            try builder.add(.bare, key: key, value: literal(), line: line)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try builder.add(.bare, key: key, value: number(), line: line)
        default:
            throw syntax(.value)
        }
    }

    private mutating func end() throws(LockfileError) {
        position += 1
        isFirst = false
        try builder.end()
    }

    private mutating func literal() throws(LockfileError) -> Slice {
        let start = position
        while position < bytes.count, case UInt8(ascii: "a")...UInt8(ascii: "z") = bytes[position] { position += 1 }
        let word = bytes[start..<position]
        guard word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) || word.elementsEqual("null".utf8)
        else {
            if position == bytes.count { throw atEnd }
            position = start
            throw syntax(.value)
        }
        return Slice(start, position)
    }

    /// RFC 8259 §6.
    private mutating func number() throws(LockfileError) -> Slice {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if try peek() == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            let sign = try peek()
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return Slice(start, position)
    }

    private mutating func digits() throws(LockfileError) {
        let start = position
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
        guard position > start else { throw position == bytes.count ? atEnd : syntax(.number) }
    }

    private mutating func string() throws(LockfileError) -> Slice {
        let start = position + 1
        var index = endOfPlainText(bytes.span, from: start)
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return Slice(start, index)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start, firstEscape: index) }
            guard byte >= 0x20 else {
                position = index
                throw syntax(.string)
            }
            index += 1
        }
        throw atEnd
    }

    private mutating func escapedString(from start: Int, firstEscape: Int) throws(LockfileError) -> Slice {
        var text = Array(bytes[start..<firstEscape])
        position = firstEscape
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return builder.store(text)
            case UInt8(ascii: "\\"):
                do throws(StringEscape.Failure) {
                    try StringEscape.decode(bytes, at: &position, into: &text)
                } catch {
                    throw error == .unexpectedEnd ? atEnd : syntax(.escape)
                }
            case 0x20...:
                text.append(byte)
                position += 1
            default:
                throw syntax(.string)
            }
        }
    }

    private mutating func skipSpace() throws(LockfileError) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n"):
                line += 1
                position += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "/") where dialect == .relaxed:
                try skipComment()
            default:
                return
            }
        }
    }

    private mutating func skipComment() throws(LockfileError) {
        position += 1
        switch try peek() {
        case UInt8(ascii: "/"):
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        case UInt8(ascii: "*"):
            position += 1
            while true {
                let byte = try peek()
                position += 1
                if byte == UInt8(ascii: "\n") { line += 1 }
                if byte == UInt8(ascii: "*"), try peek() == UInt8(ascii: "/") { break }
            }
            position += 1
        default:
            throw syntax(.value)
        }
    }

    private func peek() throws(LockfileError) -> UInt8 {
        guard position < bytes.count else { throw atEnd }
        return bytes[position]
    }

    private var atEnd: LockfileError { LockfileError(.unexpectedEnd, at: bytes.count, in: bytes) }

    private func syntax(_ expected: LockfileError.Expectation) -> LockfileError {
        LockfileError(.syntax(expected: expected), at: position, in: bytes)
    }
}
