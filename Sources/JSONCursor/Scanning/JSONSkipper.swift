/// Walks over one value without keeping anything of it, in as many steps as its bytes arrive in.
///
/// Checks the grammar, strings and nesting of everything it passes; only keys are not compared with each other.
struct JSONSkipper {
    /// What the grammar expects next.
    private enum Place {
        case value
        /// A value, or the end of the array that just began.
        case firstElement
        /// A key, or the end of the object that just began.
        case firstKey
        case key
        /// Inside a string.
        case keyBody
        case valueBody
        case colon
        /// A comma or the end of the innermost array or object.
        case separator
    }

    private var place = Place.value
    /// Arrays and objects that are open here, innermost in the lowest bit, which is set for objects.
    private var open: UInt128 = 0
    private var depth = 0
    /// How many arrays and objects lie around the value.
    private let surrounding: Int
    /// How many may lie around any value of the document.
    private let limit: Int

    /// Requires `surrounding <= limit <= JSONLimits.deepest`.
    init(surrounding: Int, limit: Int) {
        self.surrounding = surrounding
        self.limit = limit
    }

    /// Consumes the value, or what there is of it, up to a token that is cut off; true when the value is complete.
    mutating func skip(_ scanner: inout JSONScanner) throws(JSONError) -> Bool {
        var escaped = false
        while true {
            switch place {
            case .keyBody:
                guard try scanner.stringBody(escaped: &escaped) else { return false }
                place = .colon
                fallthrough
            case .colon:
                scanner.skipBlanks()
                guard scanner.position < scanner.count else { return false }
                try scanner.expect(UInt8(ascii: ":"))
                place = .value
                fallthrough
            case .value, .firstElement:
                scanner.skipBlanks()
                guard scanner.position < scanner.count else { return false }
                guard try begin(&scanner) else { return false }
                guard place == .valueBody else { break }
                fallthrough
            case .valueBody:
                guard try scanner.stringBody(escaped: &escaped) else { return false }
                place = .separator
            case .separator:
                break
            case .firstKey, .key:
                scanner.skipBlanks()
                guard scanner.position < scanner.count else { return false }
                try key(&scanner)
                continue
            }
            guard place == .separator else { continue }
            guard depth > 0 else { return true }
            scanner.skipBlanks()
            guard scanner.position < scanner.count else { return false }
            try separator(&scanner)
        }
    }

    /// Consumes the first byte of a value, or all of a number or literal; false if one is cut off.
    @inline(__always)
    private mutating func begin(_ scanner: inout JSONScanner) throws(JSONError) -> Bool {
        let next = scanner.byte(scanner.position)
        switch next {
        case UInt8(ascii: "\""):
            scanner.position += 1
            place = .valueBody
            return true
        case UInt8(ascii: "{"):
            try enter(1, &scanner)
            place = .firstKey
            return true
        case UInt8(ascii: "["):
            try enter(0, &scanner)
            place = .firstElement
            return true
        case UInt8(ascii: "]") where place == .firstElement:
            leave(&scanner)
            return true
        case UInt8(ascii: "t"):
            guard try scanner.literal("true") else { return false }
        case UInt8(ascii: "f"):
            guard try scanner.literal("false") else { return false }
        case UInt8(ascii: "n"):
            guard try scanner.literal("null") else { return false }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard try scanner.number() else { return false }
        default:
            throw .unexpectedByte(next, offset: scanner.offset)
        }
        place = .separator
        return true
    }

    @inline(__always)
    private mutating func key(_ scanner: inout JSONScanner) throws(JSONError) {
        let next = scanner.byte(scanner.position)
        if next == UInt8(ascii: "\"") {
            scanner.position += 1
            place = .keyBody
        } else if next == UInt8(ascii: "}"), place == .firstKey {
            leave(&scanner)
        } else {
            throw .unexpectedByte(next, offset: scanner.offset)
        }
    }

    @inline(__always)
    private mutating func separator(_ scanner: inout JSONScanner) throws(JSONError) {
        let next = scanner.byte(scanner.position)
        let inObject = open & 1 == 1
        if next == UInt8(ascii: ",") {
            scanner.position += 1
            place = inObject ? .key : .value
        } else if next == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            leave(&scanner)
        } else {
            throw .unexpectedByte(next, offset: scanner.offset)
        }
    }

    @inline(__always)
    private mutating func enter(_ kind: UInt128, _ scanner: inout JSONScanner) throws(JSONError) {
        guard surrounding + depth < limit else { throw .tooDeep(limit: limit, offset: scanner.offset) }
        scanner.position += 1
        depth += 1
        open = open << 1 | kind
    }

    @inline(__always)
    private mutating func leave(_ scanner: inout JSONScanner) {
        scanner.position += 1
        depth -= 1
        open >>= 1
        place = .separator
    }
}
