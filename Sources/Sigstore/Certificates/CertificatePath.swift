import PackageModel
import SwiftASN1
import TransparencyLog
import X509

/// A path from a leaf to an anchor of one authority (RFC 5280 §6 at a past instant).
struct CertificatePath: Sendable {
    /// What an authority's certificates are used for.
    enum Purpose: Sendable {
        case codeSigning, timeStamping

        var usage: ExtendedKeyUsage.Usage {
            switch self {
            case .codeSigning: .codeSigning
            case .timeStamping: .timeStamping
            }
        }
    }

    let leaf: X509Certificate
    /// The leaf's issuer first, the anchor last.
    let issuers: [X509Certificate]

    /// The path to this authority, whose own certificates were checked against each other when it was read.
    init?(from leaf: X509Certificate, to authority: CertificateAuthority, memory: (any SignatureMemory)? = nil) {
        if let index = authority.chain.firstIndex(where: { $0.der == leaf.der }) {
            self.issuers = Array(authority.chain[(index + 1)...])
        } else if let index = authority.chain.firstIndex(where: { $0.isAuthority && leaf.isIssued(by: $0, memory) }) {
            self.issuers = Array(authority.chain[index...])
        } else {
            return nil
        }
        guard !issuers.isEmpty else { return nil }
        self.leaf = leaf
    }

    /// Requires that every certificate was valid then, and that each issuer may issue for the purpose.
    func validate(at instant: Timestamp, for purpose: Purpose, as check: CheckID) throws(Refusal) {
        // check: chain-valid-at-time
        guard ([leaf] + issuers).allSatisfy({ $0.isValid(at: instant) }) else {
            throw .failed(check, "chain-valid-at-time", "a certificate of the chain was not valid at \(instant)")
        }
        for (depth, issuer) in issuers.enumerated() {
            // check: chain-issuer-is-authority
            guard issuer.isAuthority else {
                throw .failed(check, "chain-issuer-is-authority", "an issuer is no certificate authority")
            }
            // check: chain-path-length
            guard issuer.pathLength.map({ depth <= $0 }) ?? true else {
                throw .failed(check, "chain-path-length", "more certificates below an authority than it allows")
            }
            // check: chain-key-usage
            guard issuer.keyUsage?.keyCertSign ?? false else {
                throw .failed(check, "chain-key-usage", "an issuer's key may not sign certificates")
            }
            // An anchor is trusted for what the trust root says; an intermediate must say it itself.
            let isAnchor = depth == issuers.count - 1
            // check: chain-extended-key-usage
            guard issuer.extendedKeyUsage.map({ $0.contains(purpose.usage) }) ?? isAnchor else {
                throw .failed(check, "chain-extended-key-usage", "an issuer's key is for another purpose")
            }
            // check: chain-critical-extension
            guard issuer.unhandledCriticalExtension(handled: Self.handledExtensions) == nil else {
                throw .failed(check, "chain-critical-extension", "an issuer has a critical extension that is not known")
            }
        }
    }

    private static let handledExtensions: [ASN1ObjectIdentifier] = [
        .basicConstraintsExtension, .keyUsageExtension, .extendedKeyUsageExtension,
    ]
}
