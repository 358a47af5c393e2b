import JSONCursor
import PackageModel
import Registry
import Testing

@Suite struct VersionManifestTests {
    private func manifest(_ text: String) throws -> VersionManifest {
        try VersionManifest(
            decoding: Array(text.utf8), name: PackageName(parsing: "x"), version: Version(parsing: "1.0.0"))
    }

    @Test func theFactsOfAReleaseAreRead() throws {
        let manifest = try manifest(
            #"""
            {"name":"x","version":"1.0.0","_npmUser":{"name":"alice","email":"a@example.org"},
            "dist":{"signatures":[{"keyid":"k","sig":"s"}],"attestations":{"provenance":{"predicateType":"p"}}}}
            """#)
        #expect(manifest.name.text == "x")
        #expect(manifest.release.versionText == "1.0.0")
        #expect(manifest.release.version == Version(1, 0, 0))
        #expect(manifest.release.publisher?.account.name == "alice")
        #expect(manifest.release.distribution.signatures.count == 1)
        #expect(manifest.release.distribution.attestations?.provenancePredicateType == "p")
        #expect(manifest.release.publishedAt == nil)
    }

    @Test(arguments: [
        (#"{"name":"y","version":"1.0.0"}"#, VersionManifestError.wrongName("y")),
        (#"{"name":"x","version":"1.0.1"}"#, .wrongVersion("1.0.1")), (#"{"name":"x"}"#, .noNameOrVersion),
        (#"{"version":"1.0.0"}"#, .noNameOrVersion),
        ("\"version not found: 1.0.0\"", .json(.unexpectedType(.string, expected: .object, offset: 0))),
        (#"{"name":"x","version":"1.0.0","version":"1.0.0"}"#, .json(.duplicateKey("version", offset: 30))),
        (#"{"name":"x","version":"1.0.0"}{}"#, .json(.trailingBytes(offset: 30))),
    ])
    func anotherDocumentIsRefused(_ text: String, _ expected: VersionManifestError) {
        #expect(throws: expected) { try manifest(text) }
    }
}
