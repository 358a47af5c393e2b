/// Flow collections and block texts.
extension BlockYAMLReader {
    /// `{a: b, c: [d]}` on one line.
    mutating func flow(key: Slice, line: UInt32) throws(Failure) {
        let isObject = bytes[position] == UInt8(ascii: "{")
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        position += 1
        try begin(isObject ? .object : .array, key: key, line: line)
        skipBlanks()
        while true {
            guard position < bytes.count else { throw .unfamiliar }
            if bytes[position] == close { break }
            var member = Slice.empty
            if isObject {
                member = try scalar(until: .flow).text
                guard isIndicator(UInt8(ascii: ":")), !isLineEnd(position + 1) else { throw .unfamiliar }
                position += 1
                skipBlanks()
            }
            guard position < bytes.count else { throw .unfamiliar }
            switch bytes[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                try flow(key: member, line: line)
            default:
                let value = try scalar(until: .flow)
                try add(value.kind, member, value.text, line)
            }
            skipBlanks()
            guard position < bytes.count else { throw .unfamiliar }
            if bytes[position] == UInt8(ascii: ",") {
                position += 1
                skipBlanks()
                guard position < bytes.count, bytes[position] != close else { throw .unfamiliar }
            } else if bytes[position] != close {
                throw .unfamiliar
            }
        }
        position += 1
        try end()
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
    }

    /// `|`, `|-`, `>` and `>-` without an indentation of their own (YAML 1.2.2 §8.1).
    mutating func blockScalar(key: Slice, line start: UInt32, indent: Int) throws(Failure) {
        let isFolded = bytes[position] == UInt8(ascii: ">")
        position += 1
        let isStripped = position < bytes.count && bytes[position] == UInt8(ascii: "-")
        if isStripped { position += 1 }
        guard isLineEnd(position), position < bytes.count else { throw .unfamiliar }
        skipLineEnd()
        var text: [UInt8] = []
        var width: Int?
        var blankLines = 0
        while position < bytes.count {
            var index = position
            while index < bytes.count, bytes[index] == UInt8(ascii: " "), index - position < width ?? Int.max {
                index += 1
            }
            if isLineEnd(index), index < bytes.count {
                position = index
                skipLineEnd()
                blankLines += 1
                continue
            }
            let found = index - position
            guard found > indent else { break }
            guard index < bytes.count, found == width ?? found, !isFolded || bytes[index] != UInt8(ascii: " "),
                bytes[index] != UInt8(ascii: "\t"), width != nil || blankLines == 0
            else { throw .unfamiliar }
            if width != nil {
                let isJoined = isFolded && blankLines == 0
                let breaks = isFolded ? blankLines : blankLines + 1
                text.append(
                    contentsOf: isJoined ? [UInt8(ascii: " ")] : [UInt8](repeating: UInt8(ascii: "\n"), count: breaks))
            }
            width = found
            blankLines = 0
            position = index
            try textLine(into: &text)
        }
        guard width != nil else { throw .unfamiliar }
        if !isStripped { text.append(UInt8(ascii: "\n")) }
        let value = builder.store(text)
        try add(.string, key, value, start)
    }

    private mutating func textLine(into text: inout [UInt8]) throws(Failure) {
        while !isLineEnd(position) {
            let byte = bytes[position]
            guard byte >= 0x20, byte < 0x7F else { throw .unfamiliar }
            text.append(byte)
            position += 1
        }
        guard position < bytes.count else { throw .unfamiliar }
        skipLineEnd()
    }
}
