import Crypto
import PackageModel
import Provenance
import Registry
import Sigstore
import TestSupport
import Testing

/// `name@version:integrity`, signed by keys that the tests make (A.2 of docs/verification.md).
@Suite struct RegistrySignatureTests {
    private let key = P256.Signing.PrivateKey()
    private let integrity = try? Integrity(IntegrityDigest.filled(1))

    private func registryKey(_ id: String = "SHA256:a", end: String? = nil) throws -> Sigstore.RegistryKey {
        RegistryKey(
            keyID: id, usage: .signatures, subjectPublicKeyInfo: Array(key.publicKey.derRepresentation),
            validity: Validity(
                start: try Timestamp(parsing: "2020-01-01"), end: try end.map { try Timestamp(parsing: $0) }))
    }

    private func release(_ name: String = "left-pad", integrity: Integrity?) throws -> ReleaseIdentity {
        ReleaseIdentity(name: try PackageName(parsing: name), version: "1.0.0", integrity: integrity)
    }

    private func signature(over text: String, keyID: String = "SHA256:a") throws -> RegistrySignature {
        let der = try key.signature(for: Array(text.utf8)).derRepresentation
        return RegistrySignature(keyID: keyID, signature: Base64.encode(Array(der)))
    }

    private func verify(
        _ signatures: [RegistrySignature], keys: [Sigstore.RegistryKey]? = nil, name: String = "left-pad",
        at instant: String? = "2026-01-01"
    ) throws -> RegistrySignatureResult {
        let trust = RegistryTrust(keys: try keys ?? [registryKey()], grade: .pinned)
        return RegistrySignatureVerification(trust: trust).verify(
            signatures, of: try release(name, integrity: integrity),
            signedAt: try instant.map { try Timestamp(parsing: $0) })
    }

    private func message(_ name: String = "left-pad") throws -> String {
        "\(name)@1.0.0:\(try #require(integrity).text)"
    }

    @Test func aTrueSignatureIsVerified() throws {
        let result = try verify([signature(over: message())])
        #expect(result.status == .verified)
        #expect(result.keyID == "SHA256:a")
    }

    @Test func aSignatureOverAnotherPackageFails() throws {
        let result = try verify([signature(over: message("right-pad"))])
        #expect(result.status == .failed)
        #expect(result.cause == "registry-signature")
    }

    @Test func oneWrongSignatureBesideATrueOneFails() throws {
        let result = try verify([signature(over: message()), signature(over: "else")])
        #expect(result.cause == "registry-signature")
    }

    @Test func onlyUnknownKeysFail() throws {
        let result = try verify([signature(over: message(), keyID: "SHA256:b")])
        #expect(result.status == .failed)
        #expect(result.cause == "registry-signature-known-key")
    }

    @Test(arguments: ["", "SHA256:", "SHA256", "SHA256:aa", "SHA256:a ", "sha256:a", "SHA256:A"])
    func aKeyIsNamedInFull(_ keyID: String) throws {
        let result = try verify([signature(over: message(), keyID: keyID)])
        #expect(result.status == .failed && result.cause == "registry-signature-known-key")
    }

    @Test func aRetiredKeyFailsAfterItsEnd() throws {
        let keys = [try registryKey(end: "2025-01-29")]
        let signatures = [try signature(over: message())]
        #expect(try verify(signatures, keys: keys, at: "2025-01-29").status == .verified)
        #expect(try verify(signatures, keys: keys, at: "2025-01-30").cause == "registry-key-validity")
        #expect(try verify(signatures, keys: keys, at: nil).status == .unknown)
    }

    @Test func aKeyFailsBeforeItsBeginning() throws {
        let signatures = [try signature(over: message())]
        #expect(try verify(signatures, at: "2020-01-01").status == .verified)
        #expect(try verify(signatures, at: "2019-12-31").cause == "registry-key-validity")
    }

    /// Every known key counts, not the first alone.
    @Test func aRetiredKeyBesideAValidOneFails() throws {
        let keys = [try registryKey(), try registryKey("SHA256:b", end: "2025-01-29")]
        let signatures = [try signature(over: message()), try signature(over: message(), keyID: "SHA256:b")]
        for list in [signatures, signatures.reversed()] {
            #expect(try verify(list, keys: keys, at: "2025-01-29").status == .verified)
            #expect(try verify(list, keys: keys, at: "2025-01-30").cause == "registry-key-validity")
            #expect(try verify(list, keys: keys, at: nil).cause == "registry-key-time")
        }
    }

