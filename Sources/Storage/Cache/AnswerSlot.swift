import PackageModel

/// What the table of a file says about one answer in it: 96 bytes, of which only those at their end ever change.
///
/// They are, as numbers of eight bytes: the key (4), the digest of key, body, entity tag and its length (4), where the body begins (1), the lengths
/// of the tag and the body (half each), when the answer was checked (1), and a checksum of all that (1).
struct AnswerSlot: Hashable, Sendable {
    static let length = 96
    /// Where those bytes begin that a confirmation changes.
    private static let checkedOffset = 80
    /// The longest entity tag that is kept, in bytes.
    static let maximumTag = 4096

    let key: AnswerKey
    /// Of the key, the body, the entity tag and its length.
    let digest: AnswerDigest
    /// Where in the file the body begins, in bytes; the entity tag follows it.
    let offset: Int
    /// Bytes of the body.
    let bodyLength: Int
    /// Bytes of the entity tag; 0 without one.
    let tagLength: Int
    /// When the service last said that this is its answer.
    var checked: Timestamp

    /// Whether these bytes can be kept as an entity tag: not too many, and such that a request can name it (RFC 9110, 5.5).
    static func isTag(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count <= maximumTag && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }
    }

    /// Bytes of body and tag.
    var size: Int { bodyLength + tagLength }

    init(
        key: AnswerKey, digest: AnswerDigest, offset: Int, bodyLength: Int, tagLength: Int, checked: Timestamp
    ) {
        self.key = key
        self.digest = digest
        self.offset = offset
        self.bodyLength = bodyLength
        self.tagLength = tagLength
        self.checked = checked
    }

    /// Nil for a slot that is free, or was not written whole.
    ///
    /// Requires `length` bytes.
    init?(_ bytes: RawSpan) {
        var sum = Self.emptySum
        for index in 0..<11 { Self.add(bytes.word(index), to: &sum) }
        guard sum == bytes.word(11), let offset = Int(exactly: bytes.word(8)) else { return nil }
        self.key = AnswerKey(AnswerDigest(bytes))
        self.digest = AnswerDigest(bytes.extracting(droppingFirst: 32))
        self.offset = offset
        self.tagLength = Int(bytes.word(9) >> 32)
        self.bodyLength = Int(UInt32(truncatingIfNeeded: bytes.word(9)))
        self.checked = Timestamp(milliseconds: Int64(bitPattern: bytes.word(10)))
        guard tagLength <= Self.maximumTag else { return nil }
    }

    var bytes: [UInt8] {
        var (bytes, sum): ([UInt8], UInt64) = ([], Self.emptySum)
        bytes.reserveCapacity(Self.length)
        func append(_ word: UInt64) {
            bytes.append(word: word)
            Self.add(word, to: &sum)
        }
        for digest in [key.digest, digest] { for word in [digest.a, digest.b, digest.c, digest.d] { append(word) } }
        append(UInt64(offset))
        append(UInt64(tagLength) << 32 | UInt64(bodyLength))
        append(UInt64(bitPattern: checked.milliseconds))
        append(sum)
        return bytes
    }

    /// The bytes that say when the answer was checked, and where in the slot they are.
    var confirmation: (bytes: [UInt8], offset: Int) {
        (Array(bytes[Self.checkedOffset...]), Self.checkedOffset)
    }

    /// The checksum tells a slot that was written by halves: FNV-1a over words. It is no check against malice, which could make one.
    private static let emptySum: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Each step can be reversed, so that any change of one word changes the sum.
    private static func add(_ word: UInt64, to sum: inout UInt64) {
        sum = (sum ^ word) &* 0x0000_0100_0000_01B3
    }
}
