/// A Sigstore bundle as it arrived (protobuf-specs, sigstore_bundle.proto): well formed, and not trusted in any way.
public struct Bundle: Sendable, Hashable {
    /// The versions of the format, which differ in what an entry must carry.
    public enum Version: String, Hashable, Sendable {
        case v01 = "0.1"
        case v02 = "0.2"
        case v03 = "0.3"
    }

    /// Whom the bundle names as its signer.
    public enum KeyMaterial: Hashable, Sendable {
        /// The leaf first; what follows it is a hint at best.
        case certificates([[UInt8]])
        case publicKey(hint: String)
    }

    /// What was signed.
    public enum Content: Hashable, Sendable {
        case envelope(Envelope)
        /// A signature over an artifact that is elsewhere, and the digest that the bundle claims for it.
        case message(signature: [UInt8], digest: [UInt8]?)
    }

    /// A DSSE envelope with its one signature (dsse protocol 1.0.2).
    public struct Envelope: Hashable, Sendable {
        /// The only type of payload that is verified (sigstore client-spec §4.5).
        public static let statementType = "application/vnd.in-toto+json"

        public let payload: [UInt8]
        public let payloadType: String
        public let signature: [UInt8]
        /// Not authenticated: a hint at a key.
        public let keyID: String

        /// The bytes that are signed: `DSSEv1`, type and body with their lengths in bytes.
        public var preAuthenticationEncoding: [UInt8] {
            Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
        }
    }

    /// One entry of a transparency log.
    public struct LogEntry: Hashable, Sendable {
        public let logIndex: Int64
        public let logID: [UInt8]
        public let kind: String
        public let kindVersion: String
        /// Seconds since 1970; nothing without the promise that signs it.
        public let integratedTime: Int64?
        public let inclusionPromise: [UInt8]?
        public let inclusionProof: InclusionProof?
        public let canonicalizedBody: [UInt8]
    }

    public struct InclusionProof: Hashable, Sendable {
        public let logIndex: Int64
        public let treeSize: Int64
        public let rootHash: [UInt8]
        public let hashes: [[UInt8]]
        public let checkpoint: [UInt8]?
    }

    public let mediaType: String
    public let version: Version
    public let keyMaterial: KeyMaterial
    public let content: Content
    public let logEntries: [LogEntry]
    /// RFC 3161 responses in DER.
    public let timestamps: [[UInt8]]

    /// The signature, whatever it covers.
    public var signature: [UInt8] {
        switch content {
        case .envelope(let envelope): envelope.signature
        case .message(let signature, _): signature
        }
    }

    /// What a bundle may not exceed (docs/verification.md, section A.4; sigstore-go's limits are the model).
    public enum Limit {
        public static let bytes = 1 << 20
        public static let depth = 64
        public static let logEntries = 8
        public static let timestamps = 8
        public static let certificates = 4
        public static let certificateBytes = 16 << 10
        public static let proofHashes = 64
        public static let values = 10_000
    }
}
