/// Reads the syntax of Yarn 1 into a document: names, values and indentation of two blanks.
///
/// The key of an entry is the line as it stands, with its commas and quotes; `ClassicYarnPatterns` takes it apart.
struct ClassicYarnReader {
    private let bytes: [UInt8]
    private var position: Int
    private var line: UInt32 = 1
    private var builder: DocumentBuilder

    static func read(_ bytes: [UInt8], from start: Int) throws(LockfileError) -> DocumentMemory {
        var reader = ClassicYarnReader(bytes: bytes, start: start)
        return try reader.document()
    }

    private init(bytes: [UInt8], start: Int) {
        self.bytes = bytes
        position = start
        builder = DocumentBuilder(bytes: bytes)
    }

    private mutating func document() throws(LockfileError) -> DocumentMemory {
        try builder.begin(.object, key: .empty, line: 1)
        // A block that was opened must have a line inside it.
        var isOpening = false
        while position < bytes.count {
            let start = position
            while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
            let indent = position - start
            if isLineEnd { try skipLineEnd(); continue }
            if bytes[position] == UInt8(ascii: "#") {
                while !isLineEnd { position += 1 }
                try skipLineEnd()
                continue
            }
            let depth = builder.open.count - 1
            guard indent % 2 == 0, isOpening ? indent == depth * 2 : indent <= depth * 2 else {
                throw syntax(.indentation)
            }
            for _ in 0..<(depth - indent / 2) { try builder.end() }
            isOpening = try property(atTop: indent == 0)
        }
        guard !isOpening else { throw LockfileError(.unexpectedEnd, at: bytes.count, in: bytes) }
        return try builder.finish()
    }

    /// `name value` or `name:`; says whether it opened a block.
    private mutating func property(atTop: Bool) throws(LockfileError) -> Bool {
        let start = line
        let key = atTop ? try patterns() : try token(isKey: true)
        guard position < bytes.count else { throw LockfileError(.unexpectedEnd, at: position, in: bytes) }
        if bytes[position] == UInt8(ascii: ":") {
            position += 1
            if isLineEnd {
                try skipLineEnd()
                try builder.begin(.object, key: key, line: start)
                return true
            }
        }
        guard !atTop, position < bytes.count, bytes[position] == UInt8(ascii: " ") else { throw syntax(.yarnLine) }
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
        let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
        let value = try token(isKey: false)
        try builder.add(isQuoted ? .string : .bare, key: key, value: value, line: start)
        guard isLineEnd else { throw syntax(.newline) }
        try skipLineEnd()
        return false
    }

    /// The whole of `a@^1, "b@>= 2"`, up to the colon that ends the line.
    private mutating func patterns() throws(LockfileError) -> Slice {
        let start = position
        while true {
            _ = try token(isKey: true)
            guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
            position += 1
            guard position < bytes.count, bytes[position] == UInt8(ascii: " ") else { throw syntax(.yarnLine) }
            position += 1
        }
        return Slice(start, position)
    }

    /// A quoted text, or a bare one; a bare key ends at its colon, comma or blank.
    private mutating func token(isKey: Bool) throws(LockfileError) -> Slice {
        guard position < bytes.count else { throw LockfileError(.unexpectedEnd, at: position, in: bytes) }
        if bytes[position] == UInt8(ascii: "\"") { return try quoted() }
        let start = position
        var index = isKey ? start : endOfWord(bytes.span, from: start)
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 { break }
            if isKey {
                if byte == UInt8(ascii: ",") { break }
                if byte == UInt8(ascii: ":"), index + 1 == bytes.count || bytes[index + 1] <= 0x20 { break }
            }
            index += 1
        }
        position = index
        guard index > start else { throw syntax(.yarnLine) }
        return Slice(start, index)
    }

    private mutating func quoted() throws(LockfileError) -> Slice {
        let start = position + 1
        var index = endOfPlainText(bytes.span, from: start)
        while index < bytes.count, bytes[index] >= 0x20 {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return Slice(start, index)
            }
            if byte == UInt8(ascii: "\\") { return try escaped(from: start, firstEscape: index) }
            index += 1
        }
        position = index
        throw unclosed
    }

    private mutating func escaped(from start: Int, firstEscape: Int) throws(LockfileError) -> Slice {
        var text = Array(bytes[start..<firstEscape])
        position = firstEscape
        while position < bytes.count, bytes[position] >= 0x20 {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return builder.store(text)
            }
            if byte == UInt8(ascii: "\\") {
                do { try StringEscape.decode(bytes, at: &position, into: &text) } catch { throw syntax(.escape) }
            } else {
                text.append(byte)
                position += 1
            }
        }
        throw unclosed
    }

    /// What is wrong where a quoted text ended without its quote.
    private var unclosed: LockfileError {
        position == bytes.count ? LockfileError(.unexpectedEnd, at: position, in: bytes) : syntax(.string)
    }

    private var isLineEnd: Bool {
        guard position < bytes.count else { return true }
        if bytes[position] == UInt8(ascii: "\n") { return true }
        return bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
            && bytes[position + 1] == UInt8(ascii: "\n")
    }

    /// Yarn ends every line; a last line without its end was cut.
    private mutating func skipLineEnd() throws(LockfileError) {
        guard position < bytes.count else { throw LockfileError(.unexpectedEnd, at: position, in: bytes) }
        position += bytes[position] == UInt8(ascii: "\r") ? 2 : 1
        line += 1
    }

    private func syntax(_ expected: LockfileError.Expectation) -> LockfileError {
        LockfileError(.syntax(expected: expected), at: position, in: bytes)
    }
}
