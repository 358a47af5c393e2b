/// A piece of a document's text: an offset and a length.
///
/// While the document is built, the texts that had escapes are in an array of their own, and a bit tells them apart.
struct Slice: Hashable, Sendable {
    static let empty = Slice(0, 0)
    private static let decodedBit: UInt32 = 0x8000_0000

    private var position: UInt32
    private var length: UInt32

    /// Requires offsets under 2^31, which the limit on a file's size guarantees.
    init(_ start: Int, _ end: Int, decoded: Bool = false) {
        position = UInt32(truncatingIfNeeded: start) | (decoded ? Self.decodedBit : 0)
        length = UInt32(truncatingIfNeeded: end - start)
    }

    /// The same text where the decoded ones stand behind the `count` bytes of the file.
    func moved(behind count: Int) -> Slice { isDecoded ? Slice(count + offset, count + offset + self.count) : self }

    var isDecoded: Bool { position & Self.decodedBit != 0 }
    var offset: Int { Int(position & ~Self.decodedBit) }
    var count: Int { Int(length) }
    var isEmpty: Bool { length == 0 }
    var range: Range<Int> { offset..<(offset + count) }

    func prefix(_ count: Int) -> Slice { Slice(offset, offset + Swift.min(count, self.count)) }

    func dropping(first count: Int) -> Slice {
        Slice(offset + Swift.min(count, self.count), offset + self.count)
    }

    func dropping(last count: Int) -> Slice { prefix(Swift.max(0, self.count - count)) }

    subscript(bounds: Range<Int>) -> Slice { prefix(bounds.upperBound).dropping(first: bounds.lowerBound) }
}

extension Slice {
    /// A piece of text that can be a member of a set.
    struct Text: Hashable {
        let document: Document
        let slice: Slice

        static func == (left: Self, right: Self) -> Bool { left.document.equal(left.slice, right.slice) }

        func hash(into hasher: inout Hasher) {
            hasher.combine(document.withBytes(of: slice) { hashBytes($0) })
        }
    }
}
