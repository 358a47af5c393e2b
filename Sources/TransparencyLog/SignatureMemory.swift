import Crypto

/// One signature over one message: what a key made, or did not make.
public struct SignatureFact: Hashable, Sendable {
    /// The key's SubjectPublicKeyInfo (RFC 5280 §4.1), or the certificate that holds it.
    public let key: [UInt8]
    /// SHA-256 of the message, whatever hash the signature itself is over.
    public let digest: [UInt8]
    /// As it is encoded; empty for a certificate, whose own bytes are the message and hold the signature.
    public let signature: [UInt8]

    public init(key: [UInt8], message: [UInt8], signature: [UInt8]) {
        self.key = key
        self.digest = Array(SHA256.hash(data: message))
        self.signature = signature
    }
}

/// Remembers which signatures were found to be valid, so that the same arithmetic need not be done in every run.
///
/// It saves that arithmetic and nothing else: who a key belongs to, when it was valid and what the message says is
/// checked each time. Whoever adopts it vouches that it knows what it was told and nothing more: a fact that it makes up,
/// or lets others slip in, is a forged signature.
public protocol SignatureMemory: Sendable {
    func knows(_ fact: SignatureFact) -> Bool
    /// Requires that the signature was verified.
    func remember(_ fact: SignatureFact)
}

extension Optional<any SignatureMemory> {
    /// Says whether a signature is valid: what is remembered, else what `verify` finds out. Nothing invalid is remembered.
    public func isValid(_ fact: @autoclosure () -> SignatureFact, verify: () -> Bool) -> Bool {
        guard let memory = self else { return verify() }
        let fact = fact()
        if memory.knows(fact) { return true }
        guard verify() else { return false }
        memory.remember(fact)
        return true
    }
}
