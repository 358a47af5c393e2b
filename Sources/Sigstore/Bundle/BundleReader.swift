public import JSONCursor
import PackageModel

extension Bundle {
    /// Reads a bundle's JSON; what is not exactly as its version demands is refused.
    public init(parsing bytes: [UInt8]) throws(Refusal) {
        let limits = JSONLimits(bytes: Limit.bytes, depth: Limit.depth, values: Limit.values)
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            if error.isLimit { throw .unknown(.bundle, "bundle-json-limit", "a bundle too large to be read: \(error)") }
            throw .failed(.bundle, "bundle-json", "not the JSON of a bundle: \(error)")
        }
        try self.init(value)
    }

    /// Reads a bundle that lies inside another document.
    public init(_ value: JSONValue) throws(Refusal) {
        let reader = BundleReader()
        let mediaType = try reader.string(value, "mediaType")
        let version = try Self.version(mediaType)
        let material = try reader.object(value, "verificationMaterial")
        self.mediaType = mediaType
        self.version = version
        self.keyMaterial = try reader.keyMaterial(material, version)
        self.content = try reader.content(value)
        self.logEntries = try reader.entries(material)
        self.timestamps = try reader.timestamps(material)
    }

    private static func version(_ mediaType: String) throws(Refusal) -> Version {
        let prefix = "application/vnd.dev.sigstore.bundle"
        for version in [Version.v01, .v02, .v03]
        where equalBytewise(mediaType, "\(prefix)+json;version=\(version.rawValue)") {
            return version
        }
        if equalBytewise(mediaType, "\(prefix).v0.3+json") { return .v03 }
        throw .unknown(.bundle, "bundle-version", "bundle version `\(mediaType)` is not supported")
    }
}

/// Takes the parts of a bundle out of its JSON.
struct BundleReader {
    func keyMaterial(_ material: JSONValue, _ version: Bundle.Version) throws(Refusal) -> Bundle.KeyMaterial {
        let chain = present(material["x509CertificateChain"])
        let single = present(material["certificate"])
        let key = present(material["publicKey"])
        // check: bundle-one-key-material
        guard [chain, single, key].compactMap({ $0 }).count == 1 else {
            throw malformed("bundle-one-key-material", "exactly one kind of key material is needed")
        }
        if let key { return .publicKey(hint: try optionalString(key, "hint") ?? "") }
        // check: bundle-certificate-form
        guard (version == .v03) == (single != nil) else {
            throw malformed(
                "bundle-certificate-form", "a bundle of version \(version.rawValue) holds its certificate otherwise")
        }
        let list = single.map { [$0] } ?? chain?["certificates"]?.array ?? []
        // check: bundle-certificate-count
        guard !list.isEmpty else { throw malformed("bundle-certificate-count", "a chain without a certificate") }
        // check: bundle-certificate-limit
        guard list.count <= Bundle.Limit.certificates else {
            throw overLimit("bundle-certificate-limit", "\(list.count) certificates")
        }
        var certificates: [[UInt8]] = []
        for entry in list {
            let der = try bytes(entry, "rawBytes")
            // check: bundle-certificate-size
            guard der.count <= Bundle.Limit.certificateBytes else {
                throw overLimit("bundle-certificate-size", "a certificate of \(der.count) bytes")
            }
            certificates.append(der)
        }
        return .certificates(certificates)
    }

    func content(_ value: JSONValue) throws(Refusal) -> Bundle.Content {
        let envelope = present(value["dsseEnvelope"])
        let message = present(value["messageSignature"])
        // check: bundle-one-content
        guard (envelope == nil) != (message == nil) else {
            throw malformed("bundle-one-content", "exactly one of envelope and message signature is needed")
        }
        if let envelope { return .envelope(try self.envelope(envelope)) }
        let signed = message ?? .null
        let digest = present(signed["messageDigest"])
        if let digest, !digest.isText("SHA2_256", at: "algorithm") {
            throw .unknown(.bundle, "bundle-digest-algorithm", "a digest other than SHA-256")
        }
        return .message(
            signature: try bytes(signed, "signature"),
            digest: try digest.map { (d) throws(Refusal) in try bytes(d, "digest") })
    }

    private func envelope(_ value: JSONValue) throws(Refusal) -> Bundle.Envelope {
        let signatures = value["signatures"]?.array ?? []
        // check: dsse-one-signature
        guard signatures.count == 1, let signature = signatures.first else {
            throw malformed("dsse-one-signature", "\(signatures.count) signatures where one is needed")
        }
        return Bundle.Envelope(
            payload: try bytes(value, "payload"), payloadType: try string(value, "payloadType"),
            signature: try bytes(signature, "sig"), keyID: try optionalString(signature, "keyid") ?? "")
    }

    func entries(_ material: JSONValue) throws(Refusal) -> [Bundle.LogEntry] {
        let list = try self.list(material, "tlogEntries")
        // check: bundle-log-entry-limit
        guard list.count <= Bundle.Limit.logEntries else {
            throw overLimit("bundle-log-entry-limit", "\(list.count) log entries")
        }
        var entries: [Bundle.LogEntry] = []
        for entry in list { entries.append(try self.entry(entry)) }
        return entries
    }

