import Crypto
import PackageModel
import X509

/// A certificate log's promise (RFC 6962 §3.2) and the extension that carries it.
struct ForgePromise: Sendable {
    var version: UInt8 = 0
    var logID = ForgeKeys.certificateLogID
    var instant: Timestamp
    var extensions: [UInt8] = []
    var key = ForgeKeys.certificateLog
    /// Hash and signature algorithm: SHA-256 and ECDSA.
    var algorithm: [UInt8] = [4, 3]
    var isSignatureWrong = false
    /// What follows the promise inside its own length.
    var excess: [UInt8] = []

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

    static func vector(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)] + bytes
    }

    /// The extension's value: a TLS list inside of an OCTET STRING.
    static func list(_ promises: [[UInt8]], excess: [UInt8] = []) -> [UInt8] {
        ForgeDER.octets(vector(promises.flatMap { vector($0) }) + excess)
    }
}
