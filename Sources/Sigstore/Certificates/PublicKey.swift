public import Crypto
import CryptoExtras
import PackageModel
import SwiftASN1

/// A signer's public key, of the kinds that Sigstore's signers and timestamp authorities have.
enum PublicKey: Sendable {
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case p521(P521.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case rsa(_RSA.Signing.PublicKey)

    /// The hash functions of signatures.
    enum Hash: Sendable { case sha256, sha384, sha512 }

    /// Reads SubjectPublicKeyInfo (RFC 5280 §4.1); nil for a kind that is not supported.
    init?(subjectPublicKeyInfo der: [UInt8]) {
        if let key = try? P256.Signing.PublicKey(derRepresentation: der) {
            self = .p256(key)
        } else if let key = try? P384.Signing.PublicKey(derRepresentation: der) {
            self = .p384(key)
        } else if let key = try? P521.Signing.PublicKey(derRepresentation: der) {
            self = .p521(key)
        } else if let key = Self.ed25519(der) {
            self = .ed25519(key)
        } else if let key = try? _RSA.Signing.PublicKey(derRepresentation: der) {
            self = .rsa(key)
        } else {
            return nil
        }
    }

    /// RFC 8410 §4: the algorithm has no parameters, so that all keys share a prefix.
    static func ed25519(_ der: [UInt8]) -> Curve25519.Signing.PublicKey? {
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        guard der.starts(with: prefix), der.count == prefix.count + 32 else { return nil }
        return try? Curve25519.Signing.PublicKey(rawRepresentation: der[prefix.count...])
    }

    /// The hash that goes with the key where nothing else says so; nil where Sigstore has no such pair.
    var naturalHash: Hash? {
        switch self {
        case .p256, .ed25519: .sha256
        case .p384: .sha384
        case .p521: .sha512
        case .rsa: nil
        }
    }

    /// Says whether the signature (DER for ECDSA, PKCS #1 v1.5 for RSA) over the message is this key's.
    func isValid(_ signature: [UInt8], for message: [UInt8], hash: Hash) -> Bool {
        switch hash {
        case .sha256: isValid(signature, message, SHA256.hash(data: message))
        case .sha384: isValid(signature, message, SHA384.hash(data: message))
        case .sha512: isValid(signature, message, SHA512.hash(data: message))
        }
    }

    /// Whether a signature of this key can be judged by a SHA-256 of the message.
    var takesSHA256: Bool { if case .p256 = self { true } else { false } }

    /// Says whether the signature is this key's over a message of which only the SHA-256 is known (`takesSHA256`).
    func isValid(_ signature: [UInt8], forSHA256 digest: GivenSHA256) -> Bool {
        guard case .p256(let key) = self, let parsed = try? P256.Signing.ECDSASignature(derRepresentation: signature)
        else { return false }
        return key.isValidSignature(parsed, for: digest)
    }

    private func isValid(_ signature: [UInt8], _ message: [UInt8], _ digest: some Digest) -> Bool {
        switch self {
        case .p256(let key):
            guard let parsed = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: digest)
        case .p384(let key):
            guard let parsed = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: digest)
        case .p521(let key):
            guard let parsed = try? P521.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: digest)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        case .rsa(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        }
    }
}

/// A SHA-256 that was computed elsewhere.
public struct GivenSHA256: Digest {
    public static var byteCount: Int { 32 }

    public let bytes: [UInt8]

    /// Requires 32 bytes; otherwise nil.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try unsafe bytes.withUnsafeBytes(body)
    }

    public func makeIterator() -> IndexingIterator<[UInt8]> { bytes.makeIterator() }

    public var description: String { Hexadecimal.encode(bytes) }
}