    @Test(arguments: ["1.0.1", "1.0.0-0", "1.0"]) func aSignatureOverAnotherVersionFails(_ version: String) throws {
        let digest = try #require(integrity).text
        let result = try verify([signature(over: "left-pad@\(version):\(digest)")])
        #expect(result.status == .failed && result.cause == "registry-signature")
        // And one over this version, where another one is asked for.
        let trust = RegistryTrust(keys: [try registryKey()], grade: .pinned)
        let other = ReleaseIdentity(name: try PackageName(parsing: "left-pad"), version: version, integrity: integrity)
        let moved = RegistrySignatureVerification(trust: trust).verify(
            [try signature(over: message())], of: other, signedAt: try Timestamp(parsing: "2026-01-01"))
        #expect(moved.status == .failed && moved.cause == "registry-signature")
    }

    /// What a registry asserts of itself is a lower grade, and is said to be one.
    @Test func theRegistrysOwnWordIsSaidToBeIt() throws {
        let signatures = [try signature(over: message())]
        for (grade, isSaid) in [(RegistryTrust.Grade.pinned, false), (.registryAsserted, true)] {
            let result = RegistrySignatureVerification(trust: RegistryTrust(keys: [try registryKey()], grade: grade))
                .verify(signatures, of: try release(integrity: integrity), signedAt: nil)
            #expect(result.status == .verified && (result.reason != nil) == isSaid)
        }
    }

    /// What is remembered is this key's signature over this message, and nothing like it.
    @Test func aMemoryKnowsNoOtherSignature() throws {
        let memory = ExactMemory()
        func verify(_ signature: RegistrySignature, _ key: Sigstore.RegistryKey, _ name: String) throws -> String {
            RegistrySignatureVerification(trust: RegistryTrust(keys: [key], grade: .pinned), memory: memory)
                .verify([signature], of: try release(name, integrity: integrity), signedAt: nil).status.rawValue
        }
        let own = try registryKey()
        let signature = try signature(over: message())
        #expect(try verify(signature, own, "left-pad") == "verified")
        #expect(try verify(signature, own, "left-pad") == "verified")
        #expect(memory.count == 1 && memory.hits == 1)
        #expect(try verify(signature, own, "right-pad") == "failed")
        let other = RegistryKey(
            keyID: own.keyID, usage: .signatures,
            subjectPublicKeyInfo: Array(P256.Signing.PrivateKey().publicKey.derRepresentation), validity: own.validity)
        #expect(try verify(signature, other, "left-pad") == "failed")
        let altered = RegistrySignature(keyID: own.keyID, signature: Base64.encode([0x30, 0x00]))
        #expect(try verify(altered, own, "left-pad") == "failed")
    }

    @Test func aKeyForAttestationsSignsNoPackage() throws {
        let wrong = RegistryKey(
            keyID: "SHA256:a", usage: .attestations, subjectPublicKeyInfo: Array(key.publicKey.derRepresentation),
            validity: Validity(start: Timestamp(milliseconds: 0), end: nil))
        #expect(try verify([signature(over: message())], keys: [wrong]).cause == "registry-signature-known-key")
    }

    @Test func nothingToCheckIsNoPass() throws {
        #expect(try verify([]).status == .absent)
        #expect(try verify([signature(over: message())], keys: []).status == .notApplicable)
    }

    /// C 9: the limit, and one more.
    @Test func signaturesAreLimited() throws {
        let one = try signature(over: message())
        let limit = RegistrySignatureVerification.maximumSignatures
        #expect(try verify(Array(repeating: one, count: limit)).status == .verified)
        let result = try verify(Array(repeating: one, count: limit + 1))
        #expect(result.status == .unknown && result.cause == "registry-signature-limit")
    }

    @Test func aSignatureOverNothingFails() throws {
        let trust = RegistryTrust(keys: [try registryKey()], grade: .pinned)
        let result = RegistrySignatureVerification(trust: trust).verify(
            [try signature(over: message())], of: try release(integrity: nil), signedAt: nil)
        #expect(result.status == .failed && result.cause == "registry-signature-digest")
    }

    /// A signature over SHA-1 is one, and said to be weak.
    @Test func aSignatureOverSHA1IsWeak() throws {
        let weak = try Integrity(sha1Hexadecimal: String(repeating: "ab", count: 20))
        let trust = RegistryTrust(keys: [try registryKey()], grade: .pinned)
        let result = RegistrySignatureVerification(trust: trust).verify(
            [try signature(over: "left-pad@1.0.0:\(weak.text)")], of: try release(integrity: weak), signedAt: nil)
        #expect(result.status == .verified && result.reason?.hasPrefix("weak") == true)
    }

