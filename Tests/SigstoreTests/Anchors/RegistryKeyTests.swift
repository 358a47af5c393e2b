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

    /// C 9: the limit, and one more.
    @Test func keysAreLimited() throws {
        func document(_ count: Int) -> String {
            let key = #"{"keyid":"a","keytype":"ecdsa-sha2-nistp256","key":"AQID"}"#
            return #"{"keys":[\#(Array(repeating: key, count: count).joined(separator: ","))]}"#
        }
        let limit = RegistryKey.maximumCount
        #expect(try keys(document(limit)).count == 2 * limit)
        #expect(throws: RegistryKeyError.tooMany) { try keys(document(limit + 1)) }
        let one = document(1)
        let padding = String(repeating: " ", count: RegistryKey.maximumBytes - one.utf8.count)
        #expect(try keys(one + padding).count == 2)
        #expect(throws: RegistryKeyError.self) { try keys(one + padding + " ") }
    }

    /// A use that is not known is left out; a key without a beginning is none.
    @Test func aKeyHasAUseAndABeginning() throws {
        func key(_ usage: String, _ validity: String) -> String {
            #"{"keys":[{"keyId":"a","keyUsage":"\#(usage)","publicKey":{"rawBytes":"AQID","keyDetails":"PKIX_ECDSA_P256_SHA_256"\#(validity)}}]}"#
        }
        let validity = #","validFor":{"start":"2020-01-01T00:00:00Z"}"#
        #expect(try keys(key("npm:signatures", validity)).count == 1)
        #expect(try keys(key("npm:other", validity)).isEmpty)
        #expect(throws: RegistryKeyError.self) { try keys(key("npm:signatures", "")) }
        #expect(throws: RegistryKeyError.self) {
            try keys(key("npm:signatures", #","validFor":{"end":"2020-01-01T00:00:00Z"}"#))
        }
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
        (
            #"{"keys":[{"keyId":"a","keyUsage":"npm:signatures","publicKey":{"rawBytes":"AQID","keyDetails":"PKIX_ECDSA_P256_SHA_256"}}]}"#,
            .missing("validFor")
        ),
    ])
    func whatIsNoKeyDocumentIsNamed(_ text: String, _ expected: RegistryKeyError) {
        #expect(throws: expected) { try keys(text) }
    }
}