    private func entry(_ value: JSONValue) throws(Refusal) -> Bundle.LogEntry {
        let kind = try object(value, "kindVersion")
        let promise = present(value["inclusionPromise"])
        let proof = present(value["inclusionProof"])
        let time = try optionalInteger(value, "integratedTime")
        return Bundle.LogEntry(
            logIndex: try integer(value, "logIndex"), logID: try bytes(try object(value, "logId"), "keyId"),
            kind: try string(kind, "kind"), kindVersion: try string(kind, "version"),
            // Protobuf's JSON may write an absent number as 0.
            integratedTime: time == 0 ? nil : time,
            inclusionPromise: try promise.map { (p) throws(Refusal) in try bytes(p, "signedEntryTimestamp") },
            inclusionProof: try proof.map { (p) throws(Refusal) in try self.proof(p) },
            canonicalizedBody: try bytes(value, "canonicalizedBody"))
    }

    private func proof(_ value: JSONValue) throws(Refusal) -> Bundle.InclusionProof {
        let list = try self.list(value, "hashes")
        // check: bundle-proof-limit
        guard list.count <= Bundle.Limit.proofHashes else {
            throw overLimit("bundle-proof-limit", "\(list.count) hashes in a proof")
        }
        var hashes: [[UInt8]] = []
        for hash in list {
            guard let text = hash.string, let bytes = Base64.decode(text) else {
                throw malformed("bundle-base64", "`hashes` is not base64")
            }
            hashes.append(bytes)
        }
        let checkpoint = try present(value["checkpoint"]).map { (c) throws(Refusal) in try string(c, "envelope") }
        return Bundle.InclusionProof(
            logIndex: try optionalInteger(value, "logIndex") ?? 0, treeSize: try integer(value, "treeSize"),
            rootHash: try bytes(value, "rootHash"), hashes: hashes, checkpoint: checkpoint.map { Array($0.utf8) })
    }

    func timestamps(_ material: JSONValue) throws(Refusal) -> [[UInt8]] {
        let data =
            present(material["timestampVerificationData"]) == nil
            ? nil : try object(material, "timestampVerificationData")
        let list = try data.map { (d) throws(Refusal) in try self.list(d, "rfc3161Timestamps") } ?? []
        // check: bundle-timestamp-limit
        guard list.count <= Bundle.Limit.timestamps else {
            throw overLimit("bundle-timestamp-limit", "\(list.count) timestamps")
        }
        var tokens: [[UInt8]] = []
        for token in list { tokens.append(try bytes(token, "signedTimestamp")) }
        return tokens
    }

    func string(_ value: JSONValue, _ key: String) throws(Refusal) -> String {
        guard let text = value[key]?.string else { throw malformed("bundle-member", "`\(key)` is missing or no text") }
        return text
    }

    /// A text that need not be there; what is there must be one.
    private func optionalString(_ value: JSONValue, _ key: String) throws(Refusal) -> String? {
        present(value[key]) == nil ? nil : try string(value, key)
    }

    /// The elements of a list; none where there is no such member.
    private func list(_ value: JSONValue, _ key: String) throws(Refusal) -> [JSONValue] {
        guard let member = present(value[key]) else { return [] }
        guard let list = member.array else { throw malformed("bundle-member", "`\(key)` is no list") }
        return list
    }

    func object(_ value: JSONValue, _ key: String) throws(Refusal) -> JSONValue {
        guard let member = value[key], member.object != nil else {
            throw malformed("bundle-member", "`\(key)` is missing or no object")
        }
        return member
    }

    private func bytes(_ value: JSONValue, _ key: String) throws(Refusal) -> [UInt8] {
        guard let bytes = Base64.decode(try string(value, key)) else {
            throw malformed("bundle-base64", "`\(key)` is not base64")
        }
        return bytes
    }

    private func integer(_ value: JSONValue, _ key: String) throws(Refusal) -> Int64 {
        guard let number = try optionalInteger(value, key) else {
            throw malformed("bundle-member", "`\(key)` is missing")
        }
        return number
    }

    /// An int64 of protobuf's JSON: a number, or its decimal digits as text; never negative here.
    private func optionalInteger(_ value: JSONValue, _ key: String) throws(Refusal) -> Int64? {
        guard let member = present(value[key]) else { return nil }
        let number =
            member.int64
            ?? member.string.flatMap { text in
                // One spelling for each number: no sign, no zero in front, no blank.
                Int64(text).flatMap { equalBytewise("\($0)", text) ? $0 : nil }
            }
        // check: bundle-integer
        guard let number, number >= 0 else { throw malformed("bundle-integer", "`\(key)` is no number from 0 on") }
        return number
    }

    /// Protobuf's JSON treats null as absent.
    private func present(_ value: JSONValue?) -> JSONValue? {
        if case .null? = value { return nil }
        return value
    }

    /// What is beyond a limit is not judged.
    private func overLimit(_ cause: String, _ detail: String) -> Refusal { .unknown(.bundle, cause, detail) }

    private func malformed(_ cause: String, _ detail: String) -> Refusal { .failed(.bundle, cause, detail) }
}
