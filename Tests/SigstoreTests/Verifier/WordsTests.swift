import JSONCursor
import Sigstore
import TestSupport
import Testing
import TransparencyLog

/// Reasons are for people: no verdict shows a case of an `enum` as Swift prints it.
@Suite("Reasons in words")
struct WordsTests {
    @Test(
        "what Swift prints is noticed",
        arguments: [
            "the checkpoint cannot be trusted: badSignature", "no JSON: unexpectedEnd(offset: 3)",
        ])
    func printed(_ text: String) { #expect(!text.isInWords) }

    private static let errors: [any Error] = [
        JSONError.unexpectedEnd(offset: 1), JSONError.duplicateKey("a", offset: 2), JSONError.tooManyBytes(limit: 3),
        JSONError.unexpectedType(.null, expected: .object, offset: 4), MerkleProofError.rootMismatch,
        MerkleProofError.indexOutOfRange(index: 2, size: 1), MerkleProofError.proofLength(expected: 1, found: 2),
        MerkleProofError.hashLength, MerkleProofError.emptyTree, SignedNoteError.badSignature,
        SignedNoteError.tooLarge(limit: 1), SignedNoteError.malformedCheckpoint, TrustedRootError.brokenChain,
        TrustedRootError.json(.invalidUTF8(offset: 1)), TrustedRootError.missing("logId"), RegistryKeyError.tooMany,
        RegistryKeyError.missing("keyid"), RegistryKeyError.json(.trailingBytes(offset: 1)),
    ]

    @Test func errorsSayWhatIsWrong() {
        for error in Self.errors { #expect("\(error)".isInWords && "\(error)".contains(" "), "\(error)") }
    }
}
