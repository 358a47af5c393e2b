import Foundation
import PackageModel
import Sigstore
import TestSupport

/// Entries of the log that are about something else (A.9; C 1, 2, 4).
enum WrongBodies {
    static let all: [Wrong] = perKind + others

    /// Every bound field of every kind.
    private static let perKind: [Wrong] = ForgeEntry.Kind.allCases.flatMap { kind in
        let prepare: @Sendable (inout Forgery) -> Void = {
            $0.entry.kind = kind
            if kind.isTiled { $0.token = ForgeToken() }
            if kind == .hashedRekord1 { $0.artifact = Array("artifact".utf8) }
        }
        return [
            Wrong("failed body-signature", "C 4, \(kind.rawValue): another signature") {
                prepare(&$0)
                $0.entry.loggedSignature = [1, 2, 3]
            },
            Wrong("failed body-verifier", "C 4, \(kind.rawValue): another signer") {
                prepare(&$0)
                $0.entry.loggedVerifier = [1, 2, 3]
            },
            Wrong("failed body-digest", "C 4, \(kind.rawValue): other content") {
                prepare(&$0)
                $0.entry.loggedPayload = [1, 2, 3]
            },
            Wrong("failed body-kind", "\(kind.rawValue): another kind than the bundle says") {
                prepare(&$0)
                $0.entry.claimedName = "rekord"
            },
            Wrong("failed body-kind", "\(kind.rawValue): no kind") {
                prepare(&$0)
                $0.entry.editBody = { $0.replacing(#""kind":"\#(kind.name)","#, with: "") }
            },
            Wrong("failed body-version", "\(kind.rawValue): no version") {
                prepare(&$0)
                $0.entry.editBody = { $0.replacing(#""apiVersion":"\#(kind.version)","#, with: "") }
            },
            Wrong("failed body-version", "\(kind.rawValue): another version than the bundle says") {
                prepare(&$0)
                $0.entry.claimedVersion = "0.0.3"
            },
            Wrong("unknown body-supported-kind", "\(kind.rawValue): a version that is not known, signed") {
                prepare(&$0)
                $0.entry.claimedVersion = "9.9.9"
                $0.entry.editBody = {
                    $0.replacing(#""apiVersion":"\#(kind.version)""#, with: #""apiVersion":"9.9.9""#)
                }
            },
            Wrong("failed body-json", "C 30, \(kind.rawValue): a member twice") {
                prepare(&$0)
                $0.entry.editBody = { $0.replacing(#"{"apiVersion""#, with: #"{"kind":"x","apiVersion""#) }
            },
            Wrong("failed body-signature", "\(kind.rawValue): nothing") {
                prepare(&$0)
                $0.entry.editBody = { _ in #"{"apiVersion":"\#(kind.version)","kind":"\#(kind.name)"}"# }
                if kind != .hashedRekord1 && kind != .hashedRekord2 { $0.entry.editBody = oneEmptySignature(kind) }
            },
        ]
    }

    private static func oneEmptySignature(_ kind: ForgeEntry.Kind) -> @Sendable (String) -> String {
        { _ in
            let list = #""signatures":[{}]"#
            let spec =
                switch kind {
                case .dsse2: #"{"dsseV002":{\#(list)}}"#
                case .intoto2: #"{"content":{"envelope":{\#(list)}}}"#
                default: "{\(list)}"
                }
            return #"{"apiVersion":"\#(kind.version)","kind":"\#(kind.name)","spec":\#(spec)}"#
        }
    }

    private static func replacing(_ kind: ForgeEntry.Kind, _ old: String, _ new: String)
        -> @Sendable (inout Forgery)
        -> Void
    {
        {
            $0.entry.kind = kind
            if kind.isTiled { $0.token = ForgeToken() }
            if kind == .hashedRekord1 { $0.artifact = Array("artifact".utf8) }
            $0.entry.editBody = { $0.replacing(old, with: new) }
        }
    }

    private static let others: [Wrong] = [
        Wrong(
            "unknown body-hash-algorithm", "hashedrekord 0.0.1: another hash",
            replacing(.hashedRekord1, #""algorithm":"sha256""#, #""algorithm":"sha512""#)),
        Wrong(
            "unknown body-hash-algorithm", "hashedrekord 0.0.2: another hash",
            replacing(.hashedRekord2, "SHA2_256\",\"digest", "SHA2_512\",\"digest")),
        Wrong(
            "unknown body-hash-algorithm", "dsse 0.0.1: another hash",
            replacing(.dsse1, #""payloadHash":{"algorithm":"sha256""#, #""payloadHash":{"algorithm":"sha1""#)),
        Wrong(
            "unknown body-hash-algorithm", "dsse 0.0.2: another hash",
            replacing(.dsse2, "SHA2_256\",\"digest", "SHA2_512\",\"digest")),
        Wrong(
            "unknown body-hash-algorithm", "intoto 0.0.2: another hash",
            replacing(.intoto2, #""payloadHash":{"algorithm":"sha256""#, #""payloadHash":{"algorithm":"sha1""#)),
        Wrong(
            "failed body-one-signature", "dsse 0.0.1: no signature",
            replacing(.dsse1, #""signatures":["#, #""signatures":[],"others":["#)),
        Wrong(
            "failed body-one-signature", "dsse 0.0.1: two signatures",
            replacing(.dsse1, #""signatures":["#, #""signatures":[{},"#)),
        Wrong(
            "failed body-one-signature", "dsse 0.0.2: two signatures",
            replacing(.dsse2, #""signatures":["#, #""signatures":[{},"#)),
        Wrong(
            "failed body-one-signature", "intoto 0.0.2: two signatures",
            replacing(.intoto2, #""signatures":["#, #""signatures":[{},"#)),
        Wrong("failed body-payload-type", "intoto 0.0.2: another type of payload") {
            $0.entry.kind = .intoto2
            $0.entry.loggedPayloadType = "text/plain"
        },
        Wrong(
            "failed body-payload-type", "intoto 0.0.2: no type of payload",
            replacing(.intoto2, #""payloadType":"#, #""type":"#)),
        Wrong("failed body-signature", "intoto 0.0.2: a signature that is encoded once") {
            $0.entry.kind = .intoto2
            $0.entry.editBody = { body in
                guard let start = body.range(of: #""sig":""#)?.upperBound,
                    let end = body[start...].firstIndex(of: "\""), let inner = Base64.decode(String(body[start..<end]))
                else { return body }
                return body.replacingCharacters(in: start..<end, with: String(decoding: inner, as: UTF8.self))
            }
        },
        Wrong("failed body-envelope-kind", "an entry about an envelope for an artifact") {
            $0.artifact = Array("artifact".utf8)
            $0.entry.kind = .dsse1
        },
        Wrong("failed body-json", "a body that is no JSON") { $0.entry.editBody = { "x" + $0 } },
        Wrong("unknown body-limit", "a body of more values than are read") {
            let values = Array(repeating: "0", count: 2000).joined(separator: ",")
            $0.entry.editBody = { $0.replacing(#"{"apiVersion""#, with: #"{"x":[\#(values)],"apiVersion""#) }
        },
        Wrong("failed body-verifier", "a signer whose PEM has two blocks") {
            $0.entry.editBody = { body in
                let marker = #""verifier":""#
                guard let start = body.range(of: marker), let end = body[start.upperBound...].firstIndex(of: "\"")
                else {
                    return body
                }
                let pem = Base64.decode(String(body[start.upperBound..<end])) ?? []
                return body.replacingCharacters(in: start.upperBound..<end, with: Base64.encode(pem + pem))
            }
        },
    ]
}
