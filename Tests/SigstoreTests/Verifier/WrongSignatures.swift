import Crypto
import PackageModel
import Sigstore
import TestSupport

/// The signature itself, the key and the shape of the envelope (A.4, A.5, A.11; C 10, 17, 20).
enum WrongSignatures {
    private static let byKey: @Sendable (inout Forgery) -> Void = {
        $0.signer = .key
        $0.keyID = ForgeKeys.registryHint
    }

    static let all: [Wrong] = [
        Wrong("failed signature", "another key's signature, logged as it is") { $0.signingKey = ForgeKeys.stranger },
        Wrong("failed signature", "another key's signature over an artifact") {
            $0.artifact = Array("artifact".utf8)
            $0.entry.kind = .hashedRekord1
            $0.signingKey = ForgeKeys.stranger
        },
        Wrong("failed body-digest", "another payload than was signed and logged") { $0.shownPayload = [1] },
        Wrong("failed signature", "another payload, logged, but never signed") {
            $0.shownPayload = [1]
            $0.entry.loggedPayload = [1]
        },
        Wrong("failed envelope-payload-type", "a payload that is no statement") { $0.payloadType = "text/plain" },
        Wrong("failed envelope-payload-type", "a type in capitals") { $0.payloadType = "Application/vnd.in-toto+json" },
        Wrong("failed envelope-payload-type", "C 17: a type that is not ASCII") {
            $0.payloadType = "application/vnd.in-toto+jsoné"
        },
        Wrong("failed envelope-without-key-id", "a certificate's signature that names a key") { $0.keyID = "key" },
        Wrong("failed message-digest", "a digest of something else") {
            $0.artifact = Array("artifact".utf8)
            $0.entry.kind = .hashedRekord1
            $0.claimedDigest = [UInt8](repeating: 0, count: 32)
        },
        Wrong("failed key-known", "a key that nobody knows") {
            byKey(&$0)
            $0.hint = "SHA256:other"
            $0.keyID = "SHA256:other"
        },
        Wrong("failed key-hint", "an envelope that names another key") {
            byKey(&$0)
            $0.keyID = "SHA256:other"
        },
        Wrong("failed key-hint", "an envelope that names no key") {
            byKey(&$0)
            $0.keyID = ""
        },
        Wrong("failed key-hint", "an envelope that names another key", .strict) {
            byKey(&$0)
            $0.keyID = "SHA256:other"
        },
        Wrong("failed key-validity", "C 10: a key that was retired before the signature") {
            byKey(&$0)
            $0.keyValidity = Validity(start: Forgery.at(-1000), end: Forgery.at(-1))
        },
        Wrong("failed key-validity", "a key that was not in use yet") {
            byKey(&$0)
            $0.keyValidity = Validity(start: Forgery.at(1), end: nil)
        },
        Wrong("failed key-validity", "a key that was retired before the second of two times") {
            byKey(&$0)
            $0.keyValidity = Validity(start: Forgery.at(-1000), end: Forgery.at(0))
            $0.token = ForgeToken()
        },
        Wrong("failed key-validity", "a key that was not in use yet at the first of two times") {
            byKey(&$0)
            $0.keyValidity = Validity(start: Forgery.at(1), end: nil)
            $0.token = ForgeToken()
        },
        Wrong("failed signature", "a known key that did not sign") {
            byKey(&$0)
            $0.signingKey = ForgeKeys.stranger
        },
        Wrong("failed time-present", "B.5: a known key without any time") {
            byKey(&$0)
            $0.entry.hasPromise = false
        },
        Wrong("failed dsse-one-signature", "C 20: no signature") {
            $0.editBundle = { $0.replacing(#""signatures":["#, with: #""signatures":[],"others":["#) }
        },
        Wrong("failed dsse-one-signature", "C 20: two signatures") {
            $0.editBundle = { $0.replacing(#""signatures":[{"#, with: #""signatures":[{"sig":"AAAA"},{"#) }
        },
    ]
}
