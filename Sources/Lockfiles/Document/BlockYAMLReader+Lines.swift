/// Lines and indicators.
extension BlockYAMLReader {
    func isLineEnd(_ index: Int) -> Bool {
        guard index < bytes.count else { return true }
        return bytes[index] == UInt8(ascii: "\n") || isCarriageReturn(index)
    }

    private func isCarriageReturn(_ index: Int) -> Bool {
        bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
    }

    mutating func skipLineEnd() {
        guard position < bytes.count else { return }
        position += bytes[position] == UInt8(ascii: "\r") ? 2 : 1
        line += 1
    }

    mutating func skipLine() {
        while !isLineEnd(position) { position += 1 }
        skipLineEnd()
    }

    /// `---` at the beginning of a line.
    func isMarker(_ index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index] == UInt8(ascii: "-") && bytes[index + 1] == UInt8(ascii: "-")
            && bytes[index + 2] == UInt8(ascii: "-")
    }

    /// Says whether an indicator stands here: the byte and then a blank or the end of the line.
    func isIndicator(_ byte: UInt8) -> Bool {
        position < bytes.count && bytes[position] == byte && isSeparated(position + 1)
    }

    func isSeparated(_ index: Int) -> Bool { isLineEnd(index) || bytes[index] == UInt8(ascii: " ") }

    func isAt(indent: Int, _ byte: UInt8) -> Bool {
        guard position + indent < bytes.count, bytes[position + indent] == byte else { return false }
        return bytes[position..<(position + indent)].allSatisfy { $0 == UInt8(ascii: " ") }
            && isSeparated(position + indent + 1)
    }
}
