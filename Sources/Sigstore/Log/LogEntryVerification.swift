import PackageModel
import TransparencyLog

/// A log entry whose place in a trusted log, or promise of one, was proved; only the verifier makes it.
public struct VerifiedEntry: Hashable, Sendable {
    public let entry: Bundle.LogEntry
    /// The time that the log signed, if it did.
    let time: VerifiedTime?
    let logID: [UInt8]
}

/// Checks an entry against the log that it names (docs/verification.md, sections A.6 and A.9).
struct LogEntryVerification {
    let logs: [TrustedRoot.Log]
    let version: Bundle.Version
    var memory: (any SignatureMemory)?

    func verify(_ entry: Bundle.LogEntry, _ checks: inout CheckLog) throws(Refusal) -> VerifiedEntry {
        // check: entry-known-log
        guard let log = logs.first(where: { $0.id == entry.logID }) else {
            throw .failed(.checkpoint, "entry-known-log", "the entry is in an unknown log")
        }
        guard let key = log.key else {
            throw .unknown(.checkpoint, "entry-key-algorithm", "the log's kind of key is not supported")
        }
        if let proof = entry.inclusionProof {
            try verifyInclusion(entry, proof, key, &checks)
        } else {
            // check: entry-needs-proof
            guard version == .v01 else {
                throw .failed(.inclusionProof, "entry-needs-proof", "a bundle of this version needs an inclusion proof")
            }
        }
        var time: VerifiedTime?
        if let promise = entry.inclusionPromise {
            let verified = try SignedEntryTimestamp.verify(entry, promise: promise, logs: logs, memory: memory)
            checks.verified(
                .signedEntryTimestamp,
                [Evidence("log", key.name), Evidence("time", verified.instant.description)])
            time = verified
        } else {
            // check: entry-needs-promise
            guard version != .v01 else {
                throw .failed(
                    .signedEntryTimestamp, "entry-needs-promise", "a bundle of this version needs the log's promise")
            }
        }
        return VerifiedEntry(entry: entry, time: time, logID: entry.logID)
    }

    private func verifyInclusion(
        _ entry: Bundle.LogEntry, _ proof: Bundle.InclusionProof, _ key: LogKey, _ checks: inout CheckLog
    ) throws(Refusal) {
        guard let envelope = proof.checkpoint else {
            // check: entry-needs-checkpoint
            guard version == .v01 else {
                throw .failed(.checkpoint, "entry-needs-checkpoint", "an inclusion proof needs the log's checkpoint")
            }
            return
        }
        let checkpoint = try self.checkpoint(envelope, key)
        // check: proof-matches-checkpoint-size
        guard let size = UInt64(exactly: proof.treeSize), size == checkpoint.size else {
            throw .failed(.inclusionProof, "proof-matches-checkpoint-size", "the proof is for another size of the tree")
        }
        // check: proof-matches-checkpoint-root
        guard proof.rootHash == checkpoint.root else {
            throw .failed(.inclusionProof, "proof-matches-checkpoint-root", "the proof is for another root of the tree")
        }
        do {
            try MerkleTree.verifyInclusion(
                leafHash: MerkleTree.leafHash(entry.canonicalizedBody), index: UInt64(proof.logIndex),
                size: checkpoint.size, proof: proof.hashes, root: checkpoint.root)
        } catch {
            throw .failed(.inclusionProof, "inclusion-proof", "the entry is not in the log's tree: \(error)")
        }
        checks.verified(
            .inclusionProof,
            [Evidence("index", "\(entry.logIndex)"), Evidence("root", Hexadecimal.encode(checkpoint.root))])
        checks.verified(
            .checkpoint, [Evidence("log", key.name), Evidence("size", "\(checkpoint.size)")])
    }

    private func checkpoint(_ envelope: [UInt8], _ key: LogKey) throws(Refusal) -> Checkpoint {
        do {
            let note = try SignedNote(parsing: envelope)
            _ = try note.verify(with: [key], memory: memory)
            let checkpoint = try Checkpoint(parsing: note.text)
            // check: checkpoint-origin
            guard checkpoint.isFrom(key.name) else {
                throw Refusal.failed(.checkpoint, "checkpoint-origin", "the checkpoint is of another log")
            }
            return checkpoint
        } catch let error as SignedNoteError where error.cause == "limit" {
            throw .unknown(.checkpoint, "checkpoint-limit", "the checkpoint is too large to be read: \(error)")
        } catch let error as SignedNoteError {
            throw .failed(.checkpoint, "checkpoint-\(error.cause)", "the checkpoint cannot be trusted: \(error)")
        } catch let error as Refusal {
            throw error
        } catch {
            throw .failed(.checkpoint, "checkpoint", "\(error)")
        }
    }
}

extension SignedNoteError {
    var cause: String {
        switch self {
        case .badSignature: "signature"
        case .noKnownSignature: "known-signature"
        case .tooLarge, .tooManySignatures: "limit"
        default: "format"
        }
    }
}
