import JSONCursor

/// What stands where one type is expected; JavaScript's registries and their mirrors put all sorts of things there.
enum Reading<Value> {
    case value(Value)
    /// `null`, which means the same as leaving the member out.
    case null
    case unreadable
}

extension JSONCursor {
    /// Reads a value of that type; another one is skipped, so that it costs one fact and not the document.
    mutating func lenient<Value>(
        _ type: JSONType, _ read: (inout JSONCursor) throws(JSONError) -> Value
    ) throws(JSONError) -> Reading<Value> {
        let found = try nextType()
        return found == type ? .value(try read(&self)) : try nothing()
    }

    mutating func lenientText(_ pool: inout TextPool) throws(JSONError) -> Reading<String> {
        if let text = try stringIfAhead(from: &pool) { return .value(text) }
        return try nothing()
    }

    mutating func lenientText() throws(JSONError) -> Reading<String> {
        if let text = try stringIfAhead() { return .value(text) }
        return try nothing()
    }

    /// Makes a value of a text's bytes; unreadable if that gives nil.
    mutating func lenientBytes<Value>(_ parse: (Span<UInt8>) -> Value?) throws(JSONError) -> Reading<Value> {
        if let value = try withStringBytesIfAhead(parse) { return value.map(Reading.value) ?? .unreadable }
        return try nothing()
    }

    /// Skips a value of a wrong type.
    private mutating func nothing<Value>() throws(JSONError) -> Reading<Value> {
        let found = try nextType()
        try skip()
        return found == .null ? .null : .unreadable
    }

    /// Reads a whole number that is not negative.
    mutating func lenientCount() throws(JSONError) -> Reading<Int64> {
        switch try lenient(.number, { (cursor) throws(JSONError) in try cursor.int64() }) {
        case .value(let number):
            guard let count = number, count >= 0 else { return .unreadable }
            return .value(count)
        case .null: return .null
        case .unreadable: return .unreadable
        }
    }
}

extension Reading: Sendable where Value: Sendable {}

extension Reading {
    var value: Value? { if case .value(let value) = self { value } else { nil } }

    /// The value, or nil and a word in `unreadable`.
    func get<Fact: Hashable>(_ fact: Fact, _ unreadable: inout Set<Fact>) -> Value? {
        switch self {
        case .value(let value): return value
        case .null: return nil
        case .unreadable:
            unreadable.insert(fact)
            return nil
        }
    }

    func flatMap<Other>(_ transform: (Value) -> Other?) -> Reading<Other> {
        switch self {
        case .value(let value): transform(value).map(Reading<Other>.value) ?? .unreadable
        case .null: .null
        case .unreadable: .unreadable
        }
    }
}

/// What was read of a value that many releases share.
struct SharedReading<Value: Sendable>: Sendable {
    let value: Shared<Value>
    let isReadable: Bool

    /// What a member that is not there says.
    static var absent: Self { Self(.null) }

    init(_ reading: Reading<Value>) {
        switch reading {
        case .value(let value): (self.value, self.isReadable) = (Shared(value), true)
        case .null: (self.value, self.isReadable) = (Shared(nil), true)
        case .unreadable: (self.value, self.isReadable) = (Shared(nil), false)
        }
    }

    /// The value, which is nil if it could not be read, and then a word in `unreadable`.
    func get<Fact: Hashable>(_ fact: Fact, _ unreadable: inout Set<Fact>) -> Shared<Value> {
        if !isReadable { unreadable.insert(fact) }
        return value
    }
}
