/// A parsed file as one flat array of nodes in the order of the text, each with its line.
///
/// JSON, the YAML of pnpm and Yarn Berry, and Yarn 1's own syntax all become this, so that a format is read by walking
/// nodes and never by looking at punctuation. Texts stay where they are in the file: a node holds offsets, and a `String`
/// is made only for what an entry keeps. Requires that the bytes are UTF-8.
final class Document: Sendable {
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

    let bytes: [UInt8]
    /// The texts that had escapes, one after another.
    let decoded: [UInt8]
    let nodes: [Node]

    init(bytes: [UInt8], decoded: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.decoded = decoded
        self.nodes = nodes
    }

    var root: Element { Element(document: self, index: 0) }

    func text(_ slice: Slice) -> String {
        slice.isDecoded
            ? String(decoding: decoded[slice.range], as: UTF8.self)
            : String(decoding: bytes[slice.range], as: UTF8.self)
    }

    func withBytes<Result>(of slice: Slice, _ body: (Span<UInt8>) -> Result) -> Result {
        let text = slice.isDecoded ? decoded : bytes
        return body(text.span.extracting(slice.range))
    }

    /// The byte at an offset inside the slice; requires `index < slice.count`.
    func byte(_ slice: Slice, _ index: Int) -> UInt8 {
        slice.isDecoded ? decoded[slice.offset + index] : bytes[slice.offset + index]
    }

    func equal(_ left: Slice, _ right: Slice) -> Bool {
        guard left.count == right.count else { return false }
        if !left.isDecoded, !right.isDecoded {
            var (mine, other) = (left.offset, right.offset)
            let end = mine + left.count
            while mine < end {
                if bytes[mine] != bytes[other] { return false }
                mine += 1
                other += 1
            }
            return true
        }
        return (0..<left.count).allSatisfy { byte(left, $0) == byte(right, $0) }
    }

    func equal(_ slice: Slice, _ literal: StaticString) -> Bool {
        guard slice.count == literal.utf8CodeUnitCount else { return false }
        return hasPrefix(slice, literal)
    }

    func hasPrefix(_ slice: Slice, _ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard slice.count >= count else { return false }
        return literal.withUTF8Buffer { buffer in
            let text = slice.isDecoded ? decoded : bytes
            var index = 0
            while index < count {
                if unsafe text[slice.offset + index] != buffer[index] { return false }
                index += 1
            }
            return true
        }
    }

    func hasSuffix(_ slice: Slice, _ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        return slice.count >= count && equal(slice.dropping(first: slice.count - count), literal)
    }

    func firstIndex(of byte: UInt8, in slice: Slice, from start: Int = 0) -> Int? {
        withBytes(of: slice) { span in
            var index = start
            while index < span.count {
                if span[index] == byte { return index }
                index += 1
            }
            return nil
        }
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
        let length = literal.utf8CodeUnitCount
        guard slice.count >= length, length > 0 else { return nil }
        for start in 0...(slice.count - length) where hasPrefix(slice.dropping(first: start), literal) { return start }
        return nil
    }
}

extension Document {
    /// The offset of the first occurrence of one text in another.
    func firstRange(of part: Slice, in slice: Slice) -> Int? {
        guard slice.count >= part.count, !part.isEmpty else { return nil }
        for start in 0...(slice.count - part.count) where equal(slice[start..<(start + part.count)], part) {
            return start
        }
        return nil
    }
}

/// Says whether both have the same bytes; requires equal counts.
func equalBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    var index = 0
    while index < left.count {
        if left[index] != right[index] { return false }
        index += 1
    }
    return true
}
