import Foundation
import JSONCursor
import PackageModel
import Provenance
import Registry
import Sigstore
import Testing

/// Every registry signature of the recorded packuments, judged as an independent verifier has judged it.
@Suite(.enabled(if: sharedData != nil)) struct RegistrySignatureOracleTests {
    /// The oracle's counts of one document.
    struct Counts: Equatable, CustomStringConvertible {
        var versions = 0
        var valid = 0
        var invalid = 0
        var unknownKey = 0
        var unsigned = 0
        var expired = 0
        /// Valid ones by the beginning of their key's name.
        var keys: [String: Int] = [:]

        var signed: Int { valid + invalid + unknownKey + expired }

        var description: String {
            "\(versions) versions, \(valid) valid, \(invalid) invalid, \(unknownKey) unknown, \(expired) expired, \(keys)"
        }

        init() {}

        init(_ oracle: JSONValue) throws {
            func count(_ key: String) throws -> Int { Int(try #require(oracle[key]?.int64)) }
            (versions, valid, invalid) = (try count("versions"), try count("valid"), try count("invalid"))
            (unknownKey, unsigned) = (try count("unknownKey"), try count("unsigned"))
            expired = try count("expiredAtPublish")
            for (key, value) in oracle["bySuffix"]?.object?.members ?? [] { keys[key] = value.int64.map { Int($0) } }
        }
    }

    private static func oracle() throws -> [(file: String, counts: Counts)] {
        let folder = try #require(sharedData)
        let bytes = try Array(Data(contentsOf: folder.appending(path: "oracles/registry-signatures.json")))
        let members = try #require(try JSONValue(parsing: bytes).object).members
        return try members.map { ($0.key, try Counts($0.value)) }
    }

    @Test func everySignatureIsJudgedAsTheOracleJudgesIt() throws {
        var signed = 0
        var files = 0
        for (file, expected) in try Self.oracle() {
            let counts = try Self.judge(file)
            #expect(counts == expected, "\(file)")
            signed += counts.signed
            files += 1
        }
        #expect(files == 180)
        #expect(signed == 4443)
    }

    private struct Named: Decodable { let name: String }

    private static func judge(_ file: String) throws -> Counts {
        let data = try Data(contentsOf: try #require(sharedData).appending(path: file))
        let name = try PackageName(parsing: JSONDecoder().decode(Named.self, from: data).name)
        let packument = try PackumentDecoder.decode(Array(data), name: name)
        let verification = RegistrySignatureVerification(
            trust: RegistryTrust(keys: EmbeddedAnchors.registry, grade: .pinned))
        var counts = Counts()
        for release in packument.releases {
            counts.versions += 1
            let identity = ReleaseIdentity(
                name: name, version: release.versionText,
                integrity: release.distribution.integrity ?? release.distribution.shasum)
            // npm takes 2015 for a release without a date.
            let result = verification.verify(
                release.distribution.signatures, of: identity,
                signedAt: try release.publishedAt ?? Timestamp(parsing: "2015-01-01"))
            switch (result.status, result.cause) {
            case (.verified, _):
                counts.valid += 1
                counts.keys[String(try #require(result.keyID).dropFirst("SHA256:".count).prefix(6)), default: 0] += 1
            case (.absent, _): counts.unsigned += 1
            case (.failed, "registry-signature-known-key"): counts.unknownKey += 1
            case (.failed, "registry-key-validity"): counts.expired += 1
            default: counts.invalid += 1
            }
        }
        return counts
    }
}
