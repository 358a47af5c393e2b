import PackageModel

/// The one identity that a signer must have: exact, no pattern (sigstore client-spec §4.3; known attack 46
/// of docs/verification.md).
public struct IdentityPolicy: Hashable, Sendable {
    public let subject: String
    public let issuer: String

    public init(subject: String, issuer: String) {
        self.subject = subject
        self.issuer = issuer
    }

    /// Refuses a bundle of any other signer, and one that was signed with a key.
    public func require(_ bundle: VerifiedBundle) throws(Refusal) {
        // check: identity-certificate
        guard let identity = bundle.identity else {
            throw .failed(.identity, "identity-certificate", "the bundle was signed with a key, not by an identity")
        }
        // check: identity-subject
        guard equalBytewise(identity.subject.text, subject) else {
            throw .failed(.identity, "identity-subject", "the signer is `\(identity.subject.text)`")
        }
        // check: identity-issuer
        guard let found = identity.issuer, equalBytewise(found, issuer) else {
            throw .failed(.identity, "identity-issuer", "the signer was identified by `\(identity.issuer ?? "nobody")`")
        }
    }
}
