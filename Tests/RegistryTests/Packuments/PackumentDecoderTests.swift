import JSONCursor
import PackageModel
import Registry
import Testing

@Suite struct PackumentDecoderTests {
    @Test func everyFactIsRead() throws {
        let packument = try decode(completePackument)
        #expect(packument.name.text == "x")
        #expect(packument.distTag("latest") == "1.1.0")
        #expect(packument.distTag("next") == "2.0.0-rc.1")
        #expect(try packument.created == (Timestamp(parsing: "2020-01-01T00:00:00Z")))
        #expect(
            packument.maintainers == [
                Account(name: "alice", email: "alice@example.org"), Account(name: "bob", email: "bob@example.org"),
            ])
        #expect(packument.repository?.source?.url == "https://github.com/alice/x")
        #expect(packument.releases.map(\.versionText) == ["1.0.0", "1.1.0", "2.0.0-rc.1"])
        #expect(packument.removals.map(\.version) == ["1.0.1"])
        #expect(packument.unreadable.isEmpty)
        #expect(packument.unpublished == nil)

        let first = packument.releases[0]
        #expect(try first.publishedAt == (Timestamp(parsing: "2020-01-01T00:00:01Z")))
        #expect(first.publisher == Publisher(account: Account(name: "alice", email: "alice@example.org")))
        #expect(first.deprecation == "old")
        #expect(first.distribution.integrity == nil)
        let shasum = first.distribution.shasum?.strongest
        #expect(shasum.map { Hexadecimal.encode($0.bytes) } == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
        #expect(first.repository?.source?.url == "https://github.com/alice/x")
        #expect(first.scripts.preinstall == nil && first.scripts.install == nil && first.scripts.postinstall == nil)

        let second = packument.releases[1]
        #expect(second.publisher?.trustedPublisher == TrustedPublisher(provider: "github", configurationID: "oidc:1"))
        #expect(second.publisher?.approver == Account(name: "bob", email: "bob@example.org"))
        #expect(second.scripts == InstallScripts(postinstall: "node a.js", isNativeAddOn: true))
        #expect(second.dependencies.map(\.name) == ["a", "b"])
        #expect(second.dependencies.map(\.specifier) == ["^1.0.0", "github:o/b"])
        #expect(second.optionalDependencies == [Dependency(name: "c", specifier: "*")])
        #expect(second.gitHead == "0123456789012345678901234567890123456789")
        #expect(second.distribution.integrity?.strongest?.algorithm == .sha512)
        #expect(second.distribution.signatures == [RegistrySignature(keyID: "SHA256:k", signature: "MEUC")])
        #expect(second.distribution.attestations?.provenancePredicateType == "https://slsa.dev/provenance/v1")
        #expect(second.distribution.unpackedSize == 1234)
        #expect(second.distribution.fileCount == 5)
        #expect(packument.releases.filter { !$0.unreadable.isEmpty } == [])
    }

    @Test(arguments: [1, 2, 3, 5, 7, 8, 13, 64, 100, 1000, 4096])
    func theCutOfTheBytesMakesNoDifference(_ size: Int) throws {
        let bytes = Array(completePackument.utf8)
        #expect(try decode(bytes, by: size) == decode(completePackument))
    }

    @Test func aDocumentThatEndsEarlyIsAnErrorAtEveryByte() throws {
        let bytes = Array(completePackument.utf8)
        for length in 0..<bytes.count {
            #expect(throws: PackumentError.json(.unexpectedEnd(offset: length)), "\(length) bytes") {
                try PackumentDecoder.decode(Array(bytes[..<length]), name: PackageName(parsing: "x"))
            }
        }
    }

    @Test(arguments: [1, 10, 4096])
    func anErrorIsTheSameHoweverTheBytesAreCut(_ size: Int) {
        let cases: [(String, PackumentError)] = [
            (#"{"name":"x","name":"x"}"#, .json(.duplicateKey("name", offset: 12))),
            (#"{"name":"x","versions":{"1.0.0":{},"1.0.0":{}}}"#, .json(.duplicateKey("1.0.0", offset: 35))),
            (
                #"{"name":"x","versions":{"1.0.0":{"dist":{},"dist":{}}}}"#,
                .json(.duplicateKey("dist", offset: 43))
            ),
            (#"{"name":"x","versions":{"1.0.0":{"a":1,"a":2}}}"#, .json(.duplicateKey("a", offset: 39))),
            (#"{"name":"x"}x"#, .json(.trailingBytes(offset: 12))),
            (#"{"name":"x","readme":"\q"}"#, .json(.invalidEscape(offset: 22))),
            (#"{"name":"x","a":[1,}"#, .json(.unexpectedByte(0x7D, offset: 19))),
            ("[]", .json(.unexpectedByte(0x5B, offset: 0))),
            ("null", .json(.unexpectedByte(0x6E, offset: 0))),
            ("{}", .noName),
            (#"{"name":null}"#, .noName),
            (#"{"name":"y","versions":{}}"#, .wrongName("y")),
            (#"{"name":"X"}"#, .wrongName("X")),
        ]
        for (text, expected) in cases {
            #expect(throws: expected, "\(text)") { try decode(Array(text.utf8), by: size) }
        }
    }

    @Test func limitsHaveNames() throws {
        func decode(_ text: String, _ limits: JSONStreamLimits) throws {
            var decoder = PackumentDecoder(name: try PackageName(parsing: "x"), limits: limits)
            let bytes = Array(text.utf8)
            try unsafe decoder.decode(bytes.span.bytes)
            _ = try decoder.packument()
        }
        #expect(throws: PackumentError.json(.tooManyBytes(limit: 20))) {
            try decode(#"{"name":"x","a":"1234"}"#, JSONStreamLimits(bytes: 20))
        }
        #expect(throws: PackumentError.json(.tooManyValues(limit: 2, offset: 18))) {
            try decode(#"{"name":"x","a":1,"b":2}"#, JSONStreamLimits(bytes: 100, members: 2))
        }
        #expect(throws: PackumentError.json(.tooDeep(limit: 3, offset: 18))) {
            try decode(#"{"name":"x","a":[[[]]]}"#, JSONStreamLimits(bytes: 100, depth: 3))
        }
        #expect(throws: PackumentError.json(.memberTooLong(limit: 10, offset: 19))) {
            try decode(#"{"name":"x","time":"1234567890"#, JSONStreamLimits(bytes: 100, memberBytes: 10))
        }
    }

    @Test func aReadmeLongerThanEveryBufferPasses() throws {
        let readme = String(repeating: "läuft \\n \\\"", count: 10_000)
        let bytes = Array(#"{"name":"x","readme":"\#(readme)","dist-tags":{"latest":"1.0.0"}}"#.utf8)
        var decoder = PackumentDecoder(
            name: try PackageName(parsing: "x"), limits: JSONStreamLimits(bytes: 1 << 20, memberBytes: 64))
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = Array(rest.prefix(31))
            try unsafe decoder.decode(chunk.span.bytes)
            rest = rest.dropFirst(31)
        }
        #expect(try decoder.packument().distTag("latest") == "1.0.0")
    }
}
