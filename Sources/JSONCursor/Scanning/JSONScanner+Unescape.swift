extension JSONScanner {
    /// The text of a string whose body lies at `range` and has been checked by `stringBody`.
    ///
    /// A half of a surrogate pair is an error, or becomes U+FFFD with `repairing`.
    func text(_ range: Range<Int>, escaped: Bool, repairing: Bool = false) throws(JSONError) -> String {
        guard escaped else { return unsafe String(decoding: bytes(range), as: UTF8.self) }
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let next = byte(index)
            guard next == UInt8(ascii: "\\") else {
                result.append(next)
                index += 1
                continue
            }
            let kind = byte(index + 1)
            guard kind == UInt8(ascii: "u") else {
                result.append(Self.control(kind))
                index += 2
                continue
            }
            let unit = codeUnit(index)
            if let scalar = Unicode.Scalar(unit) {
                result.append(contentsOf: Array(String(scalar).utf8))
                index += 6
            } else if let scalar = pair(unit, at: index, before: range.upperBound) {
                result.append(contentsOf: Array(String(scalar).utf8))
                index += 12
            } else if repairing {
                result.append(contentsOf: [0xEF, 0xBF, 0xBD])
                index += 6
            } else {
                throw .loneSurrogate(offset: origin + index)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The scalar of a high surrogate whose low one follows as an escape.
    private func pair(_ high: UInt16, at index: Int, before end: Int) -> Unicode.Scalar? {
        guard UTF16.isLeadSurrogate(high), index + 12 <= end else { return nil }
        guard byte(index + 6) == UInt8(ascii: "\\"), byte(index + 7) == UInt8(ascii: "u") else { return nil }
        let low = codeUnit(index + 6)
        guard UTF16.isTrailSurrogate(low) else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    }

    /// The value of the four digits of the escape `\u` at `index`.
    private func codeUnit(_ index: Int) -> UInt16 {
        (2..<6).reduce(0) { value, place in value << 4 | (hexadecimal(byte(index + place)) ?? 0) }
    }

    private static func control(_ kind: UInt8) -> UInt8 {
        switch kind {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: kind
        }
    }
}
