/// A text of npm's configuration in which `${NAME}` stands for an environment variable.
///
/// `${NAME?}` is empty without the variable; `${NAME}` then stays as it is. A backslash before it keeps it as text.
struct VariableExpansion {
    private(set) var text: String
    /// Whether a variable's value is part of the text.
    private(set) var usesVariables = false
    /// Names of variables that are not set and have no stand-in.
    private(set) var missing: [String] = []

    init(_ source: String, _ variables: [String: String]) {
        let bytes = Array(source.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$"), let end = Self.end(of: bytes, from: index) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let escapes = result.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
            result.removeLast((escapes + 1) / 2)
            let isKept = escapes % 2 == 1
            var name = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
            let isOptional = name.utf8.last == UInt8(ascii: "?")
            if isOptional { name.removeLast() }
            if isKept {
                result += bytes[index...end]
            } else if let value = variables[name] {
                result += value.utf8
                usesVariables = true
            } else if !isOptional {
                result += bytes[index...end]
                missing.append(name)
            }
            index = end + 1
        }
        self.text = String(decoding: result, as: UTF8.self)
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
