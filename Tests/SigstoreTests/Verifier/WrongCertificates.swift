import Sigstore
import SwiftASN1
import TestSupport

/// The chain and the profile of the certificate (A.7; C 5).
enum WrongCertificates {
    private static let nameConstraints: ASN1ObjectIdentifier = [2, 5, 29, 30]

    /// A critical subject alternative name of the kind otherName.
    private static func otherName(_ kind: ASN1ObjectIdentifier, _ value: [UInt8]) -> ForgeCertificate.Extension {
        let name = ForgeDER.element(0xA0, ForgeDER.identifier(kind), ForgeDER.element(0xA0, value))
        return .init(identifier: [2, 5, 29, 17], isCritical: true, value: ForgeDER.sequence(name))
    }

    /// Every extension that is a UTF8String.
    static let malformed = SignerIdentity.Field.allCases.filter { $0.rawValue >= 8 }.map { field in
        Wrong("failed fulcio-extension", "extension \(field.rawValue) is no UTF8String") {
            $0.leaf.extensions = [
                .init(identifier: [1, 3, 6, 1, 4, 1, 57264, 1, UInt(field.rawValue)], value: Array("raw".utf8))
            ]
        }
    }

    static let all: [Wrong] = [
        Wrong("failed chain-authority-validity", "an authority that was not trusted any more") {
            $0.authorityValidity = #"{"start":"2020-01-01T00:00:00Z","end":"2025-09-30T23:59:59Z"}"#
        },
        Wrong("failed chain-authority-validity", "an authority whose trust has no beginning") {
            $0.authorityValidity = "{}"
        },
        Wrong("failed chain-known-authority", "an issuer of another name") { $0.leaf.issuer = "elsewhere" },
        Wrong("failed chain-known-authority", "an issuer of that name with another key") {
            $0.leafIssuerKey = ForgeKeys.timestampRoot
        },
        Wrong("failed chain-valid-at-time", "C 5: an intermediate that expires before the signature") {
            $0.intermediate.notAfter = Forgery.at(-1)
        },
        Wrong("failed chain-valid-at-time", "C 5: valid when the certificate was issued, but not at the signature") {
            $0.intermediate.notAfter = Forgery.at(-30)
        },
        Wrong("failed chain-valid-at-time", "a root that expires before the signature") {
            $0.root.notAfter = Forgery.at(-1)
        },
        Wrong("failed chain-valid-at-time", "an intermediate that begins after the signature") {
            $0.intermediate.notBefore = Forgery.at(1)
        },
        Wrong("failed chain-path-length", "a root that allows no intermediate") { $0.root.pathLength = 0 },
        Wrong("failed chain-key-usage", "an intermediate that may not sign certificates") {
            $0.intermediate.keyUsage = ForgeCertificate.digitalSignature
        },
        Wrong("failed chain-key-usage", "an intermediate without key usage") { $0.intermediate.keyUsage = nil },
        Wrong("failed chain-key-usage", "a root that may not sign certificates") {
            $0.root.keyUsage = ForgeCertificate.digitalSignature
        },
        Wrong("failed chain-extended-key-usage", "an intermediate for timestamps") {
            $0.intermediate.purposes = [ForgeCertificate.timeStamping]
        },
        Wrong("failed chain-extended-key-usage", "an intermediate for nothing in particular") {
            $0.intermediate.purposes = nil
        },
        Wrong("failed chain-critical-extension", "an intermediate with a critical extension nobody knows") {
            $0.intermediate.extensions = [
                .init(identifier: ForgeCertificate.unheardOf, isCritical: true, value: [0x05, 0x00])
            ]
        },
        Wrong("failed chain-critical-extension", "a root with a critical extension nobody knows") {
            $0.root.extensions = [
                .init(identifier: ForgeCertificate.unheardOf, isCritical: true, value: [0x05, 0x00])
            ]
        },
        Wrong("failed chain-critical-extension", "an intermediate whose names are limited") {
            $0.intermediate.extensions = [
                .init(identifier: nameConstraints, isCritical: true, value: ForgeDER.sequence())
            ]
        },
        Wrong("failed chain-critical-extension", "an intermediate with a critical name") {
            $0.intermediate.names = [.uri("https://ca.example")]
        },
        Wrong("failed chain-extended-key-usage", "a root for timestamps") {
            $0.root.purposes = [ForgeCertificate.timeStamping]
        },
        Wrong("failed chain-known-authority", "an intermediate that is no authority") {
            $0.intermediate.isAuthority = false
            $0.intermediate.pathLength = nil
        },
        Wrong("failed chain-known-authority", "an intermediate without basic constraints") {
            $0.intermediate.isAuthority = nil
        },
        Wrong("failed chain-issuer-is-authority", "a root that is no authority") {
            $0.root.isAuthority = false
        },
        Wrong("failed leaf-not-authority", "a signer that is an authority") { $0.leaf.isAuthority = true },
        Wrong("failed leaf-key-usage", "a key that is not for signatures") {
            $0.leaf.keyUsage = ForgeCertificate.certificateSign
        },
        Wrong("failed leaf-key-usage", "a key whose usage is not critical") { $0.leaf.isKeyUsageCritical = false },
        Wrong("failed leaf-key-usage", "a key for anything") { $0.leaf.keyUsage = nil },
        Wrong("failed leaf-extended-key-usage", "a key for timestamps") {
            $0.leaf.purposes = [ForgeCertificate.timeStamping]
        },
        Wrong("failed leaf-extended-key-usage", "a key for signing code and more") {
            $0.leaf.purposes = [ForgeCertificate.codeSigning, ForgeCertificate.serverAuthentication]
        },
        Wrong("failed leaf-extended-key-usage", "a key for nothing in particular") { $0.leaf.purposes = nil },
        Wrong("failed leaf-empty-subject", "a signer with a subject") { $0.leaf.subject = "somebody" },
        Wrong("failed leaf-no-poison", "a precertificate") {
            $0.leaf.extensions.append(.init(identifier: ForgeCertificate.poison, value: [0x05, 0x00]))
        },
        Wrong("failed leaf-critical-extension", "a critical extension nobody knows") {
            $0.leaf.extensions.append(
                .init(identifier: ForgeCertificate.unheardOf, isCritical: true, value: [0x05, 0x00]))
        },
        Wrong("failed leaf-critical-extension", "a signer whose names are limited") {
            $0.leaf.extensions.append(
                .init(identifier: nameConstraints, isCritical: true, value: ForgeDER.sequence()))
        },
        Wrong("failed leaf-identity-kind", "a name of another kind than the issuer's own") {
            $0.leaf.names = nil
            $0.leaf.extensions.append(otherName([1, 3, 6, 1, 4, 1, 311, 20, 2, 3], ForgeDER.text("name")))
        },
        Wrong("failed leaf-identity-kind", "a name of the issuer's own kind that is no UTF8String") {
            $0.leaf.names = nil
            $0.leaf.extensions.append(otherName([1, 3, 6, 1, 4, 1, 57264, 1, 7], ForgeDER.octets(Array("name".utf8))))
        },
        Wrong("failed leaf-one-identity", "no name") { $0.leaf.names = nil },
        Wrong("failed leaf-one-identity", "an empty list of names") { $0.leaf.names = [] },
        Wrong("failed leaf-one-identity", "two names") { $0.leaf.names = [.uri("a:b"), .uri("c:d")] },
        Wrong("failed leaf-one-identity", "a name and an e-mail address") {
            $0.leaf.names = [.uri(Forgery.identity), .email("a@b.example")]
        },
        Wrong("failed leaf-identity-critical", "a name that is not critical") { $0.leaf.areNamesCritical = false },
        Wrong("failed leaf-identity-kind", "a host name") { $0.leaf.names = [.domain("host.example")] },
        Wrong("failed fulcio-extension", "an extension that is no UTF8String") {
            $0.leaf.extensions = [.init(identifier: [1, 3, 6, 1, 4, 1, 57264, 1, 8], value: Array("raw".utf8))]
        },
        Wrong("failed fulcio-extension", "something after an extension's UTF8String") {
            $0.leaf.extensions = [
                .init(identifier: [1, 3, 6, 1, 4, 1, 57264, 1, 12], value: ForgeDER.text("a") + [0x05, 0x00])
            ]
        },
        Wrong("failed fulcio-extension", "an old extension that is no UTF-8") {
            $0.leaf.extensions = [.init(identifier: [1, 3, 6, 1, 4, 1, 57264, 1, 1], value: [0xFF])]
        },
        Wrong("failed leaf-format", "a certificate whose length is wrong") {
            $0.editBundle = { $0.replacing(#""rawBytes":"MII"#, with: #""rawBytes":"MIJ"#) }
        },
        Wrong("failed bundle-without-root", "a root in the bundle", .strict) {
            $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2"
            $0.carriesChain = [0, 1]
        },
    ]
}
