import Crypto
import JSONCursor
import PackageModel

/// A signed file of a TUF repository, read and not yet verified (TUF 1.0.34 §4.2).
struct TUFMetadata: Sendable {
    struct Signature: Sendable {
        let keyID: String
        /// Empty where it is missing, or no text of hexadecimal digits.
        let bytes: [UInt8]
    }

    enum Kind: String, Sendable { case root, timestamp, snapshot, targets }

    let file: String
    let signed: JSONValue
    let signedBytes: [UInt8]
    let signatures: [Signature]
    let version: Int64
    let expires: Timestamp

    init(parsing bytes: [UInt8], as kind: Kind, file: String) throws(TUFRefusal) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: TUFLimit.json)
        } catch { throw .refused(file, "tuf-json", "no JSON: \(error)") }
        // check: tuf-canonical
        guard let signed = value["signed"], let canonical = CanonicalJSON.encode(signed)
        else { throw .refused(file, "tuf-canonical", "nothing signed that has a canonical form") }
        // check: tuf-signature-list
        guard let list = value["signatures"]?.array, list.count <= TUFLimit.signatures
        else { throw .refused(file, "tuf-signature-list", "no list of at most \(TUFLimit.signatures) signatures") }
        var signatures: [Signature] = []
        for entry in list {
            guard let keyID = entry["keyid"]?.string, let text = entry["sig"]?.string
            else { throw .refused(file, "tuf-signature", "a signature without key or value") }
            signatures.append(Signature(keyID: keyID, bytes: Hexadecimal.decode(text) ?? []))
        }
        // check: tuf-signature-twice
        guard Set(signatures.map { Array($0.keyID.utf8) }).count == signatures.count
        else { throw .refused(file, "tuf-signature-twice", "two signatures by one key") }
        // check: tuf-type
        guard let type = signed["_type"]?.string, equalBytewise(type, kind.rawValue)
        else { throw .refused(file, "tuf-type", "not of the type `\(kind.rawValue)`") }
        // check: tuf-specification
        guard let specification = signed["spec_version"]?.string, specification.utf8.starts(with: "1.".utf8)
        else { throw .refused(file, "tuf-specification", "not made for version 1 of the specification") }
        // check: tuf-version
        guard let version = signed["version"]?.int64, version >= 1
        else { throw .refused(file, "tuf-version", "no version number") }
        guard let expires = signed["expires"]?.string.flatMap({ try? Timestamp(parsing: $0) })
        else { throw .refused(file, "tuf-expires", "no time of expiry") }
        self.file = file
        self.signed = signed
        self.signedBytes = canonical
        self.signatures = signatures
        self.version = version
        self.expires = expires
    }
}

/// What one file says about another: its version, and length and digests where it says them (TUF 1.0.34 §4.4).
struct TUFFileInfo: Sendable {
    /// 0 for a target, which has none.
    let version: Int64
    let length: Int64?
    /// SHA-256, 32 bytes.
    let sha256: [UInt8]?

    /// - Parameter isTarget: a target has a length and a digest, and no version.
    init(json: JSONValue, isTarget: Bool, in file: String) throws(TUFRefusal) {
        // check: tuf-info-version
        guard isTarget || (json["version"]?.int64 ?? 0) >= 1
        else { throw .refused(file, "tuf-info-version", "a file without version") }
        self.version = isTarget ? 0 : json["version"]?.int64 ?? 0
        let length = json["length"]?.int64
        let sha256 = json["hashes"]?["sha256"]?.string.flatMap { Hexadecimal.decode($0) }.flatMap {
            $0.count == 32 ? $0 : nil
        }
        // check: tuf-info-length
        guard json["length"] == nil ? !isTarget : (length ?? -1) >= 0
        else { throw .refused(file, "tuf-info-length", "a length that is none") }
        // check: tuf-info-digest
        guard json["hashes"] == nil ? !isTarget : sha256 != nil
        else { throw .refused(file, "tuf-info-digest", "digests without a SHA-256") }
        self.length = length
        self.sha256 = sha256
    }

    /// Requires the bytes to be those that were described.
    func verify(_ bytes: [UInt8], of file: String) throws(TUFRefusal) {
        // check: tuf-length
        guard length.map({ $0 == Int64(bytes.count) }) ?? true
        else { throw .refused(file, "tuf-length", "another length than was signed") }
        // check: tuf-digest
        guard sha256.map({ SHA256.hash(data: bytes).elementsEqual($0) }) ?? true
        else { throw .refused(file, "tuf-digest", "another SHA-256 than was signed") }
    }
}
