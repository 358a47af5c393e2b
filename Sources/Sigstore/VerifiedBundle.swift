public import PackageModel

/// A bundle that held every check; only the verifier makes it.
public struct VerifiedBundle: Sendable {
    /// Who signed.
    public enum Signer: Sendable, Hashable {
        case certificate(SignerIdentity)
        case key(hint: String)
    }

    public let bundle: Bundle
    public let signer: Signer
    /// Never empty.
    public let times: [VerifiedTime]
    /// Never empty.
    public let entries: [VerifiedEntry]
    public let checks: [Check]

    init(bundle: Bundle, signer: Signer, times: [VerifiedTime], entries: [VerifiedEntry], checks: [Check]) {
        self.bundle = bundle
        self.signer = signer
        self.times = times
        self.entries = entries
        self.checks = checks
    }

    /// The earliest verified time.
    public var signedAt: Timestamp? { times.map(\.instant).min() }

    /// The identity in the certificate, if there is one.
    public var identity: SignerIdentity? {
        guard case .certificate(let identity) = signer else { return nil }
        return identity
    }

    /// The statement's bytes, which are signed.
    public var payload: [UInt8]? {
        guard case .envelope(let envelope) = bundle.content else { return nil }
        return envelope.payload
    }
}
