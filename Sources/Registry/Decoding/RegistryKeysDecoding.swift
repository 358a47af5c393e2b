public import JSONCursor
import PackageModel

extension RegistryKey {
    /// The largest key document that is read, in bytes.
    public static let maximumBytes = 64 << 10
    /// The most keys in one document.
    public static let maximumCount = 64

    /// The P-256 keys of a document, of either shape: the TUF target's (`keyId`, `publicKey`) or that of the registry's own
    /// endpoint (`keyid`, `key`), which says nothing of usage, so that each of its keys is for both.
    ///
    /// A key of another kind is left out: signatures by it are by a key that is not known.
    public static func keys(decoding bytes: [UInt8]) throws(RegistryKeysError) -> [RegistryKey] {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: bytes, limits: JSONLimits(bytes: maximumBytes, depth: 16, values: 4096))
        } catch { throw .json(error) }
        guard let list = document["keys"]?.array else { throw .unexpectedShape }
        guard list.count <= maximumCount else { throw .tooManyKeys(list.count) }
        var keys: [RegistryKey] = []
        for entry in list {
            if entry["publicKey"] != nil {
                if let key = try target(entry) { keys.append(key) }
            } else {
                keys += try native(entry)
            }
        }
        return keys
    }

    private static func target(_ entry: JSONValue) throws(RegistryKeysError) -> RegistryKey? {
        guard let keyID = entry["keyId"]?.string, let usage = entry["keyUsage"]?.string,
            let details = entry["publicKey"]?["keyDetails"]?.string, let key = entry["publicKey"]?["rawBytes"]?.string
        else { throw .unexpectedShape }
        guard equalBytewise(details, "PKIX_ECDSA_P256_SHA_256"), let usage = Usage(rawValue: usage) else { return nil }
        guard let bytes = Base64.decode(key) else { throw .invalidBase64(keyID: keyID) }
        let validity = entry["publicKey"]?["validFor"]
        return RegistryKey(
            keyID: keyID, usage: usage, subjectPublicKeyInfo: bytes,
            validFrom: try time(validity?["start"], of: keyID), validUntil: try time(validity?["end"], of: keyID))
    }

    private static func native(_ entry: JSONValue) throws(RegistryKeysError) -> [RegistryKey] {
        guard let keyID = entry["keyid"]?.string, let type = entry["keytype"]?.string, let key = entry["key"]?.string
        else { throw .unexpectedShape }
        guard equalBytewise(type, "ecdsa-sha2-nistp256") else { return [] }
        guard let bytes = Base64.decode(key) else { throw .invalidBase64(keyID: keyID) }
        let expires = try time(entry["expires"], of: keyID)
        return Usage.allCases.map {
            RegistryKey(keyID: keyID, usage: $0, subjectPublicKeyInfo: bytes, validUntil: expires)
        }
    }

    /// Absent and `null` mean without end; what cannot be read must not.
    private static func time(_ value: JSONValue?, of keyID: String) throws(RegistryKeysError) -> Timestamp? {
        guard let value, !value.isNull else { return nil }
        guard let time = value.string.flatMap({ try? Timestamp(parsing: $0) }) else {
            throw .invalidTime(keyID: keyID)
        }
        return time
    }
}

/// Why bytes are no document of registry keys.
public enum RegistryKeysError: Error, Hashable, Sendable {
    case json(JSONError)
    case unexpectedShape
    case tooManyKeys(Int)
    case invalidBase64(keyID: String)
    case invalidTime(keyID: String)
}
