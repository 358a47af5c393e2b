public import Crypto
public import SwiftASN1
import X509

/// A timestamp authority's answer (RFC 3161), of which each part can be wrong by itself.
public struct ForgeToken: Sendable {
    /// Types of content.
    public static let information: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 1, 4]
    public static let data: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 1]

    /// The parts of the answer, from outside to inside.
    public var status: UInt8 = 0
    public var contentType = information
    public var version: UInt8 = 1
    public var time = "20251001000001Z"
    /// Nil: the bundle's signature.
    public var dated: [UInt8]?
    public var imprintHash: UInt = 1
    public var attributeType = information
    /// Whether a part that is signed disagrees with what it is about.
    public var isMessageDigestWrong = false
    public var hasAttributes = true
    /// Of contentType, messageDigest and signingCertificateV2, in this order.
    public var attributes = [0, 1, 2]
    public var isCertificateHashWrong = false
    public var isSignatureWrong = false
    /// Who signs, how often, and which serial number it names.
    public var key = ForgeKeys.timestampLeaf
    public var signerCount = 1
    public var serial: [UInt8]?
    /// Whether the answer holds its certificate.
    public var embeds = false
    /// Changes the whole answer.
    public var edit: @Sendable ([UInt8]) -> [UInt8] = { $0 }

    /// An answer that is right in every respect.
    public init() {}

    func encoded(over signature: [UInt8], certificate: Certificate) throws -> [UInt8] {
        let der = try certificate.derBytes()
        let imprint = ForgeKeys.hash(dated ?? signature)
        let content = ForgeDER.sequence(
            ForgeDER.integer(version), ForgeDER.identifier([1, 3, 6, 1, 4, 1, 57264, 2]),
            ForgeDER.sequence(ForgeDER.hash(imprintHash), ForgeDER.octets(imprint)), ForgeDER.integer(5),
            ForgeDER.element(0x18, Array(time.utf8)))
        let digest = ForgeKeys.hash(content + (isMessageDigestWrong ? [0] : []))
        let certificateHash = ForgeKeys.hash(der + (isCertificateHashWrong ? [0] : []))
        let all = [
            ForgeDER.sequence(
                ForgeDER.identifier([1, 2, 840, 113549, 1, 9, 3]), ForgeDER.set(ForgeDER.identifier(attributeType))),
            ForgeDER.sequence(
                ForgeDER.identifier([1, 2, 840, 113549, 1, 9, 4]), ForgeDER.set(ForgeDER.octets(digest))),
            ForgeDER.sequence(
                ForgeDER.identifier([1, 2, 840, 113549, 1, 9, 16, 2, 47]),
                ForgeDER.set(
                    ForgeDER.sequence(ForgeDER.sequence(ForgeDER.sequence(ForgeDER.octets(certificateHash)))))),
        ]
        let chosen = attributes.flatMap { all[$0] }
        let message = hasAttributes ? ForgeDER.element(0x31, chosen) : content
        let signed = try ForgeKeys.sign(message + (isSignatureWrong ? [0] : []), key)
        var issuer = DER.Serializer()
        try issuer.serialize(certificate.issuer)
        let signer = ForgeDER.sequence(
            ForgeDER.integer(1),
            ForgeDER.sequence(
                issuer.serializedBytes, ForgeDER.element(0x02, serial ?? Array(certificate.serialNumber.bytes))),
            ForgeDER.hash(1), hasAttributes ? ForgeDER.element(0xA0, chosen) : [], ForgeDER.ecdsaWithSHA256,
            ForgeDER.octets(signed))
        let signedData = ForgeDER.sequence(
            ForgeDER.integer(3), ForgeDER.set(ForgeDER.hash(1)),
            ForgeDER.sequence(
                ForgeDER.identifier(contentType), ForgeDER.element(0xA0, ForgeDER.octets(content))),
            embeds ? ForgeDER.element(0xA0, der) : [],
            ForgeDER.element(0x31, Array(repeating: signer, count: signerCount).flatMap { $0 }))
        return edit(
            ForgeDER.sequence(
                ForgeDER.sequence(ForgeDER.integer(status)),
                ForgeDER.sequence(
                    ForgeDER.identifier([1, 2, 840, 113549, 1, 7, 2]), ForgeDER.element(0xA0, signedData))))
    }
}
