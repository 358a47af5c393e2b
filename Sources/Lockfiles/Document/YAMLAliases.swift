/// Finds aliases (YAML 1.2.2 §7.1) before a parser expands them.
enum YAMLAliases {
    /// The offset of the first `*name` for which there is an `&name`, both where a value may begin.
    ///
    /// Text in quotes that looks so is taken for one: such a file is refused, not misread.
    static func firstUse(in bytes: [UInt8]) -> Int? {
        var anchors: Set<ArraySlice<UInt8>> = []
        for index in bytes.indices where bytes[index] == UInt8(ascii: "&") && isValueStart(index, in: bytes) {
            anchors.insert(name(after: index, in: bytes))
        }
        guard !anchors.isEmpty else { return nil }
        return bytes.indices.first { index in
            bytes[index] == UInt8(ascii: "*") && isValueStart(index, in: bytes)
                && anchors.contains(name(after: index, in: bytes))
        }
    }

    private static func isValueStart(_ index: Int, in bytes: [UInt8]) -> Bool {
        index == 0 || " \t\n\r[{,".utf8.contains(bytes[index - 1])
    }

    private static func name(after index: Int, in bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[(index + 1)...].prefix { !" \t\n\r,[]{}".utf8.contains($0) }
    }
}
