import Crypto
import Synchronization
package import TransparencyLog

/// The signatures that earlier runs on this machine verified, each as a tag that only this machine can make.
///
/// A tag is an HMAC over key, message digest and signature (RFC 2104). The tags lie in the cache, their secret does not: a
/// cache that somebody else wrote, or that was brought from another machine, makes nobody believe a signature, and every
/// changed byte is a signature that is verified again.
package final class SignatureLedger: SignatureMemory {
    /// The most signatures that are remembered: those of about 10,000 packages, in 1 MiB.
    static let maximumTags = 1 << 16
    /// The file's name in the cache.
    static let file = "signatures"

    private struct State {
        /// Those of earlier runs, until one is used; nil before the first look.
        var earlier: Set<Tag>?
        /// Whether there were any: without, no look-up is worth the making of a tag.
        var hadEarlier = false
        /// Those that this run has used or verified.
        var current: Set<Tag> = []
        var hasNew = false
    }

    private let folder: Folder
    /// Has taken the secret and nothing else.
    private let code: HMAC<SHA256>
    private let state = Mutex(State())

    init(_ folder: Folder, secret: [UInt8]) {
        self.folder = folder
        self.code = HMAC(key: SymmetricKey(data: secret))
    }

    package func knows(_ fact: SignatureFact) -> Bool {
        let hadEarlier = state.withLock { state in
            if state.earlier == nil {
                let stored = stored()
                (state.earlier, state.hadEarlier) = (stored, !stored.isEmpty)
            }
            return state.hadEarlier
        }
        guard hadEarlier else { return false }
        let tag = Tag(fact, code)
        return state.withLock { state in
            if state.current.contains(tag) { return true }
            guard state.earlier?.remove(tag) != nil else { return false }
            state.current.insert(tag)
            return true
        }
    }

    package func remember(_ fact: SignatureFact) {
        let tag = Tag(fact, code)
        state.withLock { state in
            state.hasNew = state.current.insert(tag).inserted || state.hasNew
        }
    }

    /// Writes what this run added; of the earlier ones go those that it did not use, when there is no room. Where it only used some,
    /// the file's time says so, which keeps it from being trimmed.
    ///
    /// Processes that share the cache may overwrite each other's: what is lost is verified again.
    package func save() {
        let (tags, hasUsed): ([Tag], Bool) = state.withLock { state in
            guard state.hasNew else { return ([], !state.current.isEmpty) }
            state.hasNew = false
            return (Array((Array(state.current) + Array(state.earlier ?? [])).prefix(Self.maximumTags)), true)
        }
        guard !tags.isEmpty else {
            if hasUsed { try? folder.touch(Self.file) }
            return
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tags.count * Tag.length)
        for tag in tags { tag.append(to: &bytes) }
        // Whether the cache can be written to is said where answers are.
        try? folder.replace(Self.file, with: bytes, durably: false)
    }

    private func stored() -> Set<Tag> {
        guard let bytes = try? folder.read(Self.file, limit: Self.maximumTags * Tag.length) else { return [] }
        var tags = Set<Tag>(minimumCapacity: bytes.count / Tag.length)
        let span = unsafe bytes.span.bytes
        for start in stride(from: 0, through: bytes.count - Tag.length, by: Tag.length) {
            tags.insert(Tag(span.extracting(start..<start + Tag.length)))
        }
        return tags
    }
}

/// The first 128 bits of an HMAC-SHA-256.
private struct Tag: Hashable {
    static let length = 16

    private let high: UInt64
    private let low: UInt64

    init(_ fact: SignatureFact, _ code: HMAC<SHA256>) {
        var message: [UInt8] = []
        message.reserveCapacity(fact.key.count + fact.digest.count + fact.signature.count + 3 * 4)
        // Each field after its length, so that no two facts have the same bytes.
        for field in [fact.key, fact.digest, fact.signature] {
            for shift in stride(from: 0, to: 32, by: 8) {
                message.append(UInt8(truncatingIfNeeded: field.count >> shift))
            }
            message += field
        }
        var code = code
        code.update(data: message)
        self = unsafe code.finalize().withUnsafeBytes { unsafe Self(RawSpan(_unsafeBytes: $0)) }
    }

    /// Requires `length` bytes.
    init(_ bytes: RawSpan) { (low, high) = (bytes.word(0), bytes.word(1)) }

    func append(to bytes: inout [UInt8]) { for half in [low, high] { bytes.append(word: half) } }
}
