import JSONCursor
import PackageModel
import Sigstore

/// An in-toto statement out of a verified envelope (in-toto attestation v0.1, v1).
struct Statement {
    enum PredicateType: String, CaseIterable {
        case provenance02 = "https://slsa.dev/provenance/v0.2"
        case provenance1 = "https://slsa.dev/provenance/v1"
        case publish = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1"

        /// Requires exactly these bytes.
        init?(signed text: String) {
            guard let type = Self.allCases.first(where: { equalBytewise($0.rawValue, text) }) else { return nil }
            self = type
        }
    }

    let predicateType: PredicateType
    let predicate: JSONValue
    /// SHA-512 of the tarball.
    let digest: [UInt8]

    private static let types = ["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"]

    /// Requires the statement to be about exactly this release.
    ///
    /// - Parameter announced: the type outside of the signature, which must be the signed one.
    init(
        parsing payload: [UInt8], announced: String, about release: ReleaseIdentity, _ checks: inout [Check]
    ) throws(Refusal) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: payload, limits: AttestationList.limits)
        } catch {
            if error.isLimit {
                throw .unknown(.statement, "statement-json-limit", "the payload is too large: \(error)")
            }
            throw .failed(.statement, "statement-json", "the payload is not JSON")
        }
        // check: statement-type
        guard let type = value["_type"]?.string, Self.types.contains(where: { equalBytewise($0, type) }) else {
            throw .failed(.statement, "statement-type", "the payload is no in-toto statement")
        }
        // check: statement-announced-type
        guard let signed = value["predicateType"]?.string, equalBytewise(signed, announced) else {
            throw .failed(.statement, "statement-announced-type", "the signed type is not the one that was announced")
        }
        // check: statement-predicate-type
        guard let predicateType = PredicateType(signed: signed) else {
            throw .unknown(.statement, "statement-predicate-type", "predicates of type `\(signed)` are not known")
        }
        checks.append(Check(.statement, .verified, evidence: [Evidence("predicateType", signed)]))
        let subject = try Self.subject(value, release)
        checks.append(Check(.statementSubject, .verified, evidence: [Evidence("subject", release.packageURL)]))
        self.predicateType = predicateType
        self.predicate = value["predicate"] ?? .null
        self.digest = try Self.digest(subject, release)
        checks.append(Check(.statementDigest, .verified, evidence: [Evidence("sha512", Hexadecimal.encode(digest))]))
    }

    private static func subject(_ value: JSONValue, _ release: ReleaseIdentity) throws(Refusal) -> JSONValue {
        let subjects = value["subject"]?.array ?? []
        // check: statement-one-subject
        guard subjects.count == 1, let subject = subjects.first else {
            throw .failed(.statementSubject, "statement-one-subject", "the statement has \(subjects.count) subjects")
        }
        // check: statement-subject-name
        guard let name = subject["name"]?.string, equalBytewise(name, release.packageURL) else {
            throw .failed(
                .statementSubject, "statement-subject-name",
                "the statement is about `\(subject["name"]?.string ?? "nothing")`")
        }
        return subject
    }

    private static func digest(_ subject: JSONValue, _ release: ReleaseIdentity) throws(Refusal) -> [UInt8] {
        // check: statement-digest-form
        guard let digest = subject["digest"]?["sha512"]?.string.flatMap({ Hexadecimal.decode($0) }), digest.count == 64
        else {
            throw .failed(.statementDigest, "statement-digest-form", "the statement has no SHA-512 digest")
        }
        // check: statement-digest-comparable
        guard let listed = release.integrity?.digests.filter({ $0.algorithm == .sha512 }), !listed.isEmpty else {
            throw .unknown(.statementDigest, "statement-digest-comparable", "the registry lists no SHA-512 digest")
        }
        // check: statement-digest
        // All of them: npm installs what has any.
        guard listed.allSatisfy({ $0.bytes == digest }) else {
            throw .failed(
                .statementDigest, "statement-digest", "the statement is about other bytes than the registry lists")
        }
        let locked = release.lockedIntegrity?.digests.filter { $0.algorithm == .sha512 } ?? []
        // check: statement-locked-digest
        guard locked.allSatisfy({ $0.bytes == digest }) else {
            throw .failed(
                .statementDigest, "statement-locked-digest", "the statement is about other bytes than the lock file's")
        }
        return digest
    }
}
