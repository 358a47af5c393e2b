public import Crypto
public import PackageModel
import X509

/// A certificate log's promise (RFC 6962 §3.2) and the extension that carries it.
public struct ForgePromise: Sendable {
    /// Its version, 0 for v1, and the log that it names.
    public var version: UInt8 = 0
    public var logID = ForgeKeys.certificateLogID
    /// When the log promises to have seen the certificate.
    public var instant: Timestamp
    public var extensions: [UInt8] = []
    /// Who signs it.
    public var key = ForgeKeys.certificateLog
    /// Hash and signature algorithm: SHA-256 and ECDSA.
    public var algorithm: [UInt8] = [4, 3]
    public var isSignatureWrong = false
    /// What follows the promise inside its own length.
    public var excess: [UInt8] = []

    /// A promise that holds, made at this instant.
    public init(instant: Timestamp) { self.instant = instant }

    func encoded(
        certificate: Certificate, issuerInformation: [UInt8]
    ) throws -> [UInt8] {
        let milliseconds = UInt64(bitPattern: instant.milliseconds)
        let time = (0..<8).map { UInt8(truncatingIfNeeded: milliseconds >> UInt64(56 - 8 * $0)) }
        let body = Array(certificate.tbsCertificateBytes)
        var message: [UInt8] = [0, 0] + time + [0, 1] + ForgeKeys.hash(issuerInformation)
        message +=
            [UInt8(body.count >> 16), UInt8(truncatingIfNeeded: body.count >> 8), UInt8(body.count & 255)] + body
        message += Self.vector(extensions)
        if isSignatureWrong { message.append(0) }
        let signature = try ForgeKeys.sign(message, key)
        return [version] + logID + time + Self.vector(extensions) + algorithm + Self.vector(signature) + excess
    }

    /// Bytes behind their length in two octets.
    public static func vector(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)] + bytes
    }

    /// The extension's value: a TLS list inside of an OCTET STRING.
    public static func list(_ promises: [[UInt8]], excess: [UInt8] = []) -> [UInt8] {
        ForgeDER.octets(vector(promises.flatMap { vector($0) }) + excess)
    }
}
