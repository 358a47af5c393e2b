import Crypto

/// What a bundle without an envelope is about.
public enum Artifact: Sendable {
    case bytes([UInt8])
    /// Its SHA-256 alone: enough for keys that sign SHA-256 digests, and for no others.
    case sha256(GivenSHA256)

    var sha256: [UInt8] {
        switch self {
        case .bytes(let bytes): Array(SHA256.hash(data: bytes))
        case .sha256(let digest): digest.bytes
        }
    }
}
