import SwiftASN1

/// Reading and rewriting of DER (ITU-T X.690) where the exact bytes matter.
enum DERBytes {
    /// The largest certificate or token that is read, in bytes.
    static let maximumLength = 64 << 10

    /// The parts of a constructed node; nil for a primitive one.
    static func children(_ node: ASN1Node) -> [ASN1Node]? {
        guard case .constructed(let nodes) = node.content else { return nil }
        return Array(nodes)
    }

    static func primitive(_ node: ASN1Node) -> ArraySlice<UInt8>? {
        guard case .primitive(let bytes) = node.content else { return nil }
        return bytes
    }

    /// The single node that the bytes are; nil if they are no DER or something is left over.
    static func node(_ bytes: [UInt8]) -> ASN1Node? {
        guard bytes.count <= maximumLength else { return nil }
        return try? DER.parse(bytes)
    }

    /// A tag, the length of the content in its shortest form, and the content.
    static func element(tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        if content.count < 0x80 {
            length = [UInt8(content.count)]
        } else {
            var rest = content.count
            while rest > 0 {
                length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag] + length + content
    }

    static func isContext(_ node: ASN1Node, _ number: UInt) -> Bool {
        node.identifier.tagClass == .contextSpecific && node.identifier.tagNumber == number
    }

    static func objectIdentifier(_ node: ASN1Node) -> ASN1ObjectIdentifier? {
        try? ASN1ObjectIdentifier(derEncoded: node)
    }
}
