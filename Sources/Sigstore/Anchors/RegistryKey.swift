public import JSONCursor
import PackageModel

/// A key with which a registry signs packages or attestations.
public struct RegistryKey: Hashable, Sendable {
    /// What a key may sign.
    public enum Usage: String, Hashable, Sendable {
        case signatures = "npm:signatures"
        case attestations = "npm:attestations"
    }

    /// The most keys in one list.
    public static let maximumCount = 64
    public static let maximumBytes = 64 << 10

    /// `SHA256:` and base64.
    public let keyID: String
    public let usage: Usage
    public let subjectPublicKeyInfo: [UInt8]
    public let validity: Validity

    public init(keyID: String, usage: Usage, subjectPublicKeyInfo: [UInt8], validity: Validity) {
        self.keyID = keyID
        self.usage = usage
        self.subjectPublicKeyInfo = subjectPublicKeyInfo
        self.validity = validity
    }

    /// Reads a list of keys: the TUF target `keys.json`, or the answer of `/-/npm/v1/keys`.
    ///
    /// Keys of other algorithms are left out. The second form says no start, and the same key signs both.
    public static func list(parsing bytes: [UInt8]) throws(RegistryKeyError) -> [RegistryKey] {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: JSONLimits(bytes: maximumBytes, depth: 16, values: 2000))
        } catch { throw .json(error) }
        guard let list = value["keys"]?.array else { throw .missing("keys") }
        guard list.count <= maximumCount else { throw .tooMany }
        var keys: [RegistryKey] = []
        for entry in list {
            keys += entry["keyId"] != nil ? try tufKey(entry) : try nativeKeys(entry)
        }
        return keys
    }

    private static func tufKey(_ value: JSONValue) throws(RegistryKeyError) -> [RegistryKey] {
        guard let id = value["keyId"]?.string, let key = value["publicKey"],
            let der = key["rawBytes"]?.string.flatMap({ Base64.decode($0) })
        else { throw .missing("publicKey") }
        guard let usage = value["keyUsage"]?.string.flatMap(Usage.init),
            key.isText("PKIX_ECDSA_P256_SHA_256", at: "keyDetails")
        else { return [] }
        let validity: Validity?
        do {
            validity = try Validity(json: key["validFor"])
        } catch { throw .malformedTime }
        guard let validity else { throw .missing("validFor") }
        return [RegistryKey(keyID: id, usage: usage, subjectPublicKeyInfo: der, validity: validity)]
    }

    private static func nativeKeys(_ value: JSONValue) throws(RegistryKeyError) -> [RegistryKey] {
        guard let id = value["keyid"]?.string, let der = value["key"]?.string.flatMap({ Base64.decode($0) }) else {
            throw .missing("keyid")
        }
        guard value.isText("ecdsa-sha2-nistp256", at: "keytype") else { return [] }
        let end: Timestamp?
        if let expires = value["expires"], !expires.isNull {
            // An end that is not understood must not make a key that lasts for ever.
            guard let text = expires.string, let instant = try? Timestamp(parsing: text) else { throw .malformedTime }
            end = instant
        } else {
            end = nil
        }
        let validity = Validity(start: Timestamp(milliseconds: 0), end: end)
        return [Usage.signatures, .attestations].map {
            RegistryKey(keyID: id, usage: $0, subjectPublicKeyInfo: der, validity: validity)
        }
    }
}

/// Why a text holds no registry keys.
public enum RegistryKeyError: Error, Hashable, Sendable {
    case json(JSONError)
    case missing(String)
    case tooMany
    case malformedTime
}

extension RegistryKeyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .missing(let member): "`\(member)` is missing, or not of a known kind"
        case .tooMany: "more than \(RegistryKey.maximumCount) keys"
        case .malformedTime: "a malformed time"
        }
    }
}
