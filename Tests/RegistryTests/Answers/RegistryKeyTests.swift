import PackageModel
import Registry
import Testing

@Suite struct RegistryKeyTests {
    private func keys(_ text: String) throws -> [RegistryKey] { try RegistryKey.keys(decoding: Array(text.utf8)) }

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
        #expect(keys[0].validUntil == (try? Timestamp(parsing: "2025-01-29")))
        #expect(keys[1].validUntil == nil)
        #expect(keys[1].validFrom == (try? Timestamp(parsing: "1999-01-01")))
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
        #expect(keys.map { $0.validUntil != nil } == [true, true, false, false])
    }

    @Test(arguments: [
        ("{}", RegistryKeysError.unexpectedShape), (#"{"keys":{}}"#, .unexpectedShape),
        (#"{"keys":[{}]}"#, .unexpectedShape),
        (
            #"{"keys":[{"expires":"soon","keyid":"a","keytype":"ecdsa-sha2-nistp256","key":"AQID"}]}"#,
            .invalidTime(keyID: "a")
        ),
        (
            #"{"keys":[{"expires":7,"keyid":"a","keytype":"ecdsa-sha2-nistp256","key":"AQID"}]}"#,
            .invalidTime(keyID: "a")
        ),
        (#"{"keys":[{"keyid":"a","keytype":"ecdsa-sha2-nistp256","key":"AQI"}]}"#, .invalidBase64(keyID: "a")),
    ])
    func whatIsNoKeyDocumentIsNamed(_ text: String, _ expected: RegistryKeysError) {
        #expect(throws: expected) { try keys(text) }
    }
}
