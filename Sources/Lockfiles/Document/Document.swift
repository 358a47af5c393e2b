/// A parsed file as one flat array of nodes in the order of the text, each with its line.
///
/// JSON, the YAML of pnpm and Yarn Berry, and Yarn 1's own syntax all become this, so that a format is read by walking
/// nodes and never by looking at punctuation. Texts stay where they are: a node holds offsets, and a `String` is made only
/// for what an entry keeps. Requires that the bytes are UTF-8.
///
/// A view: valid only while its `DocumentMemory` lives, and cheap to copy for that. Every access is checked.
@safe
struct Document {
    enum Kind: UInt8, Sendable {
        case object
        case array
        /// A quoted text.
        case string
        /// An unquoted one: a number, `true`, `null`, or a plain scalar of YAML.
        case bare
    }

    struct Node: Sendable {
        /// Empty in an array and at the root.
        var key: Slice
        /// Empty for objects and arrays.
        var value: Slice
        var line: UInt32
        /// The index after the last node inside this one.
        var end: UInt32
        var kind: Kind
    }

    /// The file, and behind it the texts that had escapes.
    private let text: UnsafeBufferPointer<UInt8>
    private let tree: UnsafeBufferPointer<Node>

    fileprivate init(text: UnsafeBufferPointer<UInt8>, tree: UnsafeBufferPointer<Node>) {
        unsafe self.text = text
        unsafe self.tree = tree
    }

    var root: Element { Element(document: self, index: 0) }

    private var textCount: Int { unsafe text.count }

    var nodeCount: Int { unsafe tree.count }

    func node(_ index: Int) -> Node {
        precondition(index >= 0 && index < nodeCount)
        return unsafe tree[index]
    }

    func text(_ slice: Slice) -> String {
        unsafe String(decoding: bytes(of: slice), as: UTF8.self)
    }

    func withBytes<Result>(of slice: Slice, _ body: (Span<UInt8>) -> Result) -> Result {
        let bytes = unsafe bytes(of: slice)
        return unsafe body(bytes.span)
    }

    func append(_ slice: Slice, to text: inout [UInt8]) {
        unsafe text.append(contentsOf: bytes(of: slice))
    }

    /// The byte at an offset inside the slice; requires `index < slice.count`.
    func byte(_ slice: Slice, _ index: Int) -> UInt8 {
        precondition(index >= 0 && index < slice.count)
        return unsafe bytes(of: slice)[index]
    }

    private func bytes(of slice: Slice) -> UnsafeBufferPointer<UInt8> {
        precondition(slice.offset + slice.count <= textCount)
        return unsafe UnsafeBufferPointer(rebasing: text[slice.range])
    }
}

/// Owns the text and the nodes of a document and never changes them.
///
/// Without escapes the text is the file itself: copying it, and the nodes, cost a tenth of the time.
struct DocumentMemory: Sendable {
    private let text: [UInt8]
    private let tree: [Document.Node]

    init(bytes: [UInt8], decoded: [UInt8] = [], nodes: [Document.Node] = []) {
        text = decoded.isEmpty ? bytes : bytes + decoded
        tree = nodes
    }

    /// Lends the document: it must not be kept.
    func read<Result>(_ body: (Document) throws(LockfileError) -> Result) throws(LockfileError) -> Result {
        try unsafe text.withUnsafeBufferPointer { text throws(LockfileError) in
            try unsafe tree.withUnsafeBufferPointer { tree throws(LockfileError) in
                try body(unsafe Document(text: text, tree: tree))
            }
        }
    }
}

/// Comparing and searching texts.
extension Document {
    func equal(_ left: Slice, _ right: Slice) -> Bool {
        left.count == right.count && withBytes(of: left) { mine in hasBytes(right, mine) }
    }

    /// Says whether the slice has these bytes.
    func hasBytes(_ slice: Slice, _ other: Span<UInt8>) -> Bool {
        withBytes(of: slice) { equalBytes($0, other) }
    }

    func equal(_ slice: Slice, _ literal: StaticString) -> Bool {
        slice.count == literal.utf8CodeUnitCount && hasPrefix(slice, literal)
    }

    func equal(_ slice: Slice, to text: String) -> Bool {
        guard slice.count == text.utf8.count else { return false }
        return unsafe bytes(of: slice).elementsEqual(text.utf8)
    }

    func hasPrefix(_ slice: Slice, _ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard slice.count >= count else { return false }
        return literal.withUTF8Buffer { buffer in
            withBytes(of: slice.prefix(count)) { unsafe equalBytes($0, buffer.span) }
        }
    }

    func hasSuffix(_ slice: Slice, _ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        return slice.count >= count && equal(slice.dropping(first: slice.count - count), literal)
    }

    func firstIndex(of byte: UInt8, in slice: Slice, from start: Int = 0) -> Int? {
        withBytes(of: slice) { firstOffset(of: byte, in: $0, from: start) }
    }

    func lastIndex(of byte: UInt8, in slice: Slice) -> Int? {
        withBytes(of: slice) { span in
            var index = span.count
            while index > 0 {
                index -= 1
                if span[index] == byte { return index }
            }
            return nil
        }
    }

    /// The offset of the first occurrence of a text.
    func firstRange(of literal: StaticString, in slice: Slice) -> Int? {
        guard literal.utf8CodeUnitCount > 0 else { return nil }
        let first = literal.withUTF8Buffer { unsafe $0[0] }
        var start = 0
        while let found = firstIndex(of: first, in: slice, from: start) {
            if hasPrefix(slice.dropping(first: found), literal) { return found }
            start = found + 1
        }
        return nil
    }

    /// The offset of the first occurrence of one text in another.
    func firstRange(of part: Slice, in slice: Slice) -> Int? {
        guard slice.count >= part.count, !part.isEmpty else { return nil }
        for start in 0...(slice.count - part.count) where equal(slice[start..<(start + part.count)], part) {
            return start
        }
        return nil
    }
}
