import PackageModel
import Sigstore
import SwiftASN1
import TestSupport

/// Tokens of which one element is another one, or too many, whoever has signed what (A.10; RFC 5652 §5, RFC 3161 §2.4.2).
enum WrongTokens {
    /// Changes the elements inside of the one at a path of places; what an OCTET STRING holds is counted as well.
    private static func editing(
        _ path: [Int], in bytes: [UInt8], _ edit: ([[UInt8]]) -> [[UInt8]]
    ) -> [UInt8] {
        guard let tag = bytes.first, let content = content(bytes) else { return bytes }
        var children: [[UInt8]] = []
        var rest = content[...]
        while let length = elementLength(rest), length <= rest.count {
            children.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        if let place = path.first {
            guard children.indices.contains(place) else { return bytes }
            children[place] = editing(Array(path.dropFirst()), in: children[place], edit)
        } else {
            children = edit(children)
        }
        return ForgeDER.element(tag, children.flatMap { $0 })
    }

    private static func header(_ bytes: ArraySlice<UInt8>) -> (size: Int, length: Int)? {
        let bytes = Array(bytes.prefix(4))
        guard bytes.count >= 2 else { return nil }
        switch bytes[1] {
        case ..<0x80: return (2, Int(bytes[1]))
        case 0x81: return bytes.count > 2 ? (3, Int(bytes[2])) : nil
        case 0x82: return bytes.count > 3 ? (4, Int(bytes[2]) << 8 | Int(bytes[3])) : nil
        default: return nil
        }
    }

    private static func elementLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        header(bytes).map { $0.size + $0.length }
    }

    private static func content(_ bytes: [UInt8]) -> [UInt8]? {
        header(bytes[...]).map { Array(bytes.dropFirst($0.size)) }
    }

    private static func wrong(
        _ cause: String, _ title: String, _ path: [Int], _ edit: @escaping @Sendable ([[UInt8]]) -> [[UInt8]]
    ) -> Wrong {
        Wrong(cause, title) {
            $0.token = ForgeToken()
            $0.token?.edit = { editing(path, in: $0, edit) }
        }
    }

    private static func more(_ cause: String, _ title: String, _ path: [Int]) -> Wrong {
        wrong(cause, title, path) { $0 + [[0x05, 0x00]] }
    }

    private static func algorithm(_ identifier: ASN1ObjectIdentifier) -> [UInt8] {
        ForgeDER.sequence(ForgeDER.identifier(identifier))
    }

    private static let information = [1]
    private static let signedData = [1, 1, 0]
    private static let content = signedData + [2]
    private static let time = content + [1, 0, 0]
    private static let signer = signedData + [3, 0]
    private static let attributes = signer + [3]
    private static let certificateHash = attributes + [2, 1, 0, 0, 0]

    static let all: [Wrong] = [
        more("failed token-format", "three parts of the answer", []),
        more("failed token-format", "three parts of the signed data's frame", information),
        more("failed token-format", "two of signed data", information + [1]),
        wrong("failed token-format", "signed data under another tag", information) {
            [$0[0], [0xA1] + $0[1].dropFirst()]
        },
        wrong("failed token-format", "signed data under an application's tag", information) {
            [$0[0], [0x60] + $0[1].dropFirst()]
        },
        wrong("failed token-format", "signed data without signers", signedData) { Array($0.prefix(3)) },
        more("failed token-content-type", "three parts of the content", content),
        wrong("failed token-format", "a time without an instant", time) { Array($0.prefix(4)) },
        wrong("failed token-format", "an instant with a year of two digits", time) {
            Array($0.prefix(4)) + [[0x17] + $0[4].dropFirst()]
        },
        more("failed token-format", "three parts of what is dated", time + [2]),
        wrong("failed token-one-signer", "a signer of four parts", signer) { Array($0.prefix(4)) },
        more("failed token-format", "three parts of the signer's name", signer + [1]),
        wrong("failed token-signed-attributes", "attributes under another tag, which nobody signs", signer) {
            Array($0.prefix(3)) + [[0xA1] + $0[3].dropFirst()] + $0.dropFirst(4)
        },
        wrong("failed token-signed-attributes", "attributes without a signature", signer) { Array($0.prefix(5)) },
        more("failed token-format", "an attribute of three parts", attributes + [1]),
        wrong("failed token-format", "an attribute with two values", attributes + [1, 1]) { $0 + $0 },
        wrong("failed token-format", "an attribute without a value", attributes + [1, 1]) { _ in [] },
        wrong("failed token-signer-certificate", "a hash of the certificate of an unknown kind", certificateHash) {
            [algorithm(ForgeCertificate.unheardOf)] + $0
        },
        wrong("failed token-signature", "a signature by another hash, which nobody signs", signer) {
            Array($0.prefix(4)) + [algorithm([1, 2, 840, 10045, 4, 3, 3])] + $0.dropFirst(5)
        },
        wrong("failed token-format", "a signature of an unknown kind, which nobody signs", signer) {
            Array($0.prefix(4)) + [algorithm(ForgeCertificate.unheardOf)] + $0.dropFirst(5)
        },
        wrong("failed token-format", "a digest of an unknown kind, which nobody signs", signer) {
            Array($0.prefix(2)) + [algorithm(ForgeCertificate.unheardOf)] + $0.dropFirst(3)
        },
        wrong("failed token-message-digest", "a digest of another kind, which nobody signs", signer) {
            Array($0.prefix(2)) + [ForgeDER.hash(2)] + $0.dropFirst(3)
        },
        embedding("failed token-known-authority", "a fifth certificate", behind: 4),
        Wrong("failed chain-extended-key-usage", "an authority's root for signing code") {
            $0.token = ForgeToken()
            $0.timestampRoot.purposes = [ForgeCertificate.codeSigning]
        },
    ]

    /// The token's own certificate behind others.
    static func embedding(_ cause: String, _ title: String, behind count: Int) -> Wrong {
        Wrong(cause, title) {
            $0.token = ForgeToken()
            $0.token?.embeds = true
            $0.trustsTimestampLeaf = false
            $0.token?.edit = {
                editing(signedData + [3], in: $0) { Array(repeating: [0x05, 0x00], count: count) + $0 }
            }
        }
    }
}
