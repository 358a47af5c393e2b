import Crypto
public import PackageModel
public import Registry
public import Sigstore
public import TransparencyLog

/// How a registry's signature over a release was judged (npm, "ECDSA registry signatures").
public struct RegistrySignatureResult: Hashable, Sendable {
    public let status: CheckStatus
    /// The key that verified, or the one that did not.
    public let keyID: String?
    /// Why it is not `verified`, or what weakens it.
    public let reason: String?
    /// The stable name of the condition that did not hold.
    public let cause: String?

    init(_ status: CheckStatus, keyID: String? = nil, reason: String? = nil, cause: String? = nil) {
        self.status = status
        self.keyID = keyID
        self.reason = reason
        self.cause = cause
    }
}

/// Verifies `name@version:integrity` (docs/verification.md, section A.2).
public struct RegistrySignatureVerification: Sendable {
    /// The most signatures of one release.
    public static let maximumSignatures = 16

    let trust: RegistryTrust
    private let memory: (any SignatureMemory)?

    /// - Parameter memory: signatures that were verified before; nil to verify each anew.
    public init(trust: RegistryTrust, memory: (any SignatureMemory)? = nil) {
        self.trust = trust
        self.memory = memory
    }

    /// Requires every signature by a known key to verify, at least one, and its key to be valid when it was made.
    ///
    /// - Parameter signedAt: a proved time, else the registry's word; a retired key needs one.
    public func verify(
        _ signatures: [RegistrySignature], of release: ReleaseIdentity, signedAt: Timestamp?
    ) -> RegistrySignatureResult {
        guard !trust.keys.isEmpty else {
            return RegistrySignatureResult(.notApplicable, reason: "the registry has no keys", cause: "no-keys")
        }
        guard !signatures.isEmpty else {
            return RegistrySignatureResult(.absent, reason: "the registry lists no signature", cause: "no-signature")
        }
        // check: registry-signature-limit
        guard signatures.count <= Self.maximumSignatures else {
            return RegistrySignatureResult(.unknown, reason: "too many signatures", cause: "registry-signature-limit")
        }
        // check: registry-signature-digest
        guard let integrity = release.integrity else {
            return RegistrySignatureResult(
                .failed, reason: "a signature, but no digest that it covers", cause: "registry-signature-digest")
        }
        let message = Array("\(release.name.text)@\(release.version):\(integrity.text)".utf8)
        var verified: RegistryKey?
        for signature in signatures {
            guard let key = trust.key(signature.keyID, for: .signatures) else { continue }
            // check: registry-signature
            guard isValid(signature.signature, message, key) else {
                return RegistrySignatureResult(
                    .failed, keyID: key.keyID, reason: "the signature does not verify", cause: "registry-signature")
            }
            if let problem = problem(with: key, at: signedAt) { return problem }
            verified = verified ?? key
        }
        // check: registry-signature-known-key
        guard let verified else {
            return RegistrySignatureResult(
                .failed, keyID: signatures.first?.keyID, reason: "signed by an unknown key only",
                cause: "registry-signature-known-key")
        }
        let isWeak = integrity.strongest?.algorithm == .sha1
        return RegistrySignatureResult(
            .verified, keyID: verified.keyID,
            reason: isWeak
                ? "weak: the signature covers a SHA-1 digest"
                : trust.grade == .registryAsserted
                    ? "the key is the registry's own word" : nil)
    }

    private func problem(with key: RegistryKey, at instant: Timestamp?) -> RegistrySignatureResult? {
        guard let instant else {
            guard key.validity.end != nil else { return nil }
            return RegistrySignatureResult(
                .unknown, keyID: key.keyID, reason: "the key was retired, and when the release was signed is not known",
                cause: "registry-key-time")
        }
        // check: registry-key-validity
        guard key.validity.contains(instant) else {
            return RegistrySignatureResult(
                .failed, keyID: key.keyID, reason: "the key was not in use at \(instant)",
                cause: "registry-key-validity")
        }
        return nil
    }

    private func isValid(_ signature: String, _ message: [UInt8], _ key: RegistryKey) -> Bool {
        guard let der = Base64.decode(signature) else { return false }
        return memory.isValid(SignatureFact(key: key.subjectPublicKeyInfo, message: message, signature: der)) {
            guard let parsed = try? P256.Signing.ECDSASignature(derRepresentation: der),
                let publicKey = try? P256.Signing.PublicKey(derRepresentation: key.subjectPublicKeyInfo)
            else { return false }
            return publicKey.isValidSignature(parsed, for: SHA256.hash(data: message))
        }
    }
}

extension RegistrySignatureResult {
    /// It could not be checked, for a reason outside of the signature.
    public static func unknown(_ reason: String) -> RegistrySignatureResult {
        RegistrySignatureResult(.unknown, reason: reason, cause: "unavailable")
    }
}
