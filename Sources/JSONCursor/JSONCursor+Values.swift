extension JSONCursor {
    /// Walks over the value ahead.
    public mutating func skip() throws(JSONError) {
        guard scanner.count <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
        isValuePending = false
        // Most values are strings, and need no skipper.
        if try scanner.peek() == UInt8(ascii: "\"") {
            var escaped = false
            scanner.position += 1
            guard try scanner.stringBody(escaped: &escaped) else { throw .unexpectedEnd(offset: scanner.offset) }
            return
        }
        var skipper = JSONSkipper(surrounding: depth, limit: limits.depth)
        guard try skipper.skip(&scanner) else { throw .unexpectedEnd(offset: scanner.origin + scanner.count) }
    }

    public mutating func string() throws(JSONError) -> String {
        let (range, escaped) = try stringBody()
        return try scanner.text(range, escaped: escaped)
    }

    /// As `string`, with U+FFFD for halves of surrogate pairs: for text that people read and nothing depends on.
    public mutating func stringRepairing() throws(JSONError) -> String {
        let (range, escaped) = try stringBody()
        return try scanner.text(range, escaped: escaped, repairing: true)
    }

    /// As `stringRepairing`; nil, and nothing is read, if the value ahead is no string.
    public mutating func stringIfAhead() throws(JSONError) -> String? {
        guard let (range, escaped) = try stringBodyIfAhead() else { return nil }
        return try scanner.text(range, escaped: escaped, repairing: true)
    }

    /// Lends the bytes of what `stringRepairing` would return, without making a text of them; nil, and nothing is read, if the
    /// value ahead is no string.
    public mutating func withStringBytesIfAhead<Result>(
        _ body: (Span<UInt8>) -> Result
    ) throws(JSONError) -> Result? {
        guard let (range, escaped) = try stringBodyIfAhead() else { return nil }
        guard escaped else { return unsafe body(Span(_unsafeBytes: scanner.bytes(range))) }
        return body(Array(try scanner.text(range, escaped: true, repairing: true).utf8).span)
    }

    public mutating func number() throws(JSONError) -> JSONNumber {
        try require(.number)
        let start = scanner.position
        guard try scanner.number() else { throw .unexpectedEnd(offset: scanner.origin + scanner.count) }
        return JSONNumber(text: try scanner.text(start..<scanner.position, escaped: false))
    }

    /// A number's value, if it is written as an integer and fits.
    public mutating func int64() throws(JSONError) -> Int64? {
        try require(.number)
        let start = scanner.position
        guard try scanner.number() else { throw .unexpectedEnd(offset: scanner.origin + scanner.count) }
        var value: Int64 = 0
        let isNegative = scanner.byte(start) == UInt8(ascii: "-")
        for index in (isNegative ? start + 1 : start)..<scanner.position {
            let digit = scanner.byte(index) &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let next =
                isNegative
                ? product.subtractingReportingOverflow(Int64(digit)) : product.addingReportingOverflow(Int64(digit))
            guard !isTooLarge, !next.overflow else { return nil }
            value = next.partialValue
        }
        return value
    }

    public mutating func bool() throws(JSONError) -> Bool {
        try require(.bool)
        let value = scanner.byte(scanner.position) == UInt8(ascii: "t")
        try literal(value ? "true" : "false")
        return value
    }

    public mutating func null() throws(JSONError) {
        try require(.null)
        try literal("null")
    }

    /// The value ahead with everything in it.
    public mutating func value() throws(JSONError) -> JSONValue {
        switch try nextType() {
        case .null:
            try null()
            return .null
        case .bool: return .bool(try bool())
        case .number: return .number(try number())
        case .string: return .string(try string())
        case .array:
            var elements: [JSONValue] = []
            try enterArray()
            while try nextElement() { elements.append(try value()) }
            return .array(elements)
        case .object:
            var members: [JSONObject.Member] = []
            try enterObject()
            while let key = try nextKey() { members.append((key, try value())) }
            return .object(JSONObject(members))
        }
    }
}

extension JSONCursor {
    @inline(__always)
    mutating func count() throws(JSONError) {
        guard scanner.count <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
        values += 1
        guard values <= limits.values else { throw .tooManyValues(limit: limits.values, offset: scanner.offset) }
    }

    private mutating func require(_ type: JSONType) throws(JSONError) {
        let found = try nextType()
        guard found == type else { throw .unexpectedType(found, expected: type, offset: scanner.offset) }
        try count()
        isValuePending = false
    }

    mutating func stringBody() throws(JSONError) -> (Range<Int>, escaped: Bool) {
        guard let body = try stringBodyIfAhead() else {
            throw .unexpectedType(try nextType(), expected: .string, offset: scanner.offset)
        }
        return body
    }

    /// Nil, and nothing is read, if the value ahead is no string.
    @inline(__always)
    mutating func stringBodyIfAhead() throws(JSONError) -> (Range<Int>, escaped: Bool)? {
        guard try scanner.peek() == UInt8(ascii: "\"") else { return nil }
        try count()
        isValuePending = false
        scanner.position += 1
        let start = scanner.position
        var escaped = false
        guard try scanner.stringBody(escaped: &escaped) else { throw .unexpectedEnd(offset: scanner.offset) }
        let range = start..<(scanner.position - 1)
        guard range.count <= limits.stringBytes else {
            throw .stringTooLong(limit: limits.stringBytes, offset: scanner.origin + start - 1)
        }
        return (range, escaped)
    }

    private mutating func literal(_ text: StaticString) throws(JSONError) {
        guard try scanner.literal(text) else { throw .unexpectedEnd(offset: scanner.origin + scanner.count) }
    }
}
