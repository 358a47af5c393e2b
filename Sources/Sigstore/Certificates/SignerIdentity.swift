import SwiftASN1
import X509

/// Whom a certificate of Fulcio's names, and what it says of the build (sigstore/fulcio,
/// docs/oid-info.md: 1.3.6.1.4.1.57264.1).
public struct SignerIdentity: Hashable, Sendable {
    /// The subject alternative name.
    public enum Subject: Hashable, Sendable {
        case uri(String)
        case email(String)
        /// OID 1.3.6.1.4.1.57264.1.7: a name in the issuer's own form.
        case other(String)

        public var text: String {
            switch self {
            case .uri(let text), .email(let text), .other(let text): text
            }
        }
    }

    public let subject: Subject
    /// The extension's value by the last number of its OID, from 1 to 24.
    public let extensions: [Int: String]

    /// What the extensions say, by number.
    public enum Field: Int, Sendable, CaseIterable {
        case issuerV1 = 1
        case workflowTrigger = 2
        case workflowSHA = 3
        case workflowName = 4
        case workflowRepository = 5
        case workflowRef = 6
        case issuer = 8
        case buildSignerURI = 9
        case buildSignerDigest = 10
        case runnerEnvironment = 11
        case sourceRepositoryURI = 12
        case sourceRepositoryDigest = 13
        case sourceRepositoryRef = 14
        case sourceRepositoryIdentifier = 15
        case sourceRepositoryOwnerURI = 16
        case sourceRepositoryOwnerIdentifier = 17
        case buildConfigURI = 18
        case buildConfigDigest = 19
        case buildTrigger = 20
        case runInvocationURI = 21
        case sourceRepositoryVisibility = 22
        case deploymentEnvironment = 23
        case tokenSubject = 24
    }

    public subscript(_ field: Field) -> String? { extensions[field.rawValue] }

    /// Who identified the signer: extension 8, or 1 in certificates from before 2023-03.
    public var issuer: String? { self[.issuer] ?? self[.issuerV1] }

    /// - Parameter all: the certificate's.
    init(_ all: Certificate.Extensions) throws(Refusal) {
        self.subject = try Self.subject(all)
        var extensions: [Int: String] = [:]
        for entry in all {
            guard let field = Self.fields[entry.oid] else { continue }
            let value = entry.value
            // Extensions 1 to 6 hold the bytes themselves, the later ones a UTF8String.
            let text = field.rawValue <= 6 ? String(validating: value, as: UTF8.self) : Self.utf8String(value)
            // check: fulcio-extension
            guard let text else {
                throw .failed(.certificateProfile, "fulcio-extension", "extension \(field.rawValue) is malformed")
            }
            extensions[field.rawValue] = text
        }
        self.extensions = extensions
    }

    private static let fields: [ASN1ObjectIdentifier: Field] = Dictionary(
        uniqueKeysWithValues: Field.allCases.map { (fulcio(UInt($0.rawValue)), $0) })

    /// A number of Fulcio's own.
    private static func fulcio(_ number: UInt) -> ASN1ObjectIdentifier { [1, 3, 6, 1, 4, 1, 57264, 1, number] }

    /// Whom the bundle's own certificate names, with nothing verified: anybody can write one.
    public static func claimed(by bundle: Bundle) -> SignerIdentity? {
        guard case .certificates(let certificates) = bundle.keyMaterial,
            let der = certificates.first, der.count <= Bundle.Limit.certificateBytes,
            let leaf = try? Certificate(derEncoded: der)
        else { return nil }
        return try? SignerIdentity(leaf.extensions)
    }

    private static func subject(_ all: Certificate.Extensions) throws(Refusal) -> Subject {
        let names = (try? all.subjectAlternativeNames).map { Array($0) } ?? []
        // check: leaf-one-identity
        guard names.count == 1, let name = names.first else {
            throw .failed(.certificateProfile, "leaf-one-identity", "the certificate has not exactly one name")
        }
        // check: leaf-identity-critical
        guard all[oid: .subjectAlternativeName]?.critical == true else {
            throw .failed(.certificateProfile, "leaf-identity-critical", "the certificate's name may be ignored")
        }
        switch name {
        case .uniformResourceIdentifier(let text): return .uri(text)
        case .rfc822Name(let text): return .email(text)
        case .otherName(let other):
            guard other.typeID == fulcio(7), let value = other.value,
                let text = try? ASN1UTF8String(asn1Any: value)
            else { break }
            return .other(String(text))
        default: break
        }
        throw .failed(.certificateProfile, "leaf-identity-kind", "the certificate's name is of no known kind")
    }

    private static func utf8String(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let text = try? ASN1UTF8String(derEncoded: Array(bytes)) else { return nil }
        return String(text)
    }
}
