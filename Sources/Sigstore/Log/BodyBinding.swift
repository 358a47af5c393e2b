import Crypto
import JSONCursor
import PackageModel

/// What a bundle and a log entry must agree on, byte for byte.
struct SignedMaterial {
    let signature: [UInt8]
    /// The certificate's DER, or the key's SubjectPublicKeyInfo.
    let verifier: [UInt8]
    let content: Content

    enum Content {
        case envelope(Bundle.Envelope)
        /// SHA-256 of an artifact.
        case digest([UInt8])
    }
}

/// Proves that a log entry is about this signature (docs/verification.md, section A.9).
///
/// Without it any entry of the log would vouch for any signature (CVE-2022-36056, CVE-2026-22703).
struct BodyBinding {
    /// The largest body that is read, in bytes.
    static let maximumBytes = 1 << 20

    let material: SignedMaterial

    func verify(_ entry: Bundle.LogEntry) throws(Refusal) {
        let limits = JSONLimits(bytes: Self.maximumBytes, depth: 32, values: 1000)
        let body: JSONValue
        do {
            body = try JSONValue(parsing: entry.canonicalizedBody, limits: limits)
        } catch {
            if error.isLimit {
                throw .unknown(.bodyBinding, "body-limit", "an entry's body too large to be read: \(error)")
            }
            throw failed("body-json", "the entry's body is not JSON")
        }
        // check: body-kind
        guard body.isText(entry.kind, at: "kind") else {
            throw failed("body-kind", "the entry's body is of another kind than the entry")
        }
        // check: body-version
        guard body.isText(entry.kindVersion, at: "apiVersion") else {
            throw failed("body-version", "the entry's body is of another version than the entry")
        }
        let spec = body["spec"] ?? .null
        switch Kind(entry) {
        case .hashedRekord1: try hashedRekord1(spec)
        case .hashedRekord2: try hashedRekord2(spec)
        case .dsse1: try dsse1(spec)
        case .dsse2: try dsse2(spec)
        case .intoto2: try intoto2(spec)
        case nil:
            throw .unknown(
                .bodyBinding, "body-supported-kind",
                "entries of kind \(entry.kind) \(entry.kindVersion) are not supported")
        }
    }

    /// The kinds of entries that are understood, as kind and version name them.
    private enum Kind: String, CaseIterable {
        case hashedRekord1 = "hashedrekord 0.0.1"
        case hashedRekord2 = "hashedrekord 0.0.2"
        case dsse1 = "dsse 0.0.1"
        case dsse2 = "dsse 0.0.2"
        case intoto2 = "intoto 0.0.2"

        init?(_ entry: Bundle.LogEntry) {
            let name = "\(entry.kind) \(entry.kindVersion)"
            guard let kind = Self.allCases.first(where: { equalBytewise($0.rawValue, name) }) else { return nil }
            self = kind
        }
    }

    private func hashedRekord1(_ spec: JSONValue) throws(Refusal) {
        try require(
            signature: base64(spec["signature"]?["content"]),
            verifier: base64(spec["signature"]?["publicKey"]?["content"]).flatMap { PEM.decode($0) })
        // check: body-hash-algorithm
        guard spec["data"]?["hash"]?.isText("sha256", at: "algorithm") == true else {
            throw .unknown(.bodyBinding, "body-hash-algorithm", "the entry's digest is not SHA-256")
        }
        try require(digest: hexadecimal(spec["data"]?["hash"]?["value"]), equals: artifactDigest)
    }

    private func hashedRekord2(_ spec: JSONValue) throws(Refusal) {
        let record = spec["hashedRekordV002"]
        try require(
            signature: base64(record?["signature"]?["content"]),
            verifier: verifierBytes(record?["signature"]?["verifier"]))
        // check: body-hash-algorithm-2
        guard record?["data"]?.isText("SHA2_256", at: "algorithm") == true else {
            throw .unknown(.bodyBinding, "body-hash-algorithm", "the entry's digest is not SHA-256")
        }
        try require(digest: base64(record?["data"]?["digest"]), equals: artifactDigest)
    }

