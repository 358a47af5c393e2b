import JSONCursor
import PackageModel
import Registry

/// Decodes a packument that a test writes out.
func decode(_ text: String, name: String = "x") throws -> Packument {
    try PackumentDecoder.decode(Array(text.utf8), name: PackageName(parsing: name))
}

/// Decodes it in pieces of that many bytes.
func decode(_ bytes: [UInt8], name: String = "x", by size: Int) throws -> Packument {
    var decoder = PackumentDecoder(name: try PackageName(parsing: name))
    var start = 0
    while start < bytes.count {
        let end = min(start + size, bytes.count)
        let chunk = Array(bytes[start..<end])
        try unsafe decoder.decode(chunk.span.bytes)
        start = end
    }
    return try decoder.packument()
}

/// A packument with one version, whose object has these members.
func release(_ members: String) throws -> Release {
    let packument = try decode(#"{"name":"x","versions":{"1.0.0":{\#(members)}}}"#)
    guard let release = packument.releases.first, packument.releases.count == 1 else { throw MissingRelease() }
    return release
}

struct MissingRelease: Error {}

/// A packument with every member that is read, and many that are not.
let completePackument = #"""
    {"_id":"x","_rev":"17-ab","name":"x","description":"caf\u00e9 \ud83d","dist-tags":{"latest":"1.1.0","next":"2.0.0-rc.1"},
    "readme":"# x\n\"quoted\" \\ und so weiter – 日本語","users":{"a":true,"b":{"c":[1,-2.5e3,null,false]}},
    "maintainers":[{"name":"alice","email":"alice@example.org"},"bob <bob@example.org>"],
    "versions":{
    "1.0.0":{"name":"x","version":"1.0.0","_npmUser":{"name":"alice","email":"alice@example.org"},
    "dist":{"shasum":"da39a3ee5e6b4b0d3255bfef95601890afd80709","tarball":"https://registry.npmjs.org/x/-/x-1.0.0.tgz"},
    "deprecated":"old","repository":"alice/x"},
    "1.1.0":{"name":"x","version":"1.1.0","scripts":{"test":"t","postinstall":"node a.js","prepare":"p"},"gypfile":true,
    "_npmUser":{"name":"GitHub Actions","email":"npm-oidc-no-reply@github.com",
    "trustedPublisher":{"id":"github","oidcConfigId":"oidc:1"},"approver":{"name":"bob","email":"bob@example.org"}},
    "gitHead":"0123456789012345678901234567890123456789","dependencies":{"a":"^1.0.0","b":"github:o/b"},
    "optionalDependencies":{"c":"*"},"maintainers":[{"name":"alice"}],
    "dist":{"integrity":"sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
    "shasum":"da39a3ee5e6b4b0d3255bfef95601890afd80709","unpackedSize":1234,"fileCount":5,
    "signatures":[{"keyid":"SHA256:k","sig":"MEUC"}],
    "attestations":{"url":"https://evil.example/","provenance":{"predicateType":"https://slsa.dev/provenance/v1"}}},
    "repository":{"type":"git","url":"git+https://github.com/alice/x.git","directory":"packages/x"}},
    "2.0.0-rc.1":{"name":"x","version":"2.0.0-rc.1"}},
    "time":{"created":"2020-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","1.0.0":"2020-01-01T00:00:01.000Z",
    "1.1.0":"2021-01-01T00:00:00.000Z","1.0.1":"2020-06-01T00:00:00.000Z","2.0.0-rc.1":"2022-01-01T00:00:00.000Z"},
    "repository":{"type":"git","url":"git+https://github.com/alice/x.git"},"license":"MIT"}
    """#
