public import Crypto
public import CryptoExtras

/// A transparency log's public key under the log's name.
public struct LogKey: Sendable {
    /// The kinds of keys that logs sign with.
    public enum Algorithm: Sendable {
        case ecdsaP256(P256.Signing.PublicKey)
        case ecdsaP384(P384.Signing.PublicKey)
        case ecdsaP521(P521.Signing.PublicKey)
        /// PKCS #1 v1.5 with SHA-256.
        case rsa(_RSA.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    /// The log's name in notes: its address without scheme and without a slash at the end.
    public let name: String
    public let algorithm: Algorithm
    /// SubjectPublicKeyInfo (RFC 5280 §4.1).
    public let subjectPublicKeyInfo: [UInt8]
    /// The first bytes of a hash over the key (C2SP signed-note; sigstore_trustroot.proto for ECDSA and RSA).
    public let noteKeyID: [UInt8]

    public init(name: String, algorithm: Algorithm, subjectPublicKeyInfo: [UInt8]) {
        self.name = name
        self.algorithm = algorithm
        self.subjectPublicKeyInfo = subjectPublicKeyInfo
        let named = Array(name.utf8) + [0x0A]
        let preimage: [UInt8] =
            switch algorithm {
            case .ecdsaP256, .ecdsaP384, .ecdsaP521: subjectPublicKeyInfo
            case .ed25519(let key): named + [0x01] + key.rawRepresentation
            case .rsa: named + [0xFF] + Array("PKIX-RSA-PKCS#1v1.5".utf8) + subjectPublicKeyInfo
            }
        self.noteKeyID = Array(SHA256.hash(data: preimage).prefix(SignedNote.keyIDLength))
    }

    func hasName(_ other: [UInt8]) -> Bool { name.utf8.elementsEqual(other) }

    /// Says whether the signature (DER for ECDSA) over the message is this key's; the key's kind fixes the hash.
    public func isValid(
        _ signature: [UInt8], for message: [UInt8], memory: (any SignatureMemory)? = nil
    ) -> Bool {
        memory.isValid(SignatureFact(key: subjectPublicKeyInfo, message: message, signature: signature)) {
            verify(signature, message)
        }
    }

    private func verify(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        switch algorithm {
        case .ecdsaP256(let key):
            guard let parsed = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: SHA256.hash(data: message))
        case .ecdsaP384(let key):
            guard let parsed = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: SHA384.hash(data: message))
        case .ecdsaP521(let key):
            guard let parsed = try? P521.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: SHA512.hash(data: message))
        case .rsa(let key):
            return key.isValidSignature(
                .init(rawRepresentation: signature), for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        }
    }
}
