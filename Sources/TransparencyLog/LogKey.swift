public import Crypto

/// A transparency log's public key under the log's name.
public struct LogKey: Sendable {
    /// The kinds of keys that logs sign with.
    public enum Algorithm: Sendable {
        case ecdsaP256(P256.Signing.PublicKey)
        case ecdsaP384(P384.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    /// The log's name in notes: its address without scheme and without a slash at the end.
    public let name: String
    public let algorithm: Algorithm
    /// SubjectPublicKeyInfo (RFC 5280 §4.1).
    public let subjectPublicKeyInfo: [UInt8]
    /// C2SP signed-note: the first bytes of a hash over the key.
    public let noteKeyID: [UInt8]

    public init(name: String, algorithm: Algorithm, subjectPublicKeyInfo: [UInt8]) {
        self.name = name
        self.algorithm = algorithm
        self.subjectPublicKeyInfo = subjectPublicKeyInfo
        switch algorithm {
        case .ecdsaP256, .ecdsaP384:
            self.noteKeyID = Array(SHA256.hash(data: subjectPublicKeyInfo).prefix(4))
        case .ed25519(let key):
            let preimage = Array(name.utf8) + [0x0A, 0x01] + key.rawRepresentation
            self.noteKeyID = Array(SHA256.hash(data: preimage).prefix(4))
        }
    }

    func hasName(_ other: [UInt8]) -> Bool { name.utf8.elementsEqual(other) }

    /// Says whether the signature (DER for ECDSA) over the message is this key's.
    public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        switch algorithm {
        case .ecdsaP256(let key):
            guard let parsed = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: SHA256.hash(data: message))
        case .ecdsaP384(let key):
            guard let parsed = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: SHA384.hash(data: message))
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        }
    }
}
