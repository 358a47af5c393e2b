import Foundation
import PackageModel
import Sigstore
import SwiftASN1
import TestSupport

/// Times that nobody vouches for, and RFC 3161 tokens (A.6, A.10; C 11 to 13, 19, 22 to 24).
enum WrongTimes {
    private static func token(_ edit: @escaping @Sendable (inout ForgeToken) -> Void)
        -> @Sendable (inout Forgery)
        -> Void
    {
        {
            var token = ForgeToken()
            edit(&token)
            $0.token = token
        }
    }

    private static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 2]

    private static func position(of part: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.indices.first { bytes[$0...].starts(with: part) }
    }

    /// The bytes with the first such part exchanged for one of the same length.
    private static func replacing(_ part: [UInt8], with other: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard let place = position(of: part, in: bytes) else { return bytes }
        var changed = bytes
        changed.replaceSubrange(place..<(place + part.count), with: other)
        return changed
    }

    static let all: [Wrong] = [
        Wrong("failed time-present", "C 11: a time without a promise") { $0.entry.hasPromise = false },
        Wrong("failed time-present", "a tiled log's entry without a token") { $0.entry.kind = .dsse2 },
        Wrong("failed token-distinct", "the same token twice") {
            // A deterministic token would be needed: the whole list is doubled in the bundle instead.
            $0.token = ForgeToken()
            $0.editBundle = { bundle in
                guard let start = bundle.range(of: #""rfc3161Timestamps":["#)?.upperBound,
                    let end = bundle[start...].firstIndex(of: "]")
                else { return bundle }
                return bundle.replacingCharacters(in: end..<end, with: "," + bundle[start..<end])
            }
        },
        Wrong("failed token-distinct", "the same token twice, and another one between") {
            $0.token = ForgeToken()
            $0.secondToken = ForgeToken()
            $0.secondToken?.time = "20251001000002Z"
            $0.editBundle = { bundle in
                guard let start = bundle.range(of: #""rfc3161Timestamps":["#)?.upperBound,
                    let next = bundle[start...].firstIndex(of: ","), let end = bundle[start...].firstIndex(of: "]")
                else { return bundle }
                return bundle.replacingCharacters(in: end..<end, with: "," + bundle[start..<next])
            }
        },
        Wrong("failed token-status", "an answer that grants nothing", token { $0.status = 2 }),
        Wrong(
            "failed token-format", "an answer of other data",
            token {
                $0.edit = {
                    replacing(ForgeDER.identifier(signedData), with: ForgeDER.identifier(ForgeToken.data), in: $0)
                }
            }),
        Wrong(
            "failed token-format", "more than 64 KiB, of which the status alone would be wrong",
            token {
                $0.edit = { _ in
                    let filling = [UInt8](repeating: 0, count: 40_000)
                    let half = [0x04, 0x82, 0x9C, 0x40] + filling
                    let content = ForgeDER.sequence(ForgeDER.integer(2)) + [0x30, 0x83, 0x01, 0x38, 0x88] + half + half
                    return [0x30, 0x83, 0x01, 0x38, 0x92] + content
                }
            }),
        Wrong(
            "failed token-known-authority", "another issuer of the signer, which nobody signs",
            token { $0.edit = { replacing(Array("timestamp root".utf8), with: Array("timestamp r00t".utf8), in: $0) } }),
        Wrong("failed token-content-type", "content of another type", token { $0.contentType = ForgeToken.data }),
        Wrong("failed token-format", "another version of TSTInfo", token { $0.version = 2 }),
        Wrong("failed token-format", "C 18: something after the answer", token { $0.edit = { $0 + [0x05, 0x00] } }),
        Wrong("failed token-format", "C 18: an answer cut short", token { $0.edit = { $0.dropLast() } }),
        Wrong(
            "failed token-format", "C 18: a length in more bytes than it needs",
            token { $0.edit = { [0x30, 0x83, 0x00] + $0[2...] } }),
        Wrong(
            "failed token-format", "C 18: an indefinite length",
            token { $0.edit = { [0x30, 0x80] + $0[4...] + [0x00, 0x00] } }),
        Wrong(
            "failed token-format", "C 18: a length beyond the end",
            token { $0.edit = { [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF] + $0[4...] } }),
        Wrong(
            "failed token-format", "C 18: 100,000 levels",
            token { $0.edit = { _ in [UInt8](repeating: 0x30, count: 60_000) } }),
        Wrong("failed token-format", "C 29: nothing", token { $0.edit = { _ in [] } }),
        Wrong("failed token-imprint", "a token over something else", token { $0.dated = [1] }),
        Wrong("unknown token-imprint-algorithm", "an unknown hash", token { $0.imprintHash = 9 }),
        Wrong("failed token-imprint", "the wrong hash", token { $0.imprintHash = 2 }),
        Wrong(
            "failed token-attribute-content-type", "attributes of another content",
            token { $0.attributeType = ForgeToken.data }),
        Wrong(
            "failed token-message-digest", "C 23: another time than signed", token { $0.isMessageDigestWrong = true }),
        Wrong(
            "failed token-signed-attributes", "C 24: a signature without attributes", token { $0.hasAttributes = false }
        ),
        Wrong("failed token-format", "no content type among the attributes", token { $0.attributes = [1, 2] }),
        Wrong("failed token-format", "no digest among the attributes", token { $0.attributes = [0, 2] }),
        Wrong("failed token-format", "the digest twice", token { $0.attributes = [0, 1, 1, 2] }),
        Wrong("failed token-signer-certificate", "no hash of the certificate", token { $0.attributes = [0, 1] }),
        Wrong(
            "failed token-signer-certificate", "the hash of another certificate",
            token { $0.isCertificateHashWrong = true }),
        Wrong("failed token-signature", "a wrong signature", token { $0.isSignatureWrong = true }),
        Wrong("failed token-signature", "another key's signature", token { $0.key = ForgeKeys.stranger }),
        Wrong("failed token-one-signer", "no signer", token { $0.signerCount = 0 }),
        Wrong("failed token-one-signer", "two signers", token { $0.signerCount = 2 }),
        Wrong("failed token-known-authority", "another serial number", token { $0.serial = [8] }),
        Wrong("failed token-known-authority", "an embedded certificate of an authority nobody knows") {
            $0.token = ForgeToken()
            $0.token?.embeds = true
            $0.trustsTimestampLeaf = false
            $0.timestampLeaf.issuer = "elsewhere"
        },
        Wrong("failed token-format", "a time without a zone", token { $0.time = "20251001000001" }),
        Wrong("failed token-format", "a time of another zone", token { $0.time = "20251001000001+00:00" }),
        Wrong("failed token-format", "a time that is none", token { $0.time = "20251301000001Z" }),
        Wrong("failed token-authority-validity", "C 22: an authority that was not trusted then") {
            $0.token = ForgeToken()
            $0.timestampValidity = #"{"start":"2025-10-01T00:00:02Z"}"#
        },
        Wrong("failed token-authority-validity", "an authority whose trust has no beginning") {
            $0.token = ForgeToken()
            $0.timestampValidity = "{}"
        },
        Wrong("failed token-extended-key-usage", "a certificate for signing code") {
            $0.token = ForgeToken()
            $0.timestampLeaf.purposes = [ForgeCertificate.codeSigning]
        },
        Wrong("failed token-extended-key-usage", "a certificate for timestamps and more") {
            $0.token = ForgeToken()
            $0.timestampLeaf.purposes = [ForgeCertificate.timeStamping, ForgeCertificate.codeSigning]
        },
        Wrong("failed token-extended-key-usage", "a certificate for anything") {
            $0.token = ForgeToken()
            $0.timestampLeaf.purposes = nil
        },
        Wrong("failed token-extended-key-usage", "a purpose that is not critical") {
            $0.token = ForgeToken()
            $0.timestampLeaf.arePurposesCritical = false
        },
        Wrong("failed token-key-usage", "a certificate whose key may only sign certificates") {
            $0.token = ForgeToken()
            $0.timestampLeaf.keyUsage = ForgeCertificate.certificateSign
        },
        Wrong("failed token-critical-extension", "a critical extension that nobody knows") {
            $0.token = ForgeToken()
            $0.timestampLeaf.extensions.append(
                .init(identifier: [1, 2, 3, 4], isCritical: true, value: [0x05, 0x00]))
        },
        Wrong("failed chain-valid-at-time", "a token's certificate that had expired") {
            $0.token = ForgeToken()
            $0.timestampLeaf.notAfter = Forgery.at(0)
        },
        Wrong("failed chain-valid-at-time", "a token's root that had expired") {
            $0.token = ForgeToken()
            $0.timestampRoot.notAfter = Forgery.at(0)
        },
        Wrong("failed chain-key-usage", "a token's root that may not sign certificates") {
            $0.token = ForgeToken()
            $0.timestampRoot.keyUsage = ForgeCertificate.digitalSignature
        },
        Wrong("failed chain-valid-at-time", "C 19: the second of two times is after the certificate") {
            $0.token = ForgeToken()
            $0.secondToken = ForgeToken()
            $0.secondToken?.time = "20251001000901Z"
        },
        Wrong("failed chain-valid-at-time", "C 19: the first of two times is before the certificate") {
            $0.token = ForgeToken()
            $0.token?.time = "20250930235859Z"
            $0.secondToken = ForgeToken()
        },
        Wrong("failed chain-valid-at-time", "a fraction of a second after the certificate's end") {
            $0.token = ForgeToken()
            $0.token?.time = "20251001000900.5Z"
        },
        Wrong("failed chain-valid-at-time", "C 12: a promised time after the certificate") {
            $0.entry.integratedTime = Forgery.signedAt + 541
        },
        Wrong("failed chain-valid-at-time", "a promised time before the certificate") {
            $0.entry.integratedTime = Forgery.signedAt - 61
        },
    ]
}
