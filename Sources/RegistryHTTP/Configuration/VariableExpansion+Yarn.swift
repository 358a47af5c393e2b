extension VariableExpansion {
    /// A text in which nothing stands for anything else.
    init(literal text: String) { self.init(text: text) }

    /// A text of Yarn's configuration: `${NAME}`, `${NAME-text}` for a variable that may not be set, and `${NAME:-text}` for
    /// one that may be empty as well.
    init(yarn source: String, _ variables: [String: String]) {
        let bytes = Array(source.utf8)
        var result: [UInt8] = []
        var (insertions, missing): ([Range<Int>], [String]) = ([], [])
        // So that no reference looks for a brace that is not there.
        let lastBrace = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
        var index = 0
        while index < bytes.count {
            guard index < lastBrace, let reference = Reference(bytes, at: index) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let value = variables[reference.name].flatMap { reference.skipsEmpty && $0.isEmpty ? nil : $0 }
            if let value {
                insertions.append(result.count..<result.count + value.utf8.count)
                result += value.utf8
            } else if let text = reference.fallback {
                result += text
            } else {
                result += bytes[index..<reference.end]
                missing.append(reference.name)
            }
            index = reference.end
        }
        self.init(text: String(decoding: result, as: UTF8.self), insertions: insertions, missing: missing)
    }

    /// One `${…}`.
    private struct Reference {
        let name: String
        /// What stands for the variable without a value.
        let fallback: ArraySlice<UInt8>?
        /// Whether an empty value is none.
        let skipsEmpty: Bool
        /// Behind the closing brace.
        let end: Int

        init?(_ bytes: [UInt8], at start: Int) {
            guard bytes[start...].starts(with: "${".utf8) else { return nil }
            let name = bytes[(start + 2)...].prefix { VariableExpansion.isNameByte($0) }
            guard !name.isEmpty, let brace = bytes[name.endIndex...].firstIndex(of: UInt8(ascii: "}"))
            else { return nil }
            var rest = bytes[name.endIndex..<brace]
            self.skipsEmpty = rest.first == UInt8(ascii: ":")
            if skipsEmpty { rest = rest.dropFirst() }
            guard rest.isEmpty || rest.first == UInt8(ascii: "-") else { return nil }
            self.fallback = rest.isEmpty ? nil : rest.dropFirst()
            self.name = String(decoding: name, as: UTF8.self)
            self.end = brace + 1
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
