import PackageModel
import Sigstore
import Testing

@Suite struct RegistryKeyTests {
    private func keys(_ text: String) throws -> [RegistryKey] { try RegistryKey.list(parsing: Array(text.utf8)) }

    @Test func theTargetOfTheTrustRootIsRead() throws {
        let keys = try keys(
            #"""
            {"keys":[{"keyId":"SHA256:k","keyUsage":"npm:signatures","publicKey":{"rawBytes":"AQID",
            "keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"1999-01-01T00:00:00.000Z","end":"2025-01-29T00:00:00.000Z"}}},
            {"keyId":"SHA256:k","keyUsage":"npm:attestations","publicKey":{"rawBytes":"AQID",
            "keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"1999-01-01T00:00:00.000Z"}}},
            {"keyId":"SHA256:z","keyUsage":"npm:signatures","publicKey":{"rawBytes":"AQID","keyDetails":"PKIX_ED25519"}}]}
            """#)
        #expect(keys.map(\.usage) == [.signatures, .attestations])
        #expect(keys.map(\.keyID) == ["SHA256:k", "SHA256:k"])
        #expect(keys.map(\.subjectPublicKeyInfo) == [[1, 2, 3], [1, 2, 3]])
        #expect(keys[0].validity.end == (try? Timestamp(parsing: "2025-01-29")))
        #expect(keys[1].validity.end == nil)
        #expect(keys[1].validity.start == (try Timestamp(parsing: "1999-01-01")))
    }

    @Test func theRegistrysOwnDocumentIsRead() throws {
        let keys = try keys(
            #"""
            {"keys":[{"expires":"2025-01-29T00:00:00.000Z","keyid":"a","keytype":"ecdsa-sha2-nistp256","scheme":"s","key":"AQID"},
            {"expires":null,"keyid":"b","keytype":"ecdsa-sha2-nistp256","scheme":"s","key":"AQID"},
            {"expires":null,"keyid":"c","keytype":"ssh-ed25519","scheme":"s","key":"AQID"}]}
            """#)
        #expect(keys.map(\.keyID) == ["a", "a", "b", "b"])
        #expect(keys.map(\.usage) == [.signatures, .attestations, .signatures, .attestations])
        #expect(keys.map { $0.validity.end != nil } == [true, true, false, false])
    }

    /// U+212A is canonically equal to a K: Swift's strings could not tell these apart.
    @Test func anAlgorithmIsNamedByItsBytes() throws {
        let text =
            #"{"keys":[{"keyId":"a","keyUsage":"npm:signatures","publicKey":{"rawBytes":"AQID","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2020-01-01T00:00:00Z"}}}]}"#
        #expect(try keys(text).count == 1)
        #expect(try keys(text.replacing("PKIX", with: "P\u{212A}IX")).isEmpty)
    }

    @Test(arguments: [
        ("{}", RegistryKeyError.missing("keys")), (#"{"keys":{}}"#, .missing("keys")),
        (#"{"keys":[{}]}"#, .missing("keyid")),
        (#"{"keys":[{"expires":"soon","keyid":"a","keytype":"ecdsa-sha2-nistp256","key":"AQID"}]}"#, .malformedTime),
        (#"{"keys":[{"expires":7,"keyid":"a","keytype":"ecdsa-sha2-nistp256","key":"AQID"}]}"#, .malformedTime),
        (
            #"{"keys":[{"keyId":"a","keyUsage":"npm:signatures","publicKey":{"rawBytes":"AQID","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2020-01-01T00:00:00Z","end":7}}}]}"#,
            .malformedTime
        ), (#"{"keys":[{"keyid":"a","keytype":"ecdsa-sha2-nistp256","key":"AQI"}]}"#, .missing("keyid")),
    ])
    func whatIsNoKeyDocumentIsNamed(_ text: String, _ expected: RegistryKeyError) {
        #expect(throws: expected) { try keys(text) }
    }
}
