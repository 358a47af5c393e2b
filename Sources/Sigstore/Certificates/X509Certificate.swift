import FoundationEssentials
import PackageModel
import SwiftASN1
import TransparencyLog
import X509

/// A certificate with the raw bytes that others sign or hash (RFC 5280 §4.1).
public struct X509Certificate: Sendable {
    /// The whole certificate as it arrived.
    public let der: [UInt8]
    /// The fields of its signed part, as they are encoded.
    let fields: [ASN1Node]
    /// SubjectPublicKeyInfo, sliced out of the certificate.
    let subjectPublicKeyInfo: [UInt8]
    let parsed: Certificate
    let publicKey: PublicKey?
    let notBefore: Timestamp
    let notAfter: Timestamp
    let basicConstraints: BasicConstraints?
    let keyUsage: KeyUsage?
    let extendedKeyUsage: ExtendedKeyUsage?

    /// Nil if the bytes are no certificate, or one with an extension that is there twice or malformed.
    init?(_ der: [UInt8]) {
        guard der.count <= Bundle.Limit.certificateBytes, let parsed = try? Certificate(derEncoded: der),
            let fields = Self.fields(der), let information = Self.subjectPublicKeyInfo(fields),
            let notBefore = Self.timestamp(parsed.notValidBefore), let notAfter = Self.timestamp(parsed.notValidAfter)
        else { return nil }
        do {
            self.basicConstraints = try parsed.extensions.basicConstraints
            self.keyUsage = try parsed.extensions.keyUsage
            self.extendedKeyUsage = try parsed.extensions.extendedKeyUsage
        } catch { return nil }
        self.der = der
        self.parsed = parsed
        self.fields = fields
        self.subjectPublicKeyInfo = information
        self.publicKey = PublicKey(subjectPublicKeyInfo: information)
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Closed at both ends (RFC 5280 §4.1.2.5).
    func isValid(at instant: Timestamp) -> Bool { instant >= notBefore && instant <= notAfter }

    /// Whether the other certificate's subject is this one's issuer, and its key signed it.
    func isIssued(by issuer: X509Certificate, _ memory: (any SignatureMemory)? = nil) -> Bool {
        parsed.issuer == issuer.parsed.subject
            && memory.isValid(SignatureFact(key: issuer.subjectPublicKeyInfo, message: der, signature: [])) {
                issuer.parsed.publicKey.isValidSignature(parsed.signature, for: parsed)
            }
    }

    /// Whether issuer and subject are one and the same authority, as in a root.
    var isSelfIssued: Bool { isAuthority && parsed.issuer == parsed.subject }

    var isAuthority: Bool {
        guard case .isCertificateAuthority? = basicConstraints else { return false }
        return true
    }

    /// The most intermediates that may follow below this authority; nil is any number.
    var pathLength: Int? {
        guard case .isCertificateAuthority(let length)? = basicConstraints else { return nil }
        return length
    }

    func isCritical(_ identifier: ASN1ObjectIdentifier) -> Bool {
        parsed.extensions[oid: identifier]?.critical ?? false
    }

    /// Critical extensions outside of a list: nobody may ignore these (RFC 5280 §4.2).
    func unhandledCriticalExtension(handled: [ASN1ObjectIdentifier]) -> ASN1ObjectIdentifier? {
        parsed.extensions.first { $0.critical && !handled.contains($0.oid) }?.oid
    }

    private static func timestamp(_ date: Date) -> Timestamp? {
        let seconds = date.timeIntervalSince1970
        guard seconds.isFinite, abs(seconds) < 1e12 else { return nil }
        return Timestamp(seconds: Int64(seconds.rounded(.down)))
    }

    private static func fields(_ der: [UInt8]) -> [ASN1Node]? {
        DERBytes.node(der).flatMap(DERBytes.children)?.first.flatMap(DERBytes.children)
    }

    private static func subjectPublicKeyInfo(_ fields: [ASN1Node]) -> [UInt8]? {
        guard let first = fields.first else { return nil }
        // The version is the only optional field before the key.
        let index = DERBytes.isContext(first, 0) ? 6 : 5
        return fields.count > index ? Array(fields[index].encodedBytes) : nil
    }
}

extension ASN1ObjectIdentifier {
    static let subjectAlternativeName: ASN1ObjectIdentifier = [2, 5, 29, 17]
    static let basicConstraintsExtension: ASN1ObjectIdentifier = [2, 5, 29, 19]
    static let keyUsageExtension: ASN1ObjectIdentifier = [2, 5, 29, 15]
    static let extendedKeyUsageExtension: ASN1ObjectIdentifier = [2, 5, 29, 37]
    static let sctList: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2]
    static let precertificatePoison: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 3]
}
