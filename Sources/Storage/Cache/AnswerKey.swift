import Crypto
import Registry

/// Which answer: a digest of all that identifies a request, so that no name of a package reaches the file system.
struct AnswerKey: Hashable, Sendable {
    let digest: AnswerDigest

    init(_ request: WebRequest) {
        let identity = "\(request.service.rawValue)\n\(request.accept)\n\(request.url)"
        self.digest = AnswerDigest(SHA256.hash(data: Array(identity.utf8)))
    }

    init(_ digest: AnswerDigest) { self.digest = digest }

    /// Takes the body and then the entity tag of this key's answer: no answer can stand in another's place.
    var hash: SHA256 {
        var hash = SHA256()
        var bytes: [UInt8] = []
        digest.append(to: &bytes)
        hash.update(data: bytes)
        return hash
    }
}

/// A SHA-256 digest without memory of its own.
struct AnswerDigest: Hashable, Sendable {
    static let length = SHA256.byteCount

    private let a: UInt64
    private let b: UInt64
    private let c: UInt64
    private let d: UInt64

    init(_ digest: SHA256.Digest) { self.init(Array(digest)[...]) }

    /// Requires at least `length` bytes.
    init(_ bytes: ArraySlice<UInt8>) {
        a = UInt64(bigEndian: bytes)
        b = UInt64(bigEndian: bytes.dropFirst(8))
        c = UInt64(bigEndian: bytes.dropFirst(16))
        d = UInt64(bigEndian: bytes.dropFirst(24))
    }

    func append(to bytes: inout [UInt8]) { for word in [a, b, c, d] { bytes.append(bigEndian: word) } }
}
