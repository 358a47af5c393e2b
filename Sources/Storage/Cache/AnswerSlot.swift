import PackageModel

/// What the table of a file says about one answer in it: 96 bytes, of which only those at their end ever change.
///
/// They are, as numbers of eight bytes: the key (4), the digest of key, body and entity tag (4), where the body begins (1), the lengths
/// of the tag and the body (half each), when the answer was checked (1), and a checksum of all that (1).
struct AnswerSlot: Hashable, Sendable {
    static let length = 96
    /// Where those bytes begin that a confirmation changes.
    private static let checkedOffset = 80
    /// The longest entity tag that is kept, in bytes; a longer one is left out.
    static let maximumTag = 4096

    let key: AnswerKey
    let digest: AnswerDigest
    /// Where in the file the body begins, in bytes; the entity tag follows it.
    let offset: Int
    /// Bytes of the body.
    let bodyLength: Int
    /// Bytes of the entity tag; 0 without one.
    let tagLength: Int
    /// When the service last said that this is its answer.
    var checked: Timestamp

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
    init?(_ bytes: ArraySlice<UInt8>) {
        var words: [UInt64] = []
        words.reserveCapacity(Self.length / 8)
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 8) {
            words.append(UInt64(bigEndian: bytes[start...]))
        }
        guard words.count == Self.length / 8, words[11] == Self.checksum(words[..<11]),
            let offset = Int(exactly: words[8])
        else { return nil }
        self.key = AnswerKey(AnswerDigest(bytes))
        self.digest = AnswerDigest(bytes.dropFirst(AnswerDigest.length))
        self.offset = offset
        self.tagLength = Int(words[9] >> 32)
        self.bodyLength = Int(UInt32(truncatingIfNeeded: words[9]))
        self.checked = Timestamp(milliseconds: Int64(bitPattern: words[10]))
        guard tagLength <= Self.maximumTag else { return nil }
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.length)
        key.digest.append(to: &bytes)
        digest.append(to: &bytes)
        bytes.append(bigEndian: UInt64(offset))
        bytes.append(bigEndian: UInt64(tagLength) << 32 | UInt64(bodyLength))
        bytes.append(bigEndian: UInt64(bitPattern: checked.milliseconds))
        var words: [UInt64] = []
        for start in stride(from: 0, to: bytes.count, by: 8) { words.append(UInt64(bigEndian: bytes[start...])) }
        bytes.append(bigEndian: Self.checksum(words[...]))
        return bytes
    }

    /// The bytes that say when the answer was checked, and where in the slot they are.
    var confirmation: (bytes: [UInt8], offset: Int) {
        (Array(bytes[Self.checkedOffset...]), Self.checkedOffset)
    }

    /// Tells a slot that was written by halves; no check against malice, which could make one.
    ///
    /// Each step is reversible, so that any change of one number changes the sum. That of zeros is not zero.
    private static func checksum(_ words: ArraySlice<UInt64>) -> UInt64 {
        // FNV-1a over words: its offset basis and its prime.
        words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x0000_0100_0000_01B3 }
    }
}
