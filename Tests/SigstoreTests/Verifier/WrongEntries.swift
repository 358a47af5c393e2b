import PackageModel
import Sigstore
import TestSupport

/// Log entries, proofs, checkpoints and promises (A.6, A.9).
enum WrongEntries {
    private static let version01 = "application/vnd.dev.sigstore.bundle+json;version=0.1"
    private static let version02 = "application/vnd.dev.sigstore.bundle+json;version=0.2"

    static let all: [Wrong] = [
        Wrong("failed bundle-has-entry", "no entry") { $0.entryCount = 0 },
        Wrong("failed bundle-distinct-entries", "C 15: the same entry twice") { $0.entryCount = 2 },
        Wrong("failed entry-known-log", "a log that nobody knows") {
            $0.entry.logID = [UInt8](repeating: 1, count: 32)
        },
        Wrong("unknown entry-key-algorithm", "a log with a key of an unknown kind") { $0.logKeyDetails = "ML_DSA_65" },
        Wrong("failed entry-needs-proof", "0.3 without a proof") { $0.entry.hasProof = false },
        Wrong("failed entry-needs-proof", "0.2 without a proof") {
            $0.mediaType = version02
            $0.entry.hasProof = false
        },
        Wrong("failed entry-needs-checkpoint", "0.3 without a checkpoint") { $0.entry.hasCheckpoint = false },
        Wrong("failed entry-needs-checkpoint", "0.2 without a checkpoint") {
            $0.mediaType = version02
            $0.entry.hasCheckpoint = false
        },
        Wrong("failed entry-needs-promise", "0.1 without the log's promise") {
            $0.mediaType = version01
            $0.entry.hasPromise = false
            $0.token = ForgeToken()
        },
        Wrong("failed proof-matches-checkpoint-size", "another size") { $0.entry.claimedSize = 3 },
        Wrong("failed proof-matches-checkpoint-size", "a smaller size") { $0.entry.claimedSize = 1 },
        Wrong("failed proof-matches-checkpoint-root", "no root") { $0.entry.claimedRoot = [] },
        Wrong("failed proof-matches-checkpoint-root", "another root") {
            $0.entry.claimedRoot = [UInt8](repeating: 0, count: 32)
        },
        Wrong("failed inclusion-proof", "an entry that is not in the tree") { $0.entry.isProofWrong = true },
        Wrong("failed inclusion-proof", "another place in the tree") { $0.entry.proofIndex = 0 },
        Wrong("failed inclusion-proof", "a place outside of the tree") { $0.entry.proofIndex = 2 },
        Wrong("failed checkpoint-origin", "another log's checkpoint, signed by this log") {
            $0.entry.origin = "other.example"
        },
        Wrong("failed checkpoint-origin", "a tree of no number") { $0.entry.origin = "log.forge.example - x" },
        Wrong("failed checkpoint-signature", "a checkpoint whose text was altered") { $0.entry.isNoteWrong = true },
        Wrong("failed checkpoint-known-signature", "a signature under another name") {
            $0.entry.noteName = "log.forge"
        },
        Wrong("failed checkpoint-known-signature", "a signature by another key") {
            $0.entry.noteKeyID = [0, 0, 0, 0]
        },
        Wrong("failed checkpoint-signature", "a second signature of the log that is wrong") {
            $0.entry.noteSuffix =
                "— log.forge.example \(Base64.encode(Array(ForgeKeys.logID.prefix(4)) + [1, 2, 3]))\n"
        },
        Wrong("failed checkpoint-format", "a root of 31 bytes, signed") {
            $0.entry.editNote = { note in
                var lines = note.split(separator: "\n").map(String.init)
                lines[2] = Base64.encode([UInt8](repeating: 0, count: 31))
                return lines.joined(separator: "\n") + "\n"
            }
        },
        Wrong("failed checkpoint-format", "C 16: a size in hexadecimal, signed") {
            $0.entry.editNote = { $0.replacing("\n2\n", with: "\n0x2\n") }
        },
        Wrong("unknown checkpoint-limit", "33 signatures") {
            $0.entry.noteSuffix = String(repeating: "— w \(Base64.encode([1, 2, 3, 4, 5]))\n", count: 32)
        },
        Wrong("unknown checkpoint-limit", "a signature of 64 KiB") {
            $0.entry.noteSuffix = "— \(String(repeating: "w", count: 64 << 10)) \(Base64.encode([1, 2, 3, 4, 5]))\n"
        },
        Wrong("failed set-signature", "a promise by somebody else") { $0.entry.isPromiseWrong = true },
        Wrong("failed set-signature", "C 12: a promise about another time") {
            $0.entry.promisedTime = Forgery.signedAt - 1
        },
        Wrong("failed set-signature", "a promise about another index") { $0.entry.promisedIndex = 40 },
        Wrong("failed set-time-present", "a promise without a time") { $0.entry.integratedTime = 0 },
        Wrong("failed set-log-validity", "a log that was not trusted yet") {
            $0.logValidity = #"{"start":"2025-10-01T00:00:00.001Z"}"#
        },
        Wrong("failed set-log-validity", "a log that was not trusted any more") {
            $0.logValidity = #"{"start":"2020-01-01T00:00:00Z","end":"2025-09-30T23:59:59.999Z"}"#
        },
        Wrong("failed set-log-validity", "a log whose trust has no beginning") { $0.logValidity = "{}" },
        Wrong("failed entry-log-validity", "a log that was trusted when it took the entry, and not at the token's time")
        {
            $0.token = ForgeToken()
            $0.logValidity = #"{"start":"2020-01-01T00:00:00Z","end":"2025-10-01T00:00:00Z"}"#
        },
        Wrong("failed entry-log-validity", "a tiled log that was not trusted when the token was made") {
            $0.entry.kind = .dsse2
            $0.token = ForgeToken()
            $0.logValidity = #"{"start":"2025-10-01T00:00:02Z"}"#
        },
    ]
}
