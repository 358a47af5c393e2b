import PackageModel
import Testing
import TransparencyLog

@Suite struct CheckpointTests {
    static let root = Base64.encode(MerkleTree.emptyRoot)

    private func checkpoint(_ text: String) throws(SignedNoteError) -> Checkpoint {
        try Checkpoint(parsing: Array(text.utf8))
    }

    @Test func readsOriginSizeAndRoot() throws {
        let read = try checkpoint("log.example\n123\n\(Self.root)\n")
        #expect(read.origin == Array("log.example".utf8))
        #expect(read.size == 123)
        #expect(read.root == MerkleTree.emptyRoot)
        #expect(try checkpoint("log\n0\n\(Self.root)\nextension\nanother one\n").size == 0)
        #expect(try checkpoint("log\n18446744073709551615\n\(Self.root)\n").size == .max)
    }

    /// Known attack 16 of docs/verification.md: sizes have one spelling.
    @Test(arguments: [
        "", " 5", "5 ", "+5", "-5", "05", "00", "0x10", "1e3", "5.0", "٥", "18446744073709551616",
        "99999999999999999999",
    ])
    func aSizeHasOneSpelling(_ size: String) {
        #expect(throws: SignedNoteError.malformedCheckpoint) { _ = try checkpoint("log\n\(size)\n\(Self.root)\n") }
    }

    @Test(arguments: [
        "", "\n", "log\n", "log\n5\n", "log\n5\n\(root)", "\n5\n\(root)\n", "log\n5\n\n", "log\n5\n\(root)\n\n",
        "log\n5\n\(root)\nx\n\ny\n", "log\n5\nAAAA\n", "log\n5\n\(Base64.encode(MerkleTree.emptyRoot + [0]))\n",
        "log\n5\n\(root)=\n", "log\n5\n\(root.dropLast())\n",
    ])
    func whatIsMalformedIsRefused(_ text: String) {
        #expect(throws: SignedNoteError.malformedCheckpoint) { _ = try checkpoint(text) }
    }

    @Test(arguments: [
        ("log.example", true), ("log.example - 123", true), ("log.example - 1193050959916656506", true),
        ("log.example - ", false), ("log.example - 12a", false), ("log.example - -1", false),
        ("log.example -123", false), ("log.example - 1 ", false), ("log.example2", false), ("log", false),
        ("evil log.example", false), ("LOG.EXAMPLE", false),
    ])
    func theOriginIsTheLogOrOneOfItsTrees(_ origin: String, _ expected: Bool) throws {
        #expect(try checkpoint("\(origin)\n5\n\(Self.root)\n").isFrom("log.example") == expected)
    }
}
