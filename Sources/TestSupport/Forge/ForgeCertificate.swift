import Foundation
public import PackageModel
public import SwiftASN1
import X509

/// What a certificate is to say; each property can be wrong by itself.
public struct ForgeCertificate: Sendable {
    /// A subject alternative name.
    public enum Name: Sendable {
        case uri(String), email(String), domain(String), other(String)

        /// The GeneralName in DER.
        public var der: [UInt8] {
            switch self {
            case .uri(let text): ForgeDER.element(0x86, Array(text.utf8))
            case .email(let text): ForgeDER.element(0x81, Array(text.utf8))
            case .domain(let text): ForgeDER.element(0x82, Array(text.utf8))
            case .other(let text):
                ForgeDER.element(
                    0xA0, ForgeDER.identifier([1, 3, 6, 1, 4, 1, 57264, 1, 7]),
                    ForgeDER.element(0xA0, ForgeDER.text(text)))
            }
        }
    }

    /// One extension, with whatever value.
    public struct Extension: Sendable {
        /// Its OID.
        public var identifier: ASN1ObjectIdentifier
        public var isCritical = false
        public var value: [UInt8]

        public init(identifier: ASN1ObjectIdentifier, isCritical: Bool = false, value: [UInt8]) {
            self.identifier = identifier
            self.isCritical = isCritical
            self.value = value
        }
    }

    /// Purposes and extensions that tests name.
    public static let codeSigning: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 3]
    public static let timeStamping: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 8]
    public static let serverAuthentication: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 1]
    public static let unheardOf: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 99999, 1]
    public static let poison: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 3]
    public static let promises: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2]

    /// The common names of subject and issuer; a leaf of Fulcio's has no subject.
    public var subject: String?
    public var issuer: String
    /// When it is valid, both ends included.
    public var notBefore: Timestamp
    public var notAfter: Timestamp
    public var serial: [UInt8] = [7]
    /// basicConstraints; nil leaves the extension out.
    public var isAuthority: Bool?
    public var pathLength: UInt8?
    /// The one octet of the BIT STRING; nil leaves the extension out.
    public var keyUsage: UInt8?
    public var isKeyUsageCritical = true
    /// extKeyUsage; nil leaves the extension out.
    public var purposes: [ASN1ObjectIdentifier]?
    public var arePurposesCritical = false
    /// The subject alternative names; nil leaves the extension out.
    public var names: [Name]?
    public var areNamesCritical = true
    /// What else it has, such as Fulcio's own extensions.
    public var extensions: [Extension] = []

    /// Octets of a key usage.
    public static let digitalSignature: UInt8 = 0x80
    public static let certificateSign: UInt8 = 0x04

    func extensionList() -> [Extension] {
        var list: [Extension] = []
        if let keyUsage {
            list.append(
                Extension(
                    identifier: [2, 5, 29, 15], isCritical: isKeyUsageCritical,
                    value: ForgeDER.element(0x03, [UInt8(keyUsage.trailingZeroBitCount), keyUsage])))
        }
        if let purposes {
            list.append(
                Extension(
                    identifier: [2, 5, 29, 37], isCritical: arePurposesCritical,
                    value: ForgeDER.element(0x30, purposes.flatMap { ForgeDER.identifier($0) })))
        }
        if let isAuthority {
            let flag: [UInt8] = isAuthority ? ForgeDER.element(0x01, [0xFF]) : []
            let length = pathLength.map { ForgeDER.integer($0) } ?? []
            list.append(
                Extension(identifier: [2, 5, 29, 19], isCritical: true, value: ForgeDER.sequence(flag, length)))
        }
        if let names {
            list.append(
                Extension(
                    identifier: [2, 5, 29, 17], isCritical: areNamesCritical,
                    value: ForgeDER.element(0x30, names.flatMap(\.der))))
        }
        return list + extensions
    }

    func make(
        key: Certificate.PublicKey, signedBy issuerKey: Certificate.PrivateKey, adding added: [Extension] = []
    ) throws -> Certificate {
        let extensions = (extensionList() + added).map {
            Certificate.Extension(oid: $0.identifier, critical: $0.isCritical, value: $0.value[...])
        }
        return try Certificate(
            version: .v3, serialNumber: .init(bytes: serial), publicKey: key,
            notValidBefore: Date(timeIntervalSince1970: Double(notBefore.seconds)),
            notValidAfter: Date(timeIntervalSince1970: Double(notAfter.seconds)),
            issuer: try Self.name(issuer), subject: try Self.name(subject), signatureAlgorithm: .ecdsaWithSHA384,
            extensions: try Certificate.Extensions(extensions), issuerPrivateKey: issuerKey)
    }

    private static func name(_ text: String?) throws -> DistinguishedName {
        guard let text else { return DistinguishedName() }
        return try DistinguishedName { CommonName(text) }
    }
}

extension Certificate {
    func derBytes() throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.serialize(self)
        return serializer.serializedBytes
    }
}
