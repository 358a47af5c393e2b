import PackageModel

/// The size and root of a log's tree, as its signed note says (C2SP tlog-checkpoint); made of a verified text.
public struct Checkpoint: Hashable, Sendable {
    public let origin: [UInt8]
    public let size: UInt64
    public let root: [UInt8]

    /// Reads the text of a note.
    public init(parsing text: [UInt8]) throws(SignedNoteError) {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        // check: checkpoint-last-line-feed
        guard lines.popLast()?.isEmpty == true else { throw .malformedCheckpoint }
        // check: checkpoint-empty-line
        guard lines.allSatisfy({ !$0.isEmpty }) else { throw .malformedCheckpoint }
        guard lines.count >= 3, let size = Self.decimal(lines[1]), let root = Base64.decode(lines[2]) else {
            throw .malformedCheckpoint
        }
        // check: checkpoint-root-length
        guard root.count == MerkleTree.hashLength else { throw .malformedCheckpoint }
        self.origin = Array(lines[0])
        self.size = size
        self.root = root
    }

    /// Whether the origin is the log's: its name, or for Rekor v1 its name, ` - ` and the number of the tree.
    public func isFrom(_ name: String) -> Bool {
        if origin == Array(name.utf8) { return true }
        let prefix = Array("\(name) - ".utf8)
        return origin.starts(with: prefix) && Self.decimal(origin[prefix.count...]) != nil
    }

    private static func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            first != 0x30 || digits.count == 1
        else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }
}