    private func dsse1(_ spec: JSONValue) throws(Refusal) {
        let signatures = spec["signatures"]?.array ?? []
        // check: body-one-signature
        guard signatures.count == 1, let signature = signatures.first else {
            throw failed("body-one-signature", "the entry has \(signatures.count) signatures")
        }
        try require(
            signature: base64(signature["signature"]),
            verifier: base64(signature["verifier"]).flatMap { PEM.decode($0) })
        // check: body-dsse-hash-algorithm
        guard spec["payloadHash"]?.isText("sha256", at: "algorithm") == true else {
            throw .unknown(.bodyBinding, "body-hash-algorithm", "the entry's digest is not SHA-256")
        }
        try require(digest: hexadecimal(spec["payloadHash"]?["value"]), equals: try payloadDigest())
    }

    private func dsse2(_ spec: JSONValue) throws(Refusal) {
        let record = spec["dsseV002"]
        let signatures = record?["signatures"]?.array ?? []
        guard signatures.count == 1, let signature = signatures.first else {
            throw failed("body-one-signature", "the entry has \(signatures.count) signatures")
        }
        try require(signature: base64(signature["content"]), verifier: verifierBytes(signature["verifier"]))
        // check: body-dsse-hash-algorithm-2
        guard record?["payloadHash"]?.isText("SHA2_256", at: "algorithm") == true else {
            throw .unknown(.bodyBinding, "body-hash-algorithm", "the entry's digest is not SHA-256")
        }
        try require(digest: base64(record?["payloadHash"]?["digest"]), equals: try payloadDigest())
    }

    private func intoto2(_ spec: JSONValue) throws(Refusal) {
        let content = spec["content"]
        let envelope = content?["envelope"]
        let signatures = envelope?["signatures"]?.array ?? []
        guard signatures.count == 1, let signature = signatures.first else {
            throw failed("body-one-signature", "the entry has \(signatures.count) signatures")
        }
        // Rekor encodes the already encoded signature once more.
        let inner = base64(signature["sig"]).flatMap { Base64.decode($0) }
        try require(signature: inner, verifier: base64(signature["publicKey"]).flatMap { PEM.decode($0) })
        // check: body-intoto-hash-algorithm
        guard content?["payloadHash"]?.isText("sha256", at: "algorithm") == true else {
            throw .unknown(.bodyBinding, "body-hash-algorithm", "the entry's digest is not SHA-256")
        }
        try require(digest: hexadecimal(content?["payloadHash"]?["value"]), equals: try payloadDigest())
        guard case .envelope(let own) = material.content else { return }
        // check: body-payload-type
        guard let type = envelope?["payloadType"]?.string, equalBytewise(type, own.payloadType) else {
            throw failed("body-payload-type", "the entry is about another type of payload")
        }
    }

    private func require(signature: [UInt8]?, verifier: [UInt8]?) throws(Refusal) {
        // check: body-signature
        guard let signature, signature == material.signature else {
            throw failed("body-signature", "the entry is about another signature")
        }
        // check: body-verifier
        guard let verifier, verifier == material.verifier else {
            throw failed("body-verifier", "the entry is about another signer")
        }
    }

    private func require(digest: [UInt8]?, equals expected: [UInt8]) throws(Refusal) {
        // check: body-digest
        guard let digest, digest == expected else {
            throw failed("body-digest", "the entry is about other content")
        }
    }

    /// What a hashedrekord is about: the artifact, or an envelope's signed bytes.
    private var artifactDigest: [UInt8] {
        switch material.content {
        case .envelope(let envelope): Array(SHA256.hash(data: envelope.preAuthenticationEncoding))
        case .digest(let digest): digest
        }
    }

    private func payloadDigest() throws(Refusal) -> [UInt8] {
        // check: body-envelope-kind
        guard case .envelope(let envelope) = material.content else {
            throw failed("body-envelope-kind", "the entry is about an envelope, the bundle has none")
        }
        return Array(SHA256.hash(data: envelope.payload))
    }

    private func verifierBytes(_ verifier: JSONValue?) -> [UInt8]? {
        base64(verifier?["x509Certificate"]?["rawBytes"]) ?? base64(verifier?["publicKey"]?["rawBytes"])
    }

    private func base64(_ value: JSONValue?) -> [UInt8]? { value?.string.flatMap { Base64.decode($0) } }

    private func hexadecimal(_ value: JSONValue?) -> [UInt8]? { value?.string.flatMap { Hexadecimal.decode($0) } }

    private func failed(_ cause: String, _ detail: String) -> Refusal { .failed(.bodyBinding, cause, detail) }
}
