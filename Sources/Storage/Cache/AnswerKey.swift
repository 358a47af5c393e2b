import Crypto
import Registry

/// Which answer: a digest of all that identifies a request, so that no name of a package reaches the file system.
struct AnswerKey: Hashable, Sendable {
    let digest: AnswerDigest

    init(_ request: WebRequest) {
        var hash = SHA256()
        for part in [request.service.rawValue, "\n", request.accept, "\n", request.url] { hash.update(part) }
        self.digest = AnswerDigest(hash.finalize())
    }

    init(_ digest: AnswerDigest) { self.digest = digest }

    /// Takes the body of this key's answer, its entity tag and that one's length: no answer can stand in another's place.
    var hash: SHA256 {
        var hash = SHA256()
        for word in [digest.a, digest.b, digest.c, digest.d] { hash.update(word) }
        return hash
    }
}

/// A SHA-256 digest without memory of its own, in four words.
struct AnswerDigest: Hashable, Sendable {
    let a: UInt64
    let b: UInt64
    let c: UInt64
    let d: UInt64

    init(_ digest: SHA256.Digest) {
        self = unsafe digest.withUnsafeBytes { unsafe Self(RawSpan(_unsafeBytes: $0)) }
    }

    /// Requires 32 bytes.
    init(_ bytes: RawSpan) { (a, b, c, d) = (bytes.word(0), bytes.word(1), bytes.word(2), bytes.word(3)) }
}

extension SHA256 {
    mutating func update(_ word: UInt64) {
        unsafe withUnsafeBytes(of: word.littleEndian) { unsafe update(bufferPointer: $0) }
    }

    fileprivate mutating func update(_ text: String) {
        var text = text
        text.withUTF8 { unsafe update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
}
