import Foundation
import JSONCursor
import PackageModel
import Sigstore
import TestSupport
import Testing

/// The bundle's reader: versions, numbers, base64, limits (A.3, A.4).
@Suite struct BundleParsingTests {
    static let bundle: String = (try? Forgery { $0.token = ForgeToken() }.make().bundle) ?? ""

    private func cause(_ text: String) -> String {
        do throws(Refusal) {
            _ = try Bundle(parsing: Array(text.utf8))
            return "read"
        } catch { return "\(error.status.rawValue) \(error.cause)" }
    }

    private func cause(replacing old: String, with new: String) -> String {
        #expect(Self.bundle.contains(old), "nothing to replace")
        return cause(Self.bundle.replacing(old, with: new))
    }

    @Test func readsABundle() { #expect(cause(Self.bundle) == "read") }

    @Test(arguments: [
        "application/vnd.dev.sigstore.bundle+json;version=0.4", "application/vnd.dev.sigstore.bundle+json",
        "application/vnd.dev.sigstore.bundle.v0.4+json", "application/vnd.dev.sigstore.bundle.v0.3+json ",
        "Application/vnd.dev.sigstore.bundle.v0.3+json", "",
        // U+037E is canonically equal to a semicolon: Swift's strings could not tell these apart.
        "application/vnd.dev.sigstore.bundle+json\u{37E}version=0.3",
    ])
    func otherVersionsAreUnknown(_ mediaType: String) {
        let changed = cause(replacing: "application/vnd.dev.sigstore.bundle.v0.3+json", with: mediaType)
        #expect(changed == "unknown bundle-version")
    }

    @Test(arguments: ["41", "\"41\"", "0", "\"0\"", "9223372036854775807", "\"9223372036854775807\""])
    func int64HasTwoForms(_ number: String) {
        #expect(cause(replacing: #""logIndex":"41""#, with: "\"logIndex\":\(number)") == "read")
    }

    @Test(arguments: [
        "-1", "\"-1\"", "\"-0\"", "\"+41\"", "\" 41\"", "\"41 \"", "\"041\"", "\"0x29\"", "\"4_1\"", "\"\"", "41.0",
        "4.1e1", "true", "[41]", "{}", "9223372036854775808", "\"9223372036854775808\"", "\"٤١\"", "1e999",
    ])
    func everythingElseIsNoInt64(_ number: String) {
        #expect(cause(replacing: #""logIndex":"41""#, with: "\"logIndex\":\(number)") == "failed bundle-integer")
    }

    @Test func anAbsentInt64IsRefused() {
        #expect(cause(replacing: #""logIndex":"41","#, with: "") == "failed bundle-member")
        #expect(cause(replacing: #""logIndex":"41""#, with: #""logIndex":null"#) == "failed bundle-member")
    }

    /// Protobuf's JSON leaves out a number that is 0, and a text that is empty.
    @Test func theFirstPlaceInATreeNeedNotBeSaid() throws {
        let text = Self.bundle.replacing(#""logIndex":"1","#, with: "")
        #expect(cause(text) == "read")
        #expect(try Bundle(parsing: Array(text.utf8)).logEntries.first?.inclusionProof?.logIndex == 0)
        let key = try Forgery { $0.signer = .key }.make().bundle.replacing(#""hint":"#, with: #""other":"#)
        #expect(try Bundle(parsing: Array(key.utf8)).keyMaterial == .publicKey(hint: ""))
    }

    /// sigstore client-spec §5: standard base64 with padding, and no variant of it.
    @Test(arguments: [
        "AAA", "AAAA\\n", "AA\\nAA", "AA AA", "AA-_", "AAA=A", "A===", "AB==", "AAB=", "=AAA", "AAA==", "éAAA", "AAAA=",
    ])
    func base64HasOneForm(_ text: String) {
        #expect(
            cause(Self.bundle.replacing(#""sig":""#, with: #""sig":"\#(text)","x":""#)) == "failed bundle-base64")
    }

    @Test(arguments: ["7", "null", "[]", "\"*\"", "\"AAA\""]) func aProofHoldsHashes(_ hash: String) {
        #expect(cause(replacing: #""hashes":["#, with: "\"hashes\":[\(hash),") == "failed bundle-base64")
    }

    @Test(arguments: [
        "mediaType", "verificationMaterial", "canonicalizedBody", "kindVersion", "kind", "version", "logId", "keyId",
        "treeSize", "rootHash", "signedTimestamp", "payload", "payloadType", "sig", "signedEntryTimestamp", "envelope",
        "rawBytes",
    ])
    func membersAreNeeded(_ name: String) {
        let text = cause(replacing: "\"\(name)\":", with: "\"no-\(name)\":")
        #expect(text.hasPrefix("failed bundle-"), "\(name): \(text)")
    }

    @Test(arguments: [
        "tlogEntries", "hashes", "signatures", "rfc3161Timestamps",
    ])
    func listsMustBeLists(_ name: String) {
        let text = cause(replacing: "\"\(name)\":[", with: "\"\(name)\":7,\"other\":[")
        #expect(text.hasPrefix("failed "), "\(name): \(text)")
    }

    /// What may be absent is of its type, or null.
    @Test(arguments: ["7", "\"\"", "[]", "true"]) func whatMayBeAbsentIsOfItsType(_ value: String) throws {
        let time = #""timestampVerificationData":"#
        #expect(cause(replacing: time, with: "\(time)\(value),\"x\":") == "failed bundle-member")
        #expect(cause(replacing: time, with: #"\#(time)null,"x":"#) == "read")
        let key = #""keyid":"#
        let expected = value == "\"\"" ? "read" : "failed bundle-member"
        #expect(cause(replacing: key, with: "\(key)\(value),\"x\":") == expected)
        #expect(cause(replacing: key, with: #"\#(key)null,"x":"#) == "read")
        let hinted = try Forgery {
            $0.signer = .key
            $0.keyID = ForgeKeys.registryHint
        }.make().bundle
        #expect(cause(hinted) == "read")
        #expect(cause(hinted.replacing(#""hint":"#, with: #""hint":\#(value),"x":"#)) == expected)
    }

    @Test(arguments: ["mediaType", "verificationMaterial", "dsseEnvelope", "payload", "logIndex"])
    func noMemberComesTwice(_ name: String) {
        #expect(cause(replacing: "\"\(name)\":", with: "\"\(name)\":null,\"\(name)\":") == "failed bundle-json")
    }

    @Test func exactlyOneKeyMaterial() {
        let none = #""certificate":null"#
        #expect(cause(replacing: #""certificate":{"#, with: none + #","x":{"#) == "failed bundle-one-key-material")
        #expect(
            cause(replacing: #""certificate":"#, with: #""publicKey":{"hint":"k"},"certificate":"#)
                == "failed bundle-one-key-material")
    }

    @Test func aCertificateHasTheFormOfItsVersion() throws {
        let old = "application/vnd.dev.sigstore.bundle+json;version=0.2"
        #expect(
            cause(replacing: "application/vnd.dev.sigstore.bundle.v0.3+json", with: old)
                == "failed bundle-certificate-form")
        let chain = try Forgery { $0.mediaType = old }.make().bundle
        #expect(cause(chain) == "read")
        #expect(
            cause(chain.replacing(old, with: "application/vnd.dev.sigstore.bundle.v0.3+json"))
                == "failed bundle-certificate-form")
        #expect(
            cause(chain.replacing(#""certificates":["#, with: #""certificates":[],"x":["#))
                == "failed bundle-certificate-count")
    }

    @Test func exactlyOneContent() {
        let message = #""messageSignature":{"signature":"AAAA"}"#
        #expect(
            cause(replacing: #""dsseEnvelope":"#, with: message + #","dsseEnvelope":"#) == "failed bundle-one-content")
        #expect(cause(replacing: #""dsseEnvelope":"#, with: #""x":"#) == "failed bundle-one-content")
    }

    @Test func otherDigestsAreUnknown() throws {
        let text = try Forgery {
            $0.artifact = [1]
            $0.entry.kind = .hashedRekord1
        }.make().bundle
        #expect(cause(text) == "read")
        #expect(cause(text.replacing("SHA2_256", with: "SHA2_512")) == "unknown bundle-digest-algorithm")
    }

    /// C 9: each limit, and one more.
    /// C 8, 9 and 40: what is malformed or without an end is refused, in bounded memory.
    @Test func everyListIsLimited() throws {
        func entries(_ count: Int) throws -> String { try Forgery { $0.entryCount = count }.make().bundle }
        #expect(cause(try entries(Bundle.Limit.logEntries)) == "read")
        #expect(cause(try entries(Bundle.Limit.logEntries + 1)) == "unknown bundle-log-entry-limit")

        func tokens(_ count: Int) -> String {
            let list = [String](repeating: #"{"signedTimestamp":"AAAA"}"#, count: count).joined(separator: ",")
            return cause(
                replacing: #""rfc3161Timestamps":["#, with: #""rfc3161Timestamps":[\#(list)],"x":["#)
        }
        #expect(tokens(Bundle.Limit.timestamps) == "read")
        #expect(tokens(Bundle.Limit.timestamps + 1) == "unknown bundle-timestamp-limit")

        func hashes(_ count: Int) -> String {
            let list = [String](repeating: #""AAAA""#, count: count).joined(separator: ",")
            return cause(replacing: #""hashes":["#, with: #""hashes":[\#(list)],"x":["#)
        }
        #expect(hashes(Bundle.Limit.proofHashes) == "read")
        #expect(hashes(Bundle.Limit.proofHashes + 1) == "unknown bundle-proof-limit")

        let chain = try Forgery { $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2" }.make().bundle
        func certificates(_ count: Int) -> String {
            let list = [String](repeating: #"{"rawBytes":"AAAA"}"#, count: count).joined(separator: ",")
            return cause(chain.replacing(#""certificates":["#, with: #""certificates":[\#(list)],"x":["#))
        }
        #expect(certificates(Bundle.Limit.certificates) == "read")
        #expect(certificates(Bundle.Limit.certificates + 1) == "unknown bundle-certificate-limit")

        func certificate(_ size: Int) -> String {
            let der = Base64.encode([UInt8](repeating: 0, count: size))
            return cause(replacing: #""rawBytes":""#, with: #""rawBytes":"\#(der)","x":""#)
        }
        #expect(certificate(Bundle.Limit.certificateBytes) == "read")
        #expect(certificate(Bundle.Limit.certificateBytes + 1) == "unknown bundle-certificate-size")
    }

    @Test func sizeAndDepthAreLimited() {
        let padding = Bundle.Limit.bytes - Self.bundle.utf8.count
        #expect(cause(Self.bundle + String(repeating: " ", count: padding)) == "read")
        #expect(cause(Self.bundle + String(repeating: " ", count: padding + 1)) == "unknown bundle-json-limit")
        func nested(_ depth: Int) -> String {
            let value = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            return cause(replacing: #"{"mediaType""#, with: #"{"x":\#(value),"mediaType""#)
        }
        #expect(nested(Bundle.Limit.depth - 1) == "read")
        #expect(nested(Bundle.Limit.depth) == "unknown bundle-json-limit")
        #expect(nested(100_000) == "unknown bundle-json-limit")
        let digits = String(repeating: "1", count: 2000)
        #expect(
            cause(replacing: #"{"mediaType""#, with: #"{"x":\#(digits),"mediaType""#) == "unknown bundle-json-limit")
        let many = [String](repeating: "0", count: Bundle.Limit.values).joined(separator: ",")
        #expect(
            cause(replacing: #"{"mediaType""#, with: #"{"x":[\#(many)],"mediaType""#) == "unknown bundle-json-limit")
    }

    /// C 7: 10^6 signatures take no time worth mentioning.
    @Test(.timeLimit(.minutes(1))) func aMillionSignaturesAreRefused() {
        let list = String(repeating: "{},", count: 300_000)
        let text = Self.bundle.replacing(#""signatures":["#, with: #""signatures":[\#(list)"#)
        #expect(cause(text) == "unknown bundle-json-limit")
    }

    @Test(arguments: ["", " ", "null", "[]", "{}", "7", "\"\"", "{", "\u{FEFF}{}", "{}{}"])
    func whatIsNoBundleIsRefused(_ text: String) {
        #expect(cause(text).hasPrefix("failed bundle-"))
    }

    /// DSSE protocol: lengths count bytes, and the payload is the decoded one.
    @Test func theEncodingThatIsSignedCountsBytes() throws {
        let text = try Forgery {
            $0.payloadType = "é"
            $0.payload = Array("ü€".utf8)
        }.make().bundle
        guard case .envelope(let envelope) = try Bundle(parsing: Array(text.utf8)).content else {
            Issue.record("no envelope")
            return
        }
        #expect(envelope.preAuthenticationEncoding == Array("DSSEv1 2 é 5 ü€".utf8))
    }
}
