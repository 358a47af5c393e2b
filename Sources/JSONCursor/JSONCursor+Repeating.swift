extension JSONCursor {
    /// Goes into the object ahead, whose members `nextField(of:repeating:)` then walks.
    public mutating func enterObject(repeating last: inout RepeatedMembers) throws(JSONError) {
        try enter(.object, UInt8(ascii: "{"))
        last.begin(at: scanner.position, depth: depth)
    }

    /// As `nextField(of:)`, but passes over fields that have the same value as in the last object: a reader keeps what it
    /// read, and drops what is not in `last.present` at the end.
    ///
    /// Requires the same `fields` for all objects that one memory is used for.
    public mutating func nextField(
        of fields: JSONFields, repeating last: inout RepeatedMembers
    ) throws(JSONError) -> Int? {
        if isValuePending { try skip() }
        while true {
            last.close(at: scanner.position)
            guard try nextItem(before: UInt8(ascii: "}")) else { break }
            scanner.skipBlanks()
            let step = last.follow(&scanner)
            let field: Int
            switch step {
            case .passed:
                if last.checked != nil { try check(&last) }
                continue
            case .value(let index): (field, isValuePending) = (index, true)
            case .unknown: field = try unknownField(of: fields, &last)
            }
            if last.checked != nil { try check(&last) }
            if field >= 0 { return field }
            try skip()
        }
        if last.checked != nil { keys.leave() }
        last.finish(scanner)
        return nil
    }

    /// Reads a key that does not come where it did in the last object: the field's index, or -1.
    private mutating func unknownField(
        of fields: JSONFields, _ last: inout RepeatedMembers
    ) throws(JSONError) -> Int {
        let key = try keyBody()
        if !key.escaped, let field = unsafe last.catchUp(with: scanner.bytes(key.range)) {
            last.append(key: key.range, value: scanner.position, field: field)
            return field
        }
        // From here on the order says nothing about what differs.
        if last.checked == nil {
            keys.enter()
            last.checked = 0
            try check(&last)
        }
        let field: Int?
        if key.escaped {
            let text = try scanner.text(key.range, escaped: true, repairing: true)
            try remember(key, text)
            last.hasEscapedKey = true
            field = fields.index(of: text)
        } else {
            guard let hash = keys.insert(key.range, of: scanner) else { throw try duplicate(key) }
            field = unsafe fields.index(of: scanner.bytes(key.range), hash: hash)
        }
        last.append(key: key.range, value: scanner.position, field: field ?? -1)
        last.checked = last.current.count
        return field ?? -1
    }

    /// Compares the keys of the members that were added with each other and with those before.
    private mutating func check(_ last: inout RepeatedMembers) throws(JSONError) {
        guard let checked = last.checked else { return }
        for member in last.current[checked...] {
            let key = last.key(member)
            guard keys.insert(key, of: scanner) != nil else { throw try duplicate(KeyBody(range: key, escaped: false)) }
        }
        last.checked = last.current.count
    }
}
