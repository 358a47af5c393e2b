public import JSONCursor
import PackageModel

/// An in-toto statement and the bundle that signs it; each part can be wrong by itself, and signed all the same.
public struct ForgedAttestation: Sendable {
    /// Predicate types.
    public static let slsa1 = "https://slsa.dev/provenance/v1"
    public static let slsa02 = "https://slsa.dev/provenance/v0.2"
    public static let publish = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1"

    /// The type outside of the signature, where it is not the signed one.
    public var announcedType: String?
    /// The whole statement: `_type`, `subject`, `predicateType`, `predicate`.
    public var statement: JSONValue
    /// The payload, where it is not the statement.
    public var payload: [UInt8]?
    public var bundle: Forgery

    /// A statement about one subject.
    public init(
        type: String, subject: String, sha512: [UInt8], predicate: JSONValue, bundle: Forgery = Forgery()
    ) {
        let digest = JSONValue.object(JSONObject([("sha512", .string(Hexadecimal.encode(sha512)))]))
        let subject = JSONValue.object(JSONObject([("name", .string(subject)), ("digest", digest)]))
        self.statement = .object(
            JSONObject([
                ("_type", .string("https://in-toto.io/Statement/v1")), ("subject", .array([subject])),
                ("predicateType", .string(type)), ("predicate", predicate),
            ]))
        self.bundle = bundle
    }

    /// One element of the registry's list, and the trust root.
    func make() throws -> (item: String, root: String) {
        var forgery = bundle
        forgery.payload = payload ?? Array(statement.text.utf8)
        let type = announcedType.map { JSONValue.string($0) } ?? statement["predicateType"] ?? .null
        let (bundle, root) = try forgery.make()
        return (#"{"predicateType":\#(type.text),"bundle":\#(bundle)}"#, root)
    }
}
