import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate authority that lives as long as a test, and the identity of a server that it vouches for.
public struct TestAuthority: Sendable {
    /// The authority's own certificate, as `cafile` has it.
    public let certificate: String
    let context: NIOSSLContext

    /// - Parameter host: the name that the server's certificate is for; nil for 127.0.0.1.
    public init(host: String? = nil) throws {
        let authorityKey = P256.Signing.PrivateKey()
        let authorityName = try DistinguishedName { CommonName("a test's authority") }
        let authority = try Self.certificate(
            Certificate.PublicKey(authorityKey.publicKey), authorityName, by: authorityName, authorityKey
        ) {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(keyCertSign: true))
        }
        let serverKey = P256.Signing.PrivateKey()
        let serverName = try DistinguishedName { CommonName(host ?? "127.0.0.1") }
        let server = try Self.certificate(
            Certificate.PublicKey(serverKey.publicKey), serverName, by: authorityName, authorityKey
        ) {
            Critical(BasicConstraints.notCertificateAuthority)
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames([
                host.map { .dnsName($0) } ?? .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))
            ])
        }
        self.certificate = try authority.serializeAsPEM().pemString
        let chain = try NIOSSLCertificate(bytes: Array(server.serializeAsPEM().pemString.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(serverKey.pemRepresentation.utf8), format: .pem)
        self.context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(chain)], privateKey: .privateKey(key)))
    }

    private static func certificate(
        _ key: Certificate.PublicKey, _ subject: DistinguishedName, by issuer: DistinguishedName,
        _ issuerKey: P256.Signing.PrivateKey,
        @ExtensionsBuilder _ extensions: () throws -> Result<Certificate.Extensions, any Error>
    ) throws -> Certificate {
        let now = Date()
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key, notValidBefore: now - 3600,
            notValidAfter: now + 86_400, issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions(builder: extensions), issuerPrivateKey: .init(issuerKey))
    }
}
