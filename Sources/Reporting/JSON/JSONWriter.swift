/// Writes a JSON value: two-space indent, one member a line, a line feed at the end.
package struct JSONWriter<Failure: Error> {
    /// What is not handed on yet.
    private(set) var text: [UInt8] = []
    /// A line feed and the spaces after it, by indent: half of the pieces of a report are these.
    private var lineStarts: [[UInt8]] = []
    let sink: ([UInt8]) throws(Failure) -> Void

    init(_ sink: @escaping ([UInt8]) throws(Failure) -> Void) { self.sink = sink }

    /// Hands the text on in pieces.
    package static func write(
        _ node: JSONNode, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try withoutActuallyEscaping(sink) { (sink) throws(Failure) in
            var writer = JSONWriter(sink)
            try writer.write(node, indent: 0)
            writer.text.append(UInt8(ascii: "\n"))
            try sink(writer.text)
        }
    }

    mutating func write(_ node: JSONNode, indent: Int) throws(Failure) {
        switch node {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .integer(let number): append(String(number))
        case .tenths(let number):
            append((number < 0 ? "-" : "") + String(number.magnitude / 10))
            if number % 10 != 0 { append(".\(number.magnitude % 10)") }
        case .string(let value): write(value)
        case .array(let elements):
            text.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                startElement(index, indent)
                try write(element, indent: indent + 1)
            }
            end(elements.count, "]", indent)
        case .elements(let count, let element):
            text.append(UInt8(ascii: "["))
            try write(elements: count, indent: indent, element)
            end(count, "]", indent)
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                startElement(index, indent)
                write(member.key)
                append(": ")
                try write(member.value, indent: indent + 1)
            }
            end(members.count, "}", indent)
        }
    }

    /// Hands on what was written.
    mutating func flush() throws(Failure) {
        guard !text.isEmpty else { return }
        try sink(text)
        text.removeAll(keepingCapacity: true)
    }

    mutating func startElement(_ index: Int, _ indent: Int) {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        startLine(indent + 1)
    }

    private mutating func end(_ count: Int, _ closing: Unicode.Scalar, _ indent: Int) {
        if count > 0 { startLine(indent) }
        text.append(UInt8(ascii: closing))
    }

    private mutating func startLine(_ indent: Int) {
        while indent >= lineStarts.count {
            lineStarts.append([UInt8(ascii: "\n")] + Array(repeating: UInt8(ascii: " "), count: 2 * lineStarts.count))
        }
        text.append(contentsOf: lineStarts[indent])
    }

    private mutating func write(_ value: String) {
        var value = value
        text.append(UInt8(ascii: "\""))
        value.withUTF8 { bytes in
            if unsafe bytes.allSatisfy(Self.isPlain) {
                unsafe text.append(contentsOf: bytes)
            } else {
                append(Self.escaped(unsafe String(decoding: bytes, as: UTF8.self)))
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    /// The bytes of the text at once: one by one they would take most of the writing's time.
    private mutating func append(_ value: String) {
        var value = value
        value.withUTF8 { unsafe text.append(contentsOf: $0) }
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
