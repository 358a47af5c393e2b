extension JSONCursor {
    /// The type of the value ahead, told from its first byte.
    public mutating func nextType() throws(JSONError) -> JSONType {
        let next = try scanner.peek()
        switch next {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw .unexpectedByte(next, offset: scanner.offset)
        }
    }

    /// Goes into the object ahead; `nextKey` then walks it and leaves it.
    public mutating func enterObject() throws(JSONError) {
        try enter(.object, UInt8(ascii: "{"))
        keys.enter()
    }

    /// Goes into the array ahead; `nextElement` then walks it and leaves it.
    public mutating func enterArray() throws(JSONError) {
        try enter(.array, UInt8(ascii: "["))
    }

    /// Goes to the next member of the object that was entered last: its key, or nil when the object is left.
    public mutating func nextKey() throws(JSONError) -> String? {
        guard let key = try nextKeyBody() else { return nil }
        let text = try scanner.text(key.range, escaped: key.escaped)
        try remember(key, text)
        return text
    }

    /// As `nextKey`, with U+FFFD for halves of surrogate pairs.
    public mutating func nextKeyRepairing() throws(JSONError) -> String? {
        guard let key = try nextKeyBody() else { return nil }
        let text = try scanner.text(key.range, escaped: key.escaped, repairing: true)
        try remember(key, text)
        return text
    }

    /// Goes to the next member whose key is one of `fields`, over all others: its index there, or nil when the object is
    /// left.
    public mutating func nextField(of fields: JSONFields) throws(JSONError) -> Int? {
        while let key = try nextKeyBody() {
            if key.escaped {
                let text = try scanner.text(key.range, escaped: true, repairing: true)
                try remember(key, text)
                if let field = fields.index(of: text) { return field }
            } else {
                guard let hash = keys.insert(key.range, of: scanner) else { throw try duplicate(key) }
                if let field = unsafe fields.index(of: scanner.bytes(key.range), hash: hash) { return field }
            }
        }
        return nil
    }

    /// Goes to the next element of the array that was entered last; false when the array is left.
    public mutating func nextElement() throws(JSONError) -> Bool {
        guard try nextItem(before: UInt8(ascii: "]")) else { return false }
        isValuePending = true
        return true
    }
}

extension JSONCursor {
    /// The body of a key and whether it has escapes.
    struct KeyBody {
        let range: Range<Int>
        let escaped: Bool
    }

    mutating func enter(_ type: JSONType, _ opening: UInt8) throws(JSONError) {
        guard try scanner.peek() == opening else {
            throw .unexpectedType(try nextType(), expected: type, offset: scanner.offset)
        }
        guard depth < limits.depth else { throw .tooDeep(limit: limits.depth, offset: scanner.offset) }
        try count()
        scanner.position += 1
        depth += 1
        isFirst = true
        isValuePending = false
    }

    /// Goes over the comma to the next member or element; false, and one level out, at the closing byte.
    @inline(__always)
    mutating func nextItem(before closing: UInt8) throws(JSONError) -> Bool {
        if isValuePending { try skip() }
        let next = try scanner.peek()
        if next == closing {
            scanner.position += 1
            depth -= 1
            isFirst = false
            return false
        }
        if !isFirst { try scanner.expect(UInt8(ascii: ",")) }
        isFirst = false
        return true
    }

    @inline(__always)
    mutating func nextKeyBody() throws(JSONError) -> KeyBody? {
        guard try nextItem(before: UInt8(ascii: "}")) else {
            keys.leave()
            return nil
        }
        return try keyBody()
    }

    /// Consumes a key and its colon.
    @inline(__always)
    mutating func keyBody() throws(JSONError) -> KeyBody {
        try scanner.expect(UInt8(ascii: "\""))
        let start = scanner.position
        var escaped = false
        guard try scanner.stringBody(escaped: &escaped) else { throw .unexpectedEnd(offset: scanner.offset) }
        let range = start..<(scanner.position - 1)
        try scanner.expect(UInt8(ascii: ":"))
        isValuePending = true
        return KeyBody(range: range, escaped: escaped)
    }

    mutating func remember(_ key: KeyBody, _ text: String) throws(JSONError) {
        let isNew = key.escaped ? keys.insert(text, of: scanner) : keys.insert(key.range, of: scanner) != nil
        guard isNew else { throw try duplicate(key) }
    }

    func duplicate(_ key: KeyBody) throws(JSONError) -> JSONError {
        let text = try scanner.text(key.range, escaped: key.escaped, repairing: true)
        return .duplicateKey(text, offset: scanner.origin + key.range.lowerBound - 1)
    }
}
