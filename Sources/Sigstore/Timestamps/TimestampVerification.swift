import Crypto
import SwiftASN1
import X509

/// Checks an RFC 3161 token against the trusted timestamp authorities (docs/verification.md, section A.10).
struct TimestampVerification {
    let authorities: [CertificateAuthority]

    /// Requires the token to date exactly this signature.
    func verify(_ response: [UInt8], over signature: [UInt8]) throws(Refusal) -> VerifiedTime {
        let token = try TimestampToken(parsing: response)
        // check: token-imprint
        guard token.imprint == Self.digest(signature, token.imprintHash) else {
            throw failed("token-imprint", "the token dates another signature")
        }
        // check: token-attribute-content-type
        guard token.attributeContentType == TimestampToken.timestampInformation else {
            throw failed("token-attribute-content-type", "the signed attributes are of another content")
        }
        // check: token-message-digest
        guard token.attributeDigest == Self.digest(token.content, token.digestHash) else {
            throw failed("token-message-digest", "the signed attributes are about another time")
        }
        let (signer, path, authority) = try signer(of: token)
        // check: token-signer-certificate
        guard let named = token.signerCertificateHash, named.value == Self.digest(signer.der, named.hash) else {
            throw failed("token-signer-certificate", "the token names another certificate as its signer's")
        }
        // check: token-extended-key-usage
        guard signer.extendedKeyUsage.map({ Array($0) }) == [.timeStamping],
            signer.isCritical(.extendedKeyUsageExtension)
        else { throw failed("token-extended-key-usage", "the signer's key is not for timestamps alone") }
        // check: token-key-usage
        guard signer.keyUsage.map({ $0.digitalSignature || $0.nonRepudiation }) ?? true else {
            throw failed("token-key-usage", "the signer's key may not sign")
        }
        // check: token-critical-extension
        guard signer.unhandledCriticalExtension(handled: Self.handledExtensions) == nil else {
            throw failed("token-critical-extension", "the signer has a critical extension that is not known")
        }
        // check: token-authority-validity
        guard authority.isValid(at: token.time) else {
            throw failed("token-authority-validity", "the authority was not trusted at \(token.time)")
        }
        try path.validate(at: token.time, for: .timeStamping, as: .timestampToken)
        guard let key = signer.publicKey else {
            throw .unknown(.timestampToken, "token-key-algorithm", "the authority's kind of key is not supported")
        }
        // check: token-signature
        guard key.isValid(token.signature, for: token.signedAttributes, hash: token.signatureHash) else {
            throw failed("token-signature", "the authority's signature does not verify")
        }
        return VerifiedTime(source: .timestampAuthority(subject: "\(signer.parsed.subject)"), instant: token.time)
    }

    /// The certificate that the token's signer names, from the trust root or the token, with a path to one authority.
    private func signer(
        of token: TimestampToken
    ) throws(Refusal) -> (X509Certificate, CertificatePath, CertificateAuthority) {
        let embedded = token.embeddedCertificates.prefix(Bundle.Limit.certificates).compactMap { X509Certificate($0) }
        var found: (X509Certificate, CertificatePath, CertificateAuthority)?
        for authority in authorities {
            for candidate in authority.chain + embedded where Self.isNamed(candidate, by: token) {
                guard let path = CertificatePath(from: candidate, to: authority) else { continue }
                let match = (candidate, path, authority)
                // Two authorities may share certificates: the one that was trusted then is meant.
                if authority.isValid(at: token.time) { return match }
                found = found ?? match
            }
        }
        // check: token-known-authority
        guard let found else {
            throw failed("token-known-authority", "no trusted authority issued the token's certificate")
        }
        return found
    }

    private static let handledExtensions: [ASN1ObjectIdentifier] = [
        .basicConstraintsExtension, .keyUsageExtension, .extendedKeyUsageExtension, .subjectAlternativeName,
    ]

    private static func isNamed(_ certificate: X509Certificate, by token: TimestampToken) -> Bool {
        guard let root = DERBytes.node(certificate.der), let tbs = DERBytes.children(root)?.first,
            let fields = DERBytes.children(tbs), let first = fields.first
        else { return false }
        let offset = DERBytes.isContext(first, 0) ? 1 : 0
        guard fields.count > offset + 2, let serial = DERBytes.primitive(fields[offset]) else { return false }
        return Array(serial) == token.signerSerial && Array(fields[offset + 2].encodedBytes) == token.signerIssuer
    }

    private static func digest(_ bytes: [UInt8], _ hash: PublicKey.Hash) -> [UInt8] {
        switch hash {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }

    private func failed(_ cause: String, _ detail: String) -> Refusal { .failed(.timestampToken, cause, detail) }
}
