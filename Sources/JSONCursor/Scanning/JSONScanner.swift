/// The tokens of a document, found in contiguous bytes by address.
///
/// Requires that the memory outlives the scanner; `JSONCursor` and `JSONObjectStream` see to it by scope. Every read lies
/// under `count`.
@safe
struct JSONScanner {
    let base: UnsafeRawPointer
    /// Bytes at `base`.
    let count: Int
    /// Where in the document the first byte lies, for the offsets of errors.
    let origin: Int
    /// No bytes can follow, so that the last one ends a number.
    let isFinal: Bool
    /// The next byte.
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer, origin: Int, isFinal: Bool) {
        // An empty buffer may have no address; nothing is read from the one that stands in.
        unsafe base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
        self.count = bytes.count
        self.origin = origin
        self.isFinal = isFinal
    }

    /// Where in the document the next byte lies.
    var offset: Int { origin + position }

    /// Requires `index < count`.
    @inline(__always)
    func byte(_ index: Int) -> UInt8 { unsafe base.load(fromByteOffset: index, as: UInt8.self) }

    /// Requires `index + 8 <= count`.
    @inline(__always)
    func word(_ index: Int) -> UInt64 {
        UInt64(littleEndian: unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Requires `range` to lie under `count`.
    @inline(__always)
    func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    mutating func skipBlanks() {
        while position < count {
            let next = byte(position)
            guard next <= 0x20, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 else { return }
            position += 1
        }
    }

    /// The next byte after blanks, which is not consumed.
    @inline(__always)
    mutating func peek() throws(JSONError) -> UInt8 {
        skipBlanks()
        guard position < count else { throw .unexpectedEnd(offset: offset) }
        return byte(position)
    }

    @inline(__always)
    mutating func expect(_ wanted: UInt8) throws(JSONError) {
        let next = try peek()
        guard next == wanted else { throw .unexpectedByte(next, offset: offset) }
        position += 1
    }
}

extension JSONScanner {
    /// Consumes `true`, `false` or `null`; false if the bytes end before it does.
    mutating func literal(_ text: StaticString) throws(JSONError) -> Bool {
        for index in 0..<text.utf8CodeUnitCount {
            guard position + index < count else { return false }
            let found = byte(position + index)
            guard unsafe found == text.utf8Start[index] else {
                throw .unexpectedByte(found, offset: offset + index)
            }
        }
        position += text.utf8CodeUnitCount
        return true
    }

    /// Consumes a number (RFC 8259 §6); false if the bytes end before something that ends it.
    mutating func number() throws(JSONError) -> Bool {
        var index = position
        if byte(index) == UInt8(ascii: "-") { index += 1 }
        let integer = digits(&index)
        guard integer > 0 else { return try incomplete(index) }
        let first = byte(index - integer)
        guard first != UInt8(ascii: "0") || integer == 1 else { throw .invalidNumber(offset: offset) }
        if index < count, byte(index) == UInt8(ascii: ".") {
            index += 1
            guard digits(&index) > 0 else { return try incomplete(index) }
        }
        if index < count, byte(index) | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < count, byte(index) == UInt8(ascii: "+") || byte(index) == UInt8(ascii: "-") { index += 1 }
            guard digits(&index) > 0 else { return try incomplete(index) }
        }
        guard index - position <= JSONLimits.longestNumber else {
            throw .numberTooLong(limit: JSONLimits.longestNumber, offset: offset)
        }
        guard index < count || isFinal else { return false }
        position = index
        return true
    }

    /// A digit is missing at `index`: wrong, unless more bytes may come.
    private func incomplete(_ index: Int) throws(JSONError) -> Bool {
        guard index >= count else { throw .invalidNumber(offset: offset) }
        return false
    }

    private func digits(_ index: inout Int) -> Int {
        let start = index
        while index < count, byte(index) &- UInt8(ascii: "0") < 10 { index += 1 }
        return index - start
    }
}
