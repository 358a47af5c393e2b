import SwiftASN1
import X509

/// A certificate of Fulcio's profile: for signing code, for one identity (sigstore/fulcio,
/// docs/certificate-specification.md).
struct SigningCertificate: Sendable {
    let identity: SignerIdentity
    let publicKey: PublicKey

    /// Requires every property of the profile; the chain is checked elsewhere.
    init(_ certificate: X509Certificate) throws(Refusal) {
        // check: leaf-not-authority
        guard !certificate.isAuthority else {
            throw Self.failed("leaf-not-authority", "the signer is an authority itself")
        }
        // check: leaf-key-usage
        guard certificate.keyUsage?.digitalSignature ?? false, certificate.isCritical(.keyUsageExtension) else {
            throw Self.failed("leaf-key-usage", "the key is not marked for signatures")
        }
        // check: leaf-extended-key-usage
        guard certificate.extendedKeyUsage.map({ Array($0) }) == [.codeSigning] else {
            throw Self.failed("leaf-extended-key-usage", "the key is not for signing code alone")
        }
        // check: leaf-empty-subject
        guard certificate.parsed.subject.isEmpty else {
            throw Self.failed("leaf-empty-subject", "the subject is not empty")
        }
        // check: leaf-no-poison
        guard certificate.parsed.extensions[oid: .precertificatePoison] == nil else {
            throw Self.failed("leaf-no-poison", "this is a precertificate")
        }
        // check: leaf-critical-extension
        guard certificate.unhandledCriticalExtension(handled: Self.handledExtensions) == nil else {
            throw Self.failed("leaf-critical-extension", "a critical extension is not known")
        }
        guard let publicKey = certificate.publicKey, publicKey.naturalHash != nil else {
            throw .unknown(.certificateProfile, "leaf-key-algorithm", "the signer's kind of key is not supported")
        }
        self.publicKey = publicKey
        self.identity = try SignerIdentity(certificate.parsed.extensions)
    }

    private static let handledExtensions: [ASN1ObjectIdentifier] = [
        .basicConstraintsExtension, .keyUsageExtension, .extendedKeyUsageExtension, .subjectAlternativeName,
    ]

    private static func failed(_ cause: String, _ detail: String) -> Refusal {
        .failed(.certificateProfile, cause, detail)
    }
}
