import Crypto
import PackageModel
import SwiftASN1

/// The parts of an RFC 3161 response that are checked (RFC 3161 §2.4.2, RFC 5652 §5); nothing of it is trusted yet.
///
/// swift-certificates reads CMS only with other contents, so the reading is here.
struct TimestampToken {
    /// The DER of TSTInfo: what was signed, by way of a digest in `signedAttributes`.
    let content: [UInt8]
    let imprintHash: PublicKey.Hash
    let imprint: [UInt8]
    let time: Timestamp
    let embeddedCertificates: [[UInt8]]
    let signerIssuer: [UInt8]
    let signerSerial: [UInt8]
    let digestHash: PublicKey.Hash
    let signatureHash: PublicKey.Hash
    let signature: [UInt8]
    /// The attributes as they are signed: a SET.
    let signedAttributes: [UInt8]
    let attributeContentType: ASN1ObjectIdentifier
    let attributeDigest: [UInt8]
    /// The hash of the signer's certificate (RFC 5816), if the token has it exactly once.
    let signerCertificateHash: (hash: PublicKey.Hash, value: [UInt8])?

    static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 2]
    static let timestampInformation: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 1, 4]
    private static let contentTypeAttribute: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 3]
    private static let messageDigestAttribute: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 4]
    private static let signingCertificateV2: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 2, 47]

    init(parsing response: [UInt8]) throws(Refusal) {
        guard let root = DERBytes.node(response), let parts = DERBytes.children(root), parts.count == 2 else {
            throw Self.malformed("response")
        }
        // check: token-status
        guard let status = DERBytes.children(parts[0])?.first.flatMap({ try? Int(derEncoded: $0) }),
            [0, 1].contains(status)
        else { throw .failed(.timestampToken, "token-status", "the authority did not grant the time") }
        let data = try Self.explicit(parts[1], type: Self.signedData, "signed data")
        guard let fields = DERBytes.children(data), fields.count >= 4, let content = DERBytes.children(fields[2]) else {
            throw Self.malformed("signed data")
        }
        // check: token-content-type
        guard content.count == 2, DERBytes.objectIdentifier(content[0]) == Self.timestampInformation,
            let octets = DERBytes.children(content[1])?.first, let bytes = try? ASN1OctetString(derEncoded: octets)
        else { throw .failed(.timestampToken, "token-content-type", "the token's content is no time") }
        self.content = Array(bytes.bytes)
        let information = try Information(self.content)
        (imprintHash, imprint, time) = (information.imprintHash, information.imprint, information.time)
        embeddedCertificates =
            fields.first { DERBytes.isContext($0, 0) }.flatMap(DERBytes.children)?.map { Array($0.encodedBytes) } ?? []
        // check: token-one-signer
        guard let signers = fields.last.flatMap(DERBytes.children), signers.count == 1, let signer = signers.first,
            let info = DERBytes.children(signer), info.count >= 5
        else { throw .failed(.timestampToken, "token-one-signer", "the token has not exactly one signer") }
        guard let identifier = DERBytes.children(info[1]), identifier.count == 2,
            let serial = DERBytes.primitive(identifier[1]),
            let digestHash = Self.hash(info[2])
        else { throw Self.malformed("signer") }
        signerIssuer = Array(identifier[0].encodedBytes)
        signerSerial = Array(serial)
        self.digestHash = digestHash
        // check: token-signed-attributes
        guard DERBytes.isContext(info[3], 0), let attributes = DERBytes.children(info[3]), info.count >= 6 else {
            throw .failed(.timestampToken, "token-signed-attributes", "the token has no signed attributes")
        }
        signedAttributes = [0x31] + info[3].encodedBytes.dropFirst()
        guard let signatureHash = Self.hash(info[4]) ?? Self.signatureHash(info[4], digest: digestHash),
            let signature = try? ASN1OctetString(derEncoded: info[5])
        else { throw Self.malformed("signature") }
        self.signatureHash = signatureHash
        self.signature = Array(signature.bytes)
        let read = try Attributes(attributes)
        (attributeContentType, attributeDigest, signerCertificateHash) = (
            read.contentType, read.digest, read.certificate
        )
    }

    /// The signed attributes that a token must have, each once.
    private struct Attributes {
        let contentType: ASN1ObjectIdentifier
        let digest: [UInt8]
        let certificate: (hash: PublicKey.Hash, value: [UInt8])?

        init(_ nodes: [ASN1Node]) throws(Refusal) {
            func only(_ type: ASN1ObjectIdentifier) -> ASN1Node? {
                let matching = nodes.compactMap(DERBytes.children).filter {
                    $0.count == 2 && DERBytes.objectIdentifier($0[0]) == type
                }
                guard matching.count == 1, let values = DERBytes.children(matching[0][1]), values.count == 1 else {
                    return nil
                }
                return values[0]
            }
            guard let type = only(TimestampToken.contentTypeAttribute).flatMap(DERBytes.objectIdentifier),
                let digest = only(TimestampToken.messageDigestAttribute).flatMap({
                    try? ASN1OctetString(derEncoded: $0)
                })
            else { throw TimestampToken.malformed("attributes") }
            self.contentType = type
            self.digest = Array(digest.bytes)
            self.certificate = only(TimestampToken.signingCertificateV2).flatMap(DERBytes.children)?.first
                .flatMap(DERBytes.children)?.first.flatMap(Self.certificateHash)
        }

        /// ESSCertIDv2 (RFC 5816): the algorithm is SHA-256 where it is left out.
        private static func certificateHash(_ node: ASN1Node) -> (hash: PublicKey.Hash, value: [UInt8])? {
            guard let fields = DERBytes.children(node), let first = fields.first else { return nil }
            if let value = try? ASN1OctetString(derEncoded: first) { return (.sha256, Array(value.bytes)) }
            guard fields.count >= 2, let hash = TimestampToken.hash(first),
                let value = try? ASN1OctetString(derEncoded: fields[1])
            else { return nil }
            return (hash, Array(value.bytes))
        }
    }

    /// TSTInfo (RFC 3161 §2.4.2).
    private struct Information {
        let imprintHash: PublicKey.Hash
        let imprint: [UInt8]
        let time: Timestamp

        init(_ der: [UInt8]) throws(Refusal) {
            guard let root = DERBytes.node(der), let fields = DERBytes.children(root), fields.count >= 5,
                (try? Int(derEncoded: fields[0])) == 1, let imprint = DERBytes.children(fields[2]), imprint.count == 2,
                let value = try? ASN1OctetString(derEncoded: imprint[1]),
                let text = DERBytes.primitive(fields[4]), fields[4].identifier == .generalizedTime,
                let time = TimestampToken.generalizedTime(text)
            else { throw TimestampToken.malformed("time") }
            guard let hash = TimestampToken.hash(imprint[0]) else {
                throw .unknown(
                    .timestampToken, "token-imprint-algorithm", "the token's digest algorithm is not supported")
            }
            self.imprintHash = hash
            self.imprint = Array(value.bytes)
            self.time = time
        }
    }

    /// `YYYYMMDDhhmmss[.f…]Z` (X.690 §11.7).
    private static func generalizedTime(_ bytes: ArraySlice<UInt8>) -> Timestamp? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.count >= 15, bytes.prefix(14).allSatisfy({ (0x30...0x39).contains($0) }),
            bytes.last == UInt8(ascii: "Z")
        else { return nil }
        func part(_ start: Int, _ length: Int) -> Substring { text.dropFirst(start).prefix(length) }
        return try? Timestamp(
            parsing:
                "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))\(text.dropFirst(14))"
        )
    }

    /// The content of a ContentInfo of the expected type.
    private static func explicit(
        _ node: ASN1Node, type: ASN1ObjectIdentifier, _ what: String
    ) throws(Refusal) -> ASN1Node {
        guard let fields = DERBytes.children(node), fields.count == 2, DERBytes.objectIdentifier(fields[0]) == type,
            DERBytes.isContext(fields[1], 0), let inner = DERBytes.children(fields[1]), inner.count == 1
        else { throw malformed(what) }
        return inner[0]
    }

    private static func hash(_ algorithm: ASN1Node) -> PublicKey.Hash? {
        guard let identifier = DERBytes.children(algorithm)?.first.flatMap(DERBytes.objectIdentifier) else {
            return nil
        }
        switch identifier {
        case [2, 16, 840, 1, 101, 3, 4, 2, 1], [1, 2, 840, 10045, 4, 3, 2], [1, 2, 840, 113549, 1, 1, 11]:
            return .sha256
        case [2, 16, 840, 1, 101, 3, 4, 2, 2], [1, 2, 840, 10045, 4, 3, 3], [1, 2, 840, 113549, 1, 1, 12]:
            return .sha384
        case [2, 16, 840, 1, 101, 3, 4, 2, 3], [1, 2, 840, 10045, 4, 3, 4], [1, 2, 840, 113549, 1, 1, 13]:
            return .sha512
        default: return nil
        }
    }

    /// `rsaEncryption` and Ed25519 leave the hash to the digest algorithm.
    private static func signatureHash(_ algorithm: ASN1Node, digest: PublicKey.Hash) -> PublicKey.Hash? {
        guard let identifier = DERBytes.children(algorithm)?.first.flatMap(DERBytes.objectIdentifier) else {
            return nil
        }
        return [[1, 2, 840, 113549, 1, 1, 1], [1, 3, 101, 112]].contains(identifier) ? digest : nil
    }

    private static func malformed(_ what: String) -> Refusal {
        .failed(.timestampToken, "token-format", "the token's \(what) is malformed")
    }
}
