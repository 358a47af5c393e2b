import Crypto
import PackageModel

/// The keys of the forged instance, made anew in each run of the tests.
enum ForgeKeys {
    static let root = P384.Signing.PrivateKey()
    static let intermediate = P384.Signing.PrivateKey()
    static let leaf = P256.Signing.PrivateKey()
    static let timestampRoot = P384.Signing.PrivateKey()
    static let timestampLeaf = P256.Signing.PrivateKey()
    static let log = P256.Signing.PrivateKey()
    static let tileLog = Curve25519.Signing.PrivateKey()
    static let certificateLog = P256.Signing.PrivateKey()
    static let registry = P256.Signing.PrivateKey()
    /// Whose key nobody trusts.
    static let stranger = P256.Signing.PrivateKey()

    static let registryHint = "SHA256:forged"

    static let logInformation = Array(log.publicKey.derRepresentation)
    static let logID = hash(logInformation)
    static let certificateLogID = hash(Array(certificateLog.publicKey.derRepresentation))
    static let tileLogName = "tiles.forge.example"
    static let tileLogInformation: [UInt8] =
        [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + tileLog.publicKey.rawRepresentation
    static let tileLogID = hash(Array(tileLogName.utf8) + [0x0A, 0x01] + tileLog.publicKey.rawRepresentation)

    static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    static func sign(_ message: [UInt8], _ key: P256.Signing.PrivateKey) throws -> [UInt8] {
        Array(try key.signature(for: message).derRepresentation)
    }
}
