/// A JSON value whose members keep their order: what every JSON report is made of.
package enum JSONNode: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with one decimal, which is all that any report needs.
    case tenths(Int64)
    case string(String)
    case array([JSONNode])
    case object([Member])

    package struct Member: Equatable, Sendable {
        package let key: String
        package let value: JSONNode
    }

    /// An object from pairs in their order.
    package static func members(_ pairs: KeyValuePairs<String, JSONNode>) -> JSONNode {
        .object(pairs.map { Member(key: $0.key, value: $0.value) })
    }

    package static func optional(_ text: String?) -> JSONNode { text.map(JSONNode.string) ?? .null }
    package static func optional(_ flag: Bool?) -> JSONNode { flag.map(JSONNode.bool) ?? .null }
    package static func optional(_ number: (some BinaryInteger)?) -> JSONNode {
        number.map { .integer(Int64(clamping: $0)) } ?? .null
    }
    package static func strings(_ texts: [String]) -> JSONNode { .array(texts.map(JSONNode.string)) }

    /// A number rounded half up to one decimal.
    package static func rounded(_ number: Double?) -> JSONNode {
        guard let number, number.isFinite, abs(number) < 1e15 else { return .null }
        return .tenths(Int64((number * 10).rounded(.toNearestOrAwayFromZero)))
    }
}

extension JSONNode {
    /// The value as text: two-space indent, one member a line, a line feed at the end.
    package var document: String {
        var text: [UInt8] = []
        write(to: &text, indent: 0)
        text.append(UInt8(ascii: "\n"))
        return String(decoding: text, as: UTF8.self)
    }

    private func write(to text: inout [UInt8], indent: Int) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let flag): text += (flag ? "true" : "false").utf8
        case .integer(let number): text += String(number).utf8
        case .tenths(let number):
            text += ((number < 0 ? "-" : "") + String(number.magnitude / 10)).utf8
            if number % 10 != 0 { text += ".\(number.magnitude % 10)".utf8 }
        case .string(let value): Self.write(value, to: &text)
        case .array(let elements):
            Self.write(elements, "[", "]", to: &text, indent: indent) { $0.write(to: &$1, indent: indent + 1) }
        case .object(let members):
            Self.write(members, "{", "}", to: &text, indent: indent) { member, text in
                Self.write(member.key, to: &text)
                text += ": ".utf8
                member.value.write(to: &text, indent: indent + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, to text: inout [UInt8],
        indent: Int, _ writeElement: (Element, inout [UInt8]) -> Void
    ) {
        func startLine(_ indent: Int) {
            text.append(UInt8(ascii: "\n"))
            text += repeatElement(UInt8(ascii: " "), count: 2 * indent)
        }
        text.append(UInt8(ascii: opening))
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            startLine(indent + 1)
            writeElement(element, &text)
        }
        if !elements.isEmpty { startLine(indent) }
        text.append(UInt8(ascii: closing))
    }

    private static func write(_ value: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        if value.utf8.allSatisfy(isPlain) {
            text += value.utf8
        } else {
            text += escaped(value).utf8
        }
        text.append(UInt8(ascii: "\""))
    }

    /// Characters of ASCII that mean nothing but themselves, which most texts are made of.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Escapes what RFC 8259 §7 demands, and every character that could move or hide text where the report is shown raw.
    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            default:
                if scalar.value < 0x20 || isInvisible(scalar) {
                    for unit in Character(scalar).utf16 {
                        let digits = String(unit, radix: 16)
                        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                    }
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7F else { return false }
        if scalar.properties.isDefaultIgnorableCodePoint { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: return true
        default: return false
        }
    }
}
