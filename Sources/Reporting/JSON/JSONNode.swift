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
        var text = ""
        write(to: &text, indent: 0)
        text += "\n"
        return text
    }

    private func write(to text: inout String, indent: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .tenths(let number):
            text += (number < 0 ? "-" : "") + String(number.magnitude / 10)
            if number % 10 != 0 { text += "." + String(number.magnitude % 10) }
        case .string(let value): Self.write(value, to: &text)
        case .array(let elements):
            Self.write(elements, "[", "]", to: &text, indent: indent) { $0.write(to: &$1, indent: indent + 1) }
        case .object(let members):
            Self.write(members, "{", "}", to: &text, indent: indent) { member, text in
                Self.write(member.key, to: &text)
                text += ": "
                member.value.write(to: &text, indent: indent + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], _ opening: String, _ closing: String, to text: inout String, indent: Int,
        _ writeElement: (Element, inout String) -> Void
    ) {
        text += opening
        for (index, element) in elements.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: indent + 1)
            writeElement(element, &text)
        }
        if !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += closing
    }

    /// Escapes what RFC 8259 §7 demands, and every character that could move or hide text where the report is shown raw.
    private static func write(_ value: String, to text: inout String) {
        text += "\""
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
        text += "\""
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
