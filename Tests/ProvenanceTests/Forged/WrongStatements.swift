import JSONCursor
import PackageModel
import TestSupport

/// The statement of the provenance, which is signed as it is (A.11; C 6, 9, 26).
enum WrongStatements {
    private static func statement(
        _ outcome: String, _ title: String, _ path: String, _ value: JSONValue?
    ) -> WrongRelease {
        WrongRelease(outcome, title) { $0.provenance?.statement[path: path] = value }
    }

    static let all: [WrongRelease] = [
        WrongRelease("failed attestation-envelope", "a signature over a file in place of a statement") {
            $0.provenance?.bundle.artifact = Array("tarball".utf8)
            $0.provenance?.bundle.entry.kind = .hashedRekord1
        },
        statement(
            "failed statement-type", "a later version of in-toto", "_type", .string("https://in-toto.io/Statement/v2")),
        statement("failed statement-type", "a type in capitals", "_type", .string("https://in-toto.io/statement/V1")),
        statement("failed statement-type", "no type", "_type", nil),
        statement("failed statement-one-subject", "no subject", "subject", .array([])),
        statement(
            "failed statement-one-subject", "subjects that are no list", "subject", .string("pkg:npm/left-pad@1.0.0")),
        WrongRelease("failed statement-one-subject", "C 9: a second subject") {
            let subject = $0.provenance?.statement[path: "subject.0"] ?? .null
            $0.provenance?.statement[path: "subject"] = .array([subject, subject])
        },
        WrongRelease("failed statement-one-subject", "C 9: 1,025 subjects") {
            let subject = $0.provenance?.statement[path: "subject.0"] ?? .null
            $0.provenance?.statement[path: "subject"] = .array(Array(repeating: subject, count: 1025))
        },
        statement(
            "failed statement-subject-name", "another package", "subject.0.name", .string("pkg:npm/right-pad@1.0.0")),
        statement(
            "failed statement-subject-name", "another version", "subject.0.name", .string("pkg:npm/left-pad@1.0.1")),
        statement(
            "failed statement-subject-name", "a version that begins alike", "subject.0.name",
            .string("pkg:npm/left-pad@1.0.00")),
        statement(
            "failed statement-subject-name", "another scope", "subject.0.name",
            .string("pkg:npm/%40evil/left-pad@1.0.0")),
        statement(
            "failed statement-subject-name", "another ecosystem", "subject.0.name", .string("pkg:pypi/left-pad@1.0.0")),
        statement(
            "failed statement-subject-name", "another registry", "subject.0.name",
            .string("pkg:npm/left-pad@1.0.0?repository_url=https%3A%2F%2Fnpm.example")),
        statement("failed statement-subject-name", "no name", "subject.0.name", nil),
        statement("failed statement-digest-form", "no digest", "subject.0.digest", .object(JSONObject())),
        statement(
            "failed statement-digest-form", "half a digest", "subject.0.digest.sha512",
            .string(String(repeating: "ab", count: 32))),
        statement(
            "failed statement-digest-form", "a digest that is no hexadecimal", "subject.0.digest.sha512",
            .string(String(repeating: "xy", count: 64))),
        WrongRelease("failed statement-digest-form", "SHA-256 alone") {
            let digest = JSONObject([("sha256", .string(String(repeating: "ab", count: 32)))])
            $0.provenance?.statement[path: "subject.0.digest"] = .object(digest)
        },
        statement(
            "failed statement-digest", "other bytes", "subject.0.digest.sha512",
            .string(String(repeating: "cd", count: 64))),
        WrongRelease(
            "failed statement-announced-type", "C 6: a type outside of the signature that is not the signed one"
        ) {
            $0.provenance?.announcedType = ForgedAttestation.slsa02
        },
        WrongRelease("failed statement-announced-type", "C 6: provenance that signs itself as a publication") {
            $0.provenance?.statement[path: "predicateType"] = .string(ForgedAttestation.publish)
            $0.provenance?.announcedType = ForgedAttestation.slsa1
        },
        WrongRelease("unknown statement-predicate-type", "a version of SLSA that begins alike") {
            $0.provenance?.statement[path: "predicateType"] = .string("https://slsa.dev/provenance/v1.1")
        },
        WrongRelease("unknown statement-predicate-type", "a later version of SLSA") {
            $0.provenance?.statement[path: "predicateType"] = .string("https://slsa.dev/provenance/v2")
        },
        WrongRelease("failed statement-json", "C 6: a payload that is no JSON") {
            $0.provenance?.payload = Array("{".utf8)
        },
        WrongRelease("failed statement-json", "C 30: a payload with two subjects by one name") {
            let text = $0.provenance?.statement.text ?? ""
            $0.provenance?.payload = Array(text.replacing(#""subject":"#, with: #""subject":[],"subject":"#).utf8)
        },
        WrongRelease("unknown statement-json-limit", "C 7: a payload of too many values") {
            let many = JSONValue.array(Array(repeating: .null, count: 60_000))
            $0.provenance?.statement[path: "subject.0.annotations"] = many
        },
        statement("failed publish-predicate", "nothing", "unused", nil).publishing("name", .string("right-pad")),
        statement("failed publish-predicate", "nothing", "unused", nil).publishing("version", .string("1.0.1")),
        statement("failed publish-predicate", "nothing", "unused", nil).publishing(
            "registry", .string("https://registry.npmjs.org/")),
        statement("failed publish-predicate", "nothing", "unused", nil).publishing(
            "registry", .string("https://npm.example")),
        statement("failed publish-predicate", "nothing", "unused", nil).publishing("name", nil),
        WrongRelease(
            "failed statement-subject-name", "C 26: a publication whose subject is another one than its predicate's"
        ) {
            $0.publish?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0")
        },
        WrongRelease("failed statement-digest", "C 25: a publication of other bytes") {
            $0.publish?.statement[path: "subject.0.digest.sha512"] = .string(String(repeating: "cd", count: 64))
        },
        WrongRelease("failed body-digest", "C 25: a publication that was altered after it was signed") {
            $0.publish?.bundle.shownPayload = Array(#"{"_type":"https://in-toto.io/Statement/v1"}"#.utf8)
        },
        WrongRelease("failed signature", "C 25: a publication that the registry did not sign") {
            $0.publish?.bundle.signingKey = ForgeKeys.stranger
        },
    ]
}

extension WrongRelease {
    /// The same with one member of the publish predicate changed.
    func publishing(_ member: String, _ value: JSONValue?) -> WrongRelease {
        WrongRelease(outcome, "C 25: a publication of another \(member): \(value?.text ?? "none")") {
            $0.publish?.statement[path: "predicate.\(member)"] = value
        }
    }
}
