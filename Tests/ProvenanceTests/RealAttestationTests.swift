import Foundation
import JSONCursor
import PackageModel
import Provenance
import Registry
import Sigstore
import TestSupport
import Testing

let sharedData = TestFiles.sharedData

/// npm's own attestation sets and the altered ones of other verifiers' tests, judged with the embedded anchors.
@Suite(.enabled(if: sharedData != nil)) struct RealAttestationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let file: String
        let name: String
        let version: String
        /// Nil: verified.
        let cause: String?

        var testDescription: String { file }

        init(_ file: String, _ name: String, _ version: String, refused cause: String? = nil) {
            self.file = file
            self.name = name
            self.version = version
            self.cause = cause
        }

        /// What the registry answered.
        func bytes() throws -> [UInt8] {
            try Array(Data(contentsOf: #require(sharedData).appending(path: "attestations").appending(path: file)))
        }
    }

    static let cases: [Case] = [
        Case("npm-cli/valid-sigstore-attestations.json", "sigstore", "1.0.0"),
        Case("npm-cli/valid-tuf-js-attestations.json", "tuf-js", "1.0.0"),
        Case("pacote/valid-attestations.json", "sigstore", "0.4.0"),
        Case("pacote/invalid-attestations.json", "sigstore", "0.4.0", refused: "bundle-base64"),
        Case("pacote/malformed-subject-attestations.json", "sigstore", "0.4.0", refused: "body-digest"),
        Case("pacote/mismatched-keyid-attestations.json", "sigstore", "0.4.0", refused: "envelope-without-key-id"),
        Case("pacote/mismatched-subject-digest-attestations.json", "sigstore", "0.4.0", refused: "body-digest"),
        Case("pacote/mismatched-subject-name-attestations.json", "sigstore", "0.4.0", refused: "body-digest"),
        Case("pacote/no-keyid-attestations.json", "sigstore", "0.4.0", refused: "bundle-base64"),
        Case("pacote/unsupported-attestations.json", "sigstore", "0.4.0", refused: "body-payload-type"),
        Case("playwright-cli-0.1.1/playwright-cli-0.1.1-attestations.json", "@playwright/cli", "0.1.1"),
        Case("provenance-action/nuxt@3.13.0.json", "nuxt", "3.13.0"),
        Case("provenance-action/nuxt@4.1.2.json", "nuxt", "4.1.2"),
        Case("slsa-verifier-gha/npm-attestations.intoto.sigstore", "@laurentsimon/provenance-npm-test", "1.0.0"),
    ]

    @Test(arguments: cases) func judges(_ item: Case) throws {
        let bytes = try item.bytes()
        let release = try Self.release(item, bytes)
        let verification = AttestationVerification(
            root: EmbeddedAnchors.sigstore, trust: RegistryTrust(keys: EmbeddedAnchors.registry, grade: .pinned))
        let result = verification.verify(.document(bytes), of: release)
        if let cause = item.cause {
            #expect(result.provenance.status == .failed, "\(result.provenance)")
            #expect(result.provenance.cause == cause, "\(result.provenance.reason ?? "")")
        } else {
            #expect(
                result.provenance.status == .verified,
                "\(result.provenance.reason ?? "") \(result.provenance.cause ?? "")")
            #expect(result.publish.status == .verified, "\(result.publish.reason ?? "")")
            #expect(result.build?.repository.hasPrefix("https://github.com/") == true)
        }
    }

    static let altered = [
        "npm-att-mismatch-prov-payloadtype", "npm-att-mismatch-prov-predicatetype", "npm-att-mismatch-pub-payloadtype",
        "npm-att-mismatch-pub-predicatetype", "npm-att-prov-invalid-signature", "npm-att-publish-invalid-signature",
        "npm-att-publish-nodigest", "npm-att-publish-nosubjects", "npm-stmt-mismatch-prov-predicatetype",
        "npm-stmt-mismatch-prov-type", "npm-stmt-mismatch-pub-predicatetype", "npm-stmt-mismatch-pub-type",
    ]

    @Test(arguments: altered) func refusesWhatWasAltered(_ name: String) throws {
        let folder = try #require(sharedData).appending(path: "attestations/slsa-verifier-gha")
        let bytes = try Array(Data(contentsOf: folder.appending(path: "\(name).intoto.sigstore")))
        let original = try Array(Data(contentsOf: folder.appending(path: "npm-attestations.intoto.sigstore")))
        let release = try Self.release(Case(name, "@laurentsimon/provenance-npm-test", "1.0.0"), original)
        let verification = AttestationVerification(
            root: EmbeddedAnchors.sigstore, trust: RegistryTrust(keys: EmbeddedAnchors.registry, grade: .pinned))
        let result = verification.verify(.document(bytes), of: release)
        #expect(result.provenance.status == .failed, "\(name): \(result.provenance.reason ?? "verified")")
    }

    /// The release that the provenance itself names: what the registry lists is not part of these files.
    static func release(_ item: Case, _ bytes: [UInt8]) throws -> ReleaseIdentity {
        let list = try #require(try JSONValue(parsing: bytes)["attestations"]?.array)
        let provenance = try #require(
            list.first { $0["predicateType"]?.string?.contains("slsa") == true } ?? list.first)
        let payload = try #require(
            provenance["bundle"]?["dsseEnvelope"]?["payload"]?.string.flatMap { Base64.decode($0) })
        let statement = try JSONValue(parsing: payload)
        let hex = try #require(statement["subject"]?[0]?["digest"]?["sha512"]?.string)
        let digest = try #require(Hexadecimal.decode(hex).flatMap { IntegrityDigest(.sha512, bytes: $0) })
        return ReleaseIdentity(
            name: try PackageName(parsing: item.name), version: item.version, integrity: Integrity(digest))
    }
}
