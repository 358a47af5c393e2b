public import Crypto

/// The keys of the forged instance, made anew in each run of the tests.
public enum ForgeKeys {
    /// The certificate authority's keys, and the signer's.
    public static let root = P384.Signing.PrivateKey()
    public static let intermediate = P384.Signing.PrivateKey()
    public static let leaf = P256.Signing.PrivateKey()
    /// The timestamp authority's.
    public static let timestampRoot = P384.Signing.PrivateKey()
    public static let timestampLeaf = P256.Signing.PrivateKey()
    /// Of the logs of signatures, of Rekor's two kinds, and of the log of certificates.
    public static let log = P256.Signing.PrivateKey()
    public static let tileLog = Curve25519.Signing.PrivateKey()
    public static let certificateLog = P256.Signing.PrivateKey()
    /// The registry's, for signatures and attestations.
    public static let registry = P256.Signing.PrivateKey()
    /// Whose key nobody trusts.
    public static let stranger = P256.Signing.PrivateKey()

    /// The name of the registry's key.
    public static let registryHint = "SHA256:forged"

    /// The logs' keys and identifiers as a trust root has them.
    public static let logInformation = Array(log.publicKey.derRepresentation)
    public static let logID = hash(logInformation)
    public static let certificateLogID = hash(Array(certificateLog.publicKey.derRepresentation))
    public static let tileLogName = "tiles.forge.example"
    public static let tileLogInformation: [UInt8] =
        [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + tileLog.publicKey.rawRepresentation
    public static let tileLogID = hash(Array(tileLogName.utf8) + [0x0A, 0x01] + tileLog.publicKey.rawRepresentation)

    /// SHA-256.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// An ECDSA signature in DER.
    public static func sign(_ message: [UInt8], _ key: P256.Signing.PrivateKey) throws -> [UInt8] {
        Array(try key.signature(for: message).derRepresentation)
    }
}