    /// A 2: canonical equivalence joins no two keys, and a malformed signature verifies nothing.
    @Test(arguments: ["", "AAAA", "not base64", "MEUCIQ=="]) func whatIsNoSignatureFails(_ text: String) throws {
        let result = try verify([RegistrySignature(keyID: "SHA256:a", signature: text)])
        #expect(result.status == .failed && result.cause == "registry-signature")
    }
}

extension IntegrityDigest {
    /// A digest of equal bytes.
    static func filled(_ byte: UInt8) throws -> IntegrityDigest {
        try #require(IntegrityDigest(.sha512, bytes: [UInt8](repeating: byte, count: 64)))
    }
}

/// What the endpoint's answer alone decides (A.3; C 3, 7, 42 of docs/verification.md).
@Suite struct AttestationAnswerTests {
    private func verify(_ answer: AttestationAnswer, trust: RegistryTrust? = nil) throws -> AttestationResult {
        let release = ReleaseIdentity(
            name: try PackageName(parsing: "left-pad"), version: "1.0.0",
            integrity: Integrity(try IntegrityDigest.filled(1)))
        let trust = trust ?? RegistryTrust(keys: EmbeddedAnchors.registry, grade: .pinned)
        return AttestationVerification(root: EmbeddedAnchors.sigstore, trust: trust).verify(answer, of: release)
    }

    @Test(arguments: [
        (AttestationAnswer.notAnnounced, CheckStatus.absent), (.notFound(isDefaultRegistry: true), .failed),
        (.notFound(isDefaultRegistry: false), .unknown), (.notAsked(reason: "offline"), .unknown),
        (.unavailable(reason: "timed out"), .unknown),
    ])
    func whatIsNotThereIsNeverVerified(answer: AttestationAnswer, status: CheckStatus) throws {
        let result = try verify(answer)
        #expect(result.provenance.status == status && result.publish.status == status)
        #expect(result.build == nil)
        #expect(result.isClaimOnly == (answer == .notAsked(reason: "offline")))
    }

    @Test(arguments: [
        (#"{"attestations":[]}"#, "attestations-present"), ("{}", "attestations-list"), ("[]", "attestations-list"),
        (#"{"attestations":[],"attestations":[]}"#, "attestations-json"),
        (#"{"attestations":[{}]}"#, "attestations-item"),
        (#"{"attestations":[{"predicateType":"https://slsa.dev/provenance/v1","bundle":{}}]}"#, "bundle-member"),
    ])
    func whatIsAnnouncedAndNotProvenanceFails(document: String, cause: String) throws {
        let result = try verify(.document(Array(document.utf8)))
        #expect(result.provenance.status == .failed)
        #expect(result.provenance.cause == cause)
    }

    /// An answer of 200 that is no JSON: a proxy's page, or what broke off on the way.
    @Test(arguments: ["", "{", "<!DOCTYPE html>", #"{"attestations":["#, "null null", "\u{0}"])
    func whatIsNoAnswerIsUnknown(document: String) throws {
        let result = try verify(.document(Array(document.utf8)))
        #expect(result.provenance.status == .unknown && result.publish.status == .unknown)
        #expect(result.provenance.cause == "attestations-unreadable" && !result.isClaimOnly)
    }

    @Test func aPublishAttestationAloneIsNoProvenance() throws {
        let type = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1"
        let document = #"{"attestations":[{"predicateType":"\#(type)","bundle":{}}]}"#
        #expect(try verify(.document(Array(document.utf8))).provenance.cause == "provenance-present")
    }

    @Test func tooManyAreUnknown() throws {
        let item = #"{"predicateType":"x","bundle":{}}"#
        let document = #"{"attestations":["# + Array(repeating: item, count: 17).joined(separator: ",") + "]}"
        let result = try verify(.document(Array(document.utf8)))
        #expect(result.provenance.status == .unknown)
        #expect(result.provenance.cause == "attestations-limit")
    }

    @Test func keysThatCouldNotBeObtainedAreUnknownAndNoTampering() throws {
        let type = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1"
        let document = Array(#"{"attestations":[{"predicateType":"\#(type)","bundle":{}}]}"#.utf8)
        let trust = RegistryTrust(keys: [], grade: .registryAsserted, problem: "timed out")
        #expect(try verify(.document(document), trust: trust).publish.status == .unknown)
        let without = RegistryTrust(keys: [], grade: .registryAsserted)
        #expect(try verify(.document(document), trust: without).publish.status == .notApplicable)
    }
}
