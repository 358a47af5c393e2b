/// JSON that is written byte by byte.
struct JSONText {
    private var bytes: [UInt8] = []
    private let pieceSize: Int
    /// Whether the innermost object or array has a member already.
    private var hasMember = false

    /// - Parameter pieceSize: the bytes that are to be taken at once.
    init(pieceSize: Int) { self.pieceSize = pieceSize }

    var isPiece: Bool { bytes.count >= pieceSize }

    /// Takes out what was written since the last time.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    mutating func object(_ members: (inout JSONText) -> Void) { nest("{", "}", members) }

    mutating func array(_ elements: (inout JSONText) -> Void) { nest("[", "]", elements) }

    mutating func key(_ key: String) {
        separate()
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        // The value belongs to this key.
        hasMember = false
    }

    mutating func string(_ text: String) {
        separate()
        quote(text)
        hasMember = true
    }

    mutating func literal(_ text: String) {
        separate()
        bytes += text.utf8
        hasMember = true
    }

    /// A member with a text, if there is one.
    mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    private mutating func nest(_ open: String, _ close: String, _ body: (inout JSONText) -> Void) {
        separate()
        bytes += open.utf8
        hasMember = false
        body(&self)
        bytes += close.utf8
        hasMember = true
    }

    private mutating func separate() {
        if hasMember { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { unsafe append(escaping: $0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends what needs no escape in one piece, which is mostly all of it.
    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices {
            let byte = unsafe text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            unsafe bytes.append(contentsOf: text[start..<index])
            if byte < 0x20 {
                let hexadecimal = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            } else {
                bytes += [UInt8(ascii: "\\"), byte]
            }
            start = index + 1
        }
        unsafe bytes.append(contentsOf: text[start...])
    }
}
