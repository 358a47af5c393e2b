public import SwiftASN1

/// Writes DER (X.690 §10), well formed or not, as a test wants it.
public enum ForgeDER {
    /// One element with its length.
    public static func element(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        let content = parts.flatMap { $0 }
        let length: [UInt8] =
            switch content.count {
            case ..<0x80: [UInt8(content.count)]
            case ..<0x100: [0x81, UInt8(content.count)]
            default: [0x82, UInt8(content.count >> 8), UInt8(truncatingIfNeeded: content.count)]
            }
        return [tag] + length + content
    }

    /// SEQUENCE, SET, OCTET STRING, INTEGER and UTF8String of these contents.
    public static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }
    public static func set(_ parts: [UInt8]...) -> [UInt8] { element(0x31, parts.flatMap { $0 }) }
    public static func octets(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }
    public static func integer(_ octets: UInt8...) -> [UInt8] { element(0x02, octets) }
    public static func text(_ text: String) -> [UInt8] { element(0x0C, Array(text.utf8)) }

    /// An OBJECT IDENTIFIER.
    public static func identifier(_ identifier: ASN1ObjectIdentifier) -> [UInt8] {
        var serializer = DER.Serializer()
        do { try serializer.serialize(identifier) } catch { return [] }
        return serializer.serializedBytes
    }

    /// A hash function's AlgorithmIdentifier: 2.16.840.1.101.3.4.2.n.
    public static func hash(_ number: UInt) -> [UInt8] { sequence(identifier([2, 16, 840, 1, 101, 3, 4, 2, number])) }

    /// The AlgorithmIdentifier of ECDSA with SHA-256.
    public static let ecdsaWithSHA256 = sequence(identifier([1, 2, 840, 10045, 4, 3, 2]))
}
