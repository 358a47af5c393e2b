import Crypto
import JSONCursor
import PackageModel

/// A public key of TUF metadata, of a kind that is understood (TUF 1.0.34 §4.2).
struct TUFKey: Sendable {
    private enum Algorithm: Sendable {
        case ecdsaP256(P256.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    private let algorithm: Algorithm
    /// What tells one key from another, whatever its identifier.
    let material: [UInt8]

    /// Nil for another kind of key, which then counts for nothing.
    init?(json: JSONValue) {
        guard let type = json["keytype"]?.string, let scheme = json["scheme"]?.string,
            let text = json["keyval"]?["public"]?.string
        else { return nil }
        if Self.isOne(of: ["ecdsa", "ecdsa-sha2-nistp256"], type), equalBytewise(scheme, "ecdsa-sha2-nistp256"),
            let key = Self.ecdsa(text)
        {
            self.algorithm = .ecdsaP256(key)
            self.material = Array(key.x963Representation)
        } else if equalBytewise(type, "ed25519"), equalBytewise(scheme, "ed25519"),
            let bytes = Hexadecimal.decode(text), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        {
            self.algorithm = .ed25519(key)
            self.material = bytes
        } else {
            return nil
        }
    }

    /// PEM, or the digits of an uncompressed point, as roots before the fifth have it.
    private static func ecdsa(_ text: String) -> P256.Signing.PublicKey? {
        if let der = PEM.decode(Array(text.utf8)) { return try? P256.Signing.PublicKey(derRepresentation: der) }
        return Hexadecimal.decode(text).flatMap { try? P256.Signing.PublicKey(x963Representation: $0) }
    }

    private static func isOne(of names: [String], _ text: String) -> Bool {
        names.contains { equalBytewise($0, text) }
    }

    func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        switch algorithm {
        case .ecdsaP256(let key):
            guard let parsed = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: SHA256.hash(data: message))
        case .ed25519(let key): return key.isValidSignature(signature, for: message)
        }
    }
}

/// Who may sign a file, and how many of them must (TUF 1.0.34 §4.3).
struct TUFRole: Sendable {
    let keys: [String: TUFKey]
    let keyIDs: [String]
    let threshold: Int

    /// - Parameters:
    ///   - file: where the role stands, for the refusal.
    ///   - keys: all keys of that file.
    init(json: JSONValue?, keys: [String: TUFKey], in file: String) throws(TUFRefusal) {
        // check: tuf-role
        guard let ids = json?["keyids"]?.array, ids.count <= TUFLimit.keys, case let texts = ids.compactMap(\.string),
            texts.count == ids.count, Set(texts.map { Array($0.utf8) }).count == texts.count
        else { throw .refused(file, "tuf-role", "a role does not list its keys, each once") }
        // check: tuf-threshold
        guard let threshold = json?["threshold"]?.int64, threshold >= 1, threshold <= TUFLimit.keys
        else { throw .refused(file, "tuf-threshold", "a role's threshold is no number from 1 on") }
        self.keyIDs = texts
        self.threshold = Int(threshold)
        self.keys = keys
    }

    /// Which keys sign, by their material: what two sets of identifiers have in common does not matter.
    var signers: Set<[UInt8]> { Set(keyIDs.compactMap { keys[$0]?.material }) }

    /// Requires signatures of at least `threshold` different keys.
    func verify(_ metadata: TUFMetadata) throws(TUFRefusal) {
        var signers: Set<[UInt8]> = []
        for signature in metadata.signatures {
            // Roots 12 to 14 of Sigstore have signatures that were never made: empty ones.
            guard keyIDs.contains(where: { equalBytewise($0, signature.keyID) }), let key = keys[signature.keyID],
                !signature.bytes.isEmpty, !signers.contains(key.material),
                key.isValid(signature.bytes, for: metadata.signedBytes)
            else { continue }
            signers.insert(key.material)
        }
        // check: tuf-signatures
        guard signers.count >= threshold
        else {
            throw .refused(
                metadata.file, "tuf-signatures",
                "signed by \(signers.count) of the role's keys, and \(threshold) must have signed")
        }
    }
}
