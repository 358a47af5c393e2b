/// A text of npm's configuration in which `${NAME}` stands for an environment variable.
///
/// `${NAME?}` is empty without the variable; `${NAME}` then stays as it is. A backslash before it keeps it as text.
struct VariableExpansion {
    private(set) var text: String
    /// Where in the text, in bytes, the values of variables are.
    private(set) var insertions: [Range<Int>] = []
    /// Names of variables that are not set and have no stand-in.
    private(set) var missing: [String] = []

    init(text: String, insertions: [Range<Int>] = [], missing: [String] = []) {
        self.text = text
        self.insertions = insertions
        self.missing = missing
    }

    init(_ source: String, _ variables: [String: String]) {
        let bytes = Array(source.utf8)
        var result: [UInt8] = []
        var index = 0
        /// Backslashes before it belong to no later `${NAME}`.
        var literalStart = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$"), let end = Self.end(of: bytes, from: index) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let escapes = result[literalStart...].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
            result.removeLast((escapes + 1) / 2)
            let isKept = escapes % 2 == 1
            var name = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
            let isOptional = name.utf8.last == UInt8(ascii: "?")
            if isOptional { name.removeLast() }
            if isKept {
                result += bytes[index...end]
            } else if let value = variables[name] {
                insertions.append(result.count..<result.count + value.utf8.count)
                result += value.utf8
            } else if !isOptional {
                result += bytes[index...end]
                missing.append(name)
            }
            index = end + 1
            literalStart = result.count
        }
        self.text = String(decoding: result, as: UTF8.self)
    }

    /// Whether a variable's value is part of the text.
    var usesVariables: Bool { !insertions.isEmpty }

    /// Whether the text, taken for an address, has a variable behind the host, unless that variable is the address's beginning.
    var usesVariablesInPath: Bool {
        let end = UserInfo.authority(of: Array(text.utf8)).upperBound
        return insertions.contains { $0.lowerBound > 0 && $0.upperBound > end }
    }

    /// The closing brace of the `${NAME}` that begins at an index.
    private static func end(of bytes: [UInt8], from start: Int) -> Int? {
        guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "{") else { return nil }
        let stops = [UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "}")]
        guard let end = bytes[(start + 2)...].firstIndex(where: stops.contains), end > start + 2,
            bytes[end] == UInt8(ascii: "}")
        else { return nil }
        return end
    }
}
