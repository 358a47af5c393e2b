/// The members that are read of a packument, copied into one that has no others, while they arrive.
///
/// They are copied as they are written, whatever shape they have: what is read of the excerpt is what is read of the document.
struct PackumentExcerpt: Sendable {
    private(set) var isWanted = false
    /// What was not moved yet; the value of the last member goes to its end.
    var bytes: [UInt8] = []
    /// The key of the object that the last member is in, if it is in one.
    private var outer: String?
    private var isFirst = true

    /// Requires that nothing of the document was read.
    mutating func start() {
        isWanted = true
        bytes.append(UInt8(ascii: "{"))
    }

    /// Begins a member of the document's object, or of the one at `outer`.
    mutating func begin(_ key: String, in outer: String? = nil) {
        if outer != self.outer {
            if self.outer != nil { bytes.append(UInt8(ascii: "}")) }
            self.outer = outer
            if let outer {
                separate()
                append(key: outer)
                bytes.append(UInt8(ascii: "{"))
                isFirst = true
            } else {
                isFirst = false
            }
        }
        separate()
        append(key: key)
    }

    /// Ends the document.
    mutating func finish() {
        guard isWanted else { return }
        bytes.append(contentsOf: (outer == nil ? "}" : "}}").utf8)
    }

    mutating func move(to text: inout [UInt8]) {
        text.append(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    private mutating func append(key: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case ..<0x20: bytes += (byte < 0x10 ? "\\u000" : "\\u00").utf8 + Array(String(byte, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(contentsOf: "\":".utf8)
    }
}
