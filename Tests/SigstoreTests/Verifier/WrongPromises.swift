import Sigstore
import TestSupport

/// Certificate transparency (A.8).
enum WrongPromises {
    static let all: [Wrong] = [
        Wrong("failed sct-present", "no promise at all") { $0.promises = nil },
        Wrong("failed sct-known-log", "an empty list") { $0.promises = [] },
        Wrong("failed sct-known-log", "a log that nobody knows") {
            $0.promises?[0].logID = [UInt8](repeating: 1, count: 32)
        },
        Wrong("unknown sct-key-algorithm", "a log with a key of an unknown kind") {
            $0.certificateLogKeyDetails = "ML_DSA_65"
        },
        Wrong("failed sct-signature", "another key's signature") { $0.promises?[0].key = ForgeKeys.stranger },
        Wrong("failed sct-signature", "a signature over something else") { $0.promises?[0].isSignatureWrong = true },
        Wrong("failed sct-signature", "a wrong promise of a known log beside a right one") {
            var wrong = ForgePromise(instant: Forgery.at(-58))
            wrong.isSignatureWrong = true
            $0.promises?.append(wrong)
        },
        Wrong("failed sct-signature", "a promise about the certificate before something was added") {
            $0.lateExtensions = [.init(identifier: ForgeCertificate.unheardOf, value: [0x05, 0x00])]
        },
        Wrong("failed sct-log-validity", "a log that was not trusted yet") {
            $0.certificateLogValidity = #"{"start":"2025-10-01T00:00:00Z"}"#
        },
        Wrong("failed sct-log-validity", "a log whose trust has no beginning") { $0.certificateLogValidity = "{}" },
        Wrong("failed sct-near-issuance", "a promise from long before the certificate") {
            $0.promises?[0].instant = Forgery.at(-60 - 601)
        },
        Wrong("failed sct-near-issuance", "a promise from long after the certificate") {
            $0.promises?[0].instant = Forgery.at(-60 + 601)
        },
        Wrong("failed sct-list", "another version") { $0.promises?[0].version = 1 },
        Wrong("failed sct-list", "another hash") { $0.promises?[0].algorithm = [5, 3] },
        Wrong("failed sct-list", "another kind of signature") { $0.promises?[0].algorithm = [4, 2] },
        Wrong("failed sct-list", "a byte after a promise") { $0.promises?[0].excess = [0] },
        Wrong("failed sct-list", "a byte after the list") { $0.promiseListExcess = [0] },
        Wrong("failed sct-list", "a byte after the OCTET STRING") { $0.editPromiseList = { $0 + [0] } },
        Wrong("failed sct-list", "no OCTET STRING") { $0.editPromiseList = { [0x05] + $0.dropFirst() } },
        Wrong("failed sct-list", "an empty value") { $0.editPromiseList = { _ in [] } },
        Wrong("unknown sct-limit", "17 promises") {
            $0.promises = [ForgePromise](repeating: ForgePromise(instant: Forgery.at(-59)), count: 17)
        },
    ]
}
