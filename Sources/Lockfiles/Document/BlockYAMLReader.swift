/// Reads exactly the YAML that pnpm and Yarn Berry write, and refuses the rest.
///
/// Block mappings and sequences, flow collections and quoted scalars on one line, `|` and `>` texts, long keys behind `?`.
/// What it does not know (anchors, tags, scalars over several lines, tabs) is `nil` from `read`, and the caller leaves the
/// file to a complete YAML parser. What it reads means the same to such a parser (YAML 1.2.2). Requires UTF-8.
struct BlockYAMLReader {
    enum Failure: Error {
        /// The file is not in the part of YAML that this reader knows.
        case unfamiliar
        case refused(LockfileError)
    }

    private struct Frame {
        let indent: Int
        let isSequence: Bool
    }

    let bytes: [UInt8]
    var position: Int
    var line: UInt32
    var builder: DocumentBuilder
    private var frames: [Frame] = []
    /// A key whose value may follow on the next lines.
    private var pending: (key: Slice, line: UInt32, indent: Int)?

    /// The documents of a file; pnpm 11 writes two. Nil where only a complete parser can tell.
    static func read(_ bytes: [UInt8], from start: Int) throws(LockfileError) -> [DocumentMemory]? {
        var documents: [DocumentMemory] = []
        var position = start
        var line: UInt32 = 1
        do throws(Failure) {
            repeat {
                guard documents.count < YAMLDocuments.maximumCount else { return nil }
                var reader = BlockYAMLReader(bytes: bytes, position: position, line: line)
                if let document = try reader.document() { documents.append(document) }
                position = reader.position
                line = reader.line
            } while position < bytes.count
        } catch {
            switch error {
            case .unfamiliar: return nil
            case .refused(let error): throw error
            }
        }
        return documents
    }

    private init(bytes: [UInt8], position: Int, line: UInt32) {
        self.bytes = bytes
        self.position = position
        self.line = line
        builder = DocumentBuilder(bytes: bytes)
    }

    /// Reads up to the next `---` or the end; nil if there is nothing before it.
    private mutating func document() throws(Failure) -> DocumentMemory? {
        var isFirst = true
        while position < bytes.count {
            let start = position
            var index = start
            while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
            guard index < bytes.count else { throw .unfamiliar }
            if isLineEnd(index) {
                position = index
                skipLineEnd()
                continue
            }
            if bytes[index] == UInt8(ascii: "#") {
                skipLine()
                continue
            }
            if index == start, isMarker(index) {
                position = index + 3
                guard isLineEnd(position) else { throw .unfamiliar }
                skipLineEnd()
                if isFirst { isFirst = false; continue }
                break
            }
            isFirst = false
            position = index
            try self.content(indent: index - start)
        }
        guard !frames.isEmpty || pending != nil else { return nil }
        try closePending()
        while !frames.isEmpty { try closeFrame() }
        return try finish()
    }

    private mutating func content(indent: Int) throws(Failure) {
        let isItem = isIndicator(UInt8(ascii: "-"))
        if let owner = pending {
            // A sequence may stand under its key without being indented (YAML 1.2.2 §8.2.2).
            if indent > owner.indent || isItem && indent == owner.indent && frames.last?.isSequence == false {
                try open(indent: indent, isSequence: isItem)
            } else {
                try closePending()
            }
        } else if frames.isEmpty {
            guard !isItem else { throw .unfamiliar }
            try open(indent: indent, isSequence: false)
        }
        while let frame = frames.last, indent < frame.indent || frame.isSequence && indent == frame.indent && !isItem {
            try closeFrame()
        }
        guard let frame = frames.last, frame.indent == indent, frame.isSequence == isItem else { throw .unfamiliar }
        isItem ? try item(indent: indent) : try member(indent: indent)
    }

    private mutating func open(indent: Int, isSequence: Bool) throws(Failure) {
        let key = pending?.key ?? .empty
        let start = pending?.line ?? line
        pending = nil
        try begin(isSequence ? .array : .object, key: key, line: start)
        frames.append(Frame(indent: indent, isSequence: isSequence))
    }

    private mutating func closeFrame() throws(Failure) {
        frames.removeLast()
        try end()
    }

    /// A key with nothing behind it is null.
    private mutating func closePending() throws(Failure) {
        guard let key = pending else { return }
        pending = nil
        try add(.bare, key.key, .empty, key.line)
    }

    private mutating func member(indent: Int) throws(Failure) {
        let start = line
        let isExplicit = isIndicator(UInt8(ascii: "?"))
        if isExplicit { position += 2 }
        let key = try key(isExplicit: isExplicit)
        if isExplicit {
            guard isLineEnd(position) else { throw .unfamiliar }
            skipLineEnd()
            guard isAt(indent: indent, UInt8(ascii: ":")) else { throw .unfamiliar }
            position += indent
        }
        position += 1
        try value(key: key, line: start, indent: indent, mayBeCompact: isExplicit)
    }

    private mutating func item(indent: Int) throws(Failure) {
        position += 1
        try value(key: .empty, line: line, indent: indent, mayBeCompact: true)
    }

    /// What follows `:` or `-`: a scalar, a flow collection, a mapping that begins here, or the lines below.
    private mutating func value(key: Slice, line start: UInt32, indent: Int, mayBeCompact: Bool) throws(Failure) {
        if isLineEnd(position) {
            skipLineEnd()
            pending = (key, start, indent)
            return
        }
        guard bytes[position] == UInt8(ascii: " ") else { throw .unfamiliar }
        position += 1
        guard position < bytes.count else { throw .unfamiliar }
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try flow(key: key, line: start)
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return try blockScalar(key: key, line: start, indent: indent)
        default:
            let scalar = try scalar(until: mayBeCompact ? .colon : .lineEnd)
            if mayBeCompact, isIndicator(UInt8(ascii: ":")) {
                pending = (key, start, indent)
                return try compactMapping(firstKey: scalar.text, indent: indent + 2)
            }
            try add(scalar.kind, key, scalar.text, start)
        }
        guard isLineEnd(position) else { throw .unfamiliar }
        skipLineEnd()
    }

    /// A mapping whose first key, which ends here, stands on the line of its parent's `-` or `:`.
    private mutating func compactMapping(firstKey: Slice, indent: Int) throws(Failure) {
        guard firstKey.count <= Self.maximumImplicitKey else { throw .unfamiliar }
        try open(indent: indent, isSequence: false)
        position += 1
        try value(key: firstKey, line: line, indent: indent, mayBeCompact: false)
    }

    mutating func begin(_ kind: Document.Kind, key: Slice, line: UInt32) throws(Failure) {
        do { try builder.begin(kind, key: key, line: line) } catch { throw .refused(error) }
    }

    mutating func end() throws(Failure) {
        do { try builder.end() } catch { throw .refused(error) }
    }

    private mutating func finish() throws(Failure) -> DocumentMemory {
        do { return try builder.finish() } catch { throw .refused(error) }
    }
}
