import JSONCursor
import Testing

@Suite struct JSONCursorTests {
    /// Reads the text with a cursor.
    private func read<Result>(
        _ text: String, limits: JSONLimits = .default, _ body: (inout JSONCursor) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        try JSONCursor.read(Array(text.utf8), limits: limits, body)
    }

    @Test func wantedMembersAreReadAndOthersSkipped() throws {
        let names = try read(#"{"a":{"b":[1,{"c":"}"}]},"name":"x","list":[1,"two",[3]],"z":null}"#) {
            (cursor) throws(JSONError) in
            var texts: [String] = []
            try cursor.enterObject()
            while let key = try cursor.nextKey() {
                switch key {
                case "name": texts.append(try cursor.string())
                case "list":
                    try cursor.enterArray()
                    while try cursor.nextElement() {
                        if try cursor.nextType() == .string { texts.append(try cursor.string()) }
                    }
                default: continue
                }
            }
            try cursor.finish()
            return texts
        }
        #expect(names == ["x", "two"])
    }

    @Test func fieldsAreFoundByTheirBytes() throws {
        let fields = JSONFields(["dist", "name", "deprecated"])
        let found = try read(#"{"other":1,"d\u0069st":{},"nam":2,"name":3,"named":4,"":5}"#) {
            (cursor) throws(JSONError) in
            var found: [Int] = []
            try cursor.enterObject()
            while let field = try cursor.nextField(of: fields) { found.append(field) }
            return found
        }
        #expect(found == [0, 1])
    }

    @Test func offsetsAreThoseOfTheDocument() throws {
        let offsets = try read(#" {"a": 1, "b" : [true]}"#) { (cursor) throws(JSONError) in
            var offsets = [cursor.offset]
            try cursor.enterObject()
            while try cursor.nextKey() != nil { offsets.append(cursor.offset) }
            return offsets
        }
        #expect(offsets == [1, 7, 16])
    }

    @Test(arguments: [
        ("[]", JSONType.array), ("{}", .object), ("7", .number), ("true", .bool), ("null", .null),
    ])
    func anotherTypeIsNamed(_ text: String, _ type: JSONType) {
        #expect(throws: JSONError.unexpectedType(type, expected: .string, offset: 0)) {
            try read(text) { (cursor) throws(JSONError) in try cursor.string() }
        }
    }

    @Test func duplicatesAreRefusedOnlyWhereKeysAreRead() throws {
        let text = #"{"a":{"b":1,"b":2}}"#
        try read(text) { (cursor) throws(JSONError) in
            try cursor.enterObject()
            while try cursor.nextKey() != nil {}
            try cursor.finish()
        }
        #expect(throws: JSONError.duplicateKey("b", offset: 12)) {
            try read(text) { (cursor) throws(JSONError) in try cursor.value() }
        }
    }

    @Test(arguments: [
        (#"{"a":[1,2}"#, JSONError.unexpectedByte(0x7D, offset: 9)), (#"{"a":"\z"}"#, .invalidEscape(offset: 6)),
        (#"{"a":tru}"#, .unexpectedByte(0x7D, offset: 8)), (#"{"a":{"b" 1}}"#, .unexpectedByte(0x31, offset: 10)),
        (#"{"a":{,}}"#, .unexpectedByte(0x2C, offset: 6)), (#"{"a":[1,]}"#, .unexpectedByte(0x5D, offset: 8)),
        (#"{"a":01}"#, .invalidNumber(offset: 5)), ("{\"a\":\"\u{1}\"}", .controlCharacter(1, offset: 6)),
        (#"{"a":{"b":[{"c":"#, .unexpectedEnd(offset: 16)),
    ])
    func whatIsSkippedIsChecked(_ text: String, _ expected: JSONError) {
        #expect(throws: expected) {
            try read(text) { (cursor) throws(JSONError) in try cursor.finish() }
        }
    }

    @Test func invalidUTF8IsFoundInWhatIsSkipped() {
        let bytes: [UInt8] = Array(#"["0123456789abcdef"#.utf8) + [0xED, 0xA0, 0x80] + Array(#""]"#.utf8)
        #expect(throws: JSONError.invalidUTF8(offset: 18)) {
            try JSONCursor.read(bytes) { (cursor) throws(JSONError) in try cursor.finish() }
        }
    }

    @Test func halfAPairIsGrammarButNoText() throws {
        let text = #"{"a":"\ud83d"}"#
        try read(text) { (cursor) throws(JSONError) in try cursor.finish() }
        let repaired = try read(text) { (cursor) throws(JSONError) in
            try cursor.enterObject()
            _ = try cursor.nextKey()
            return try cursor.stringRepairing()
        }
        #expect(repaired == "\u{FFFD}")
    }

    @Test func everyByteThatEndsARunOfTextIsSeenAtEveryPlace() throws {
        // The scanner looks at eight bytes at a time.
        for length in 0..<40 {
            let run = String(repeating: "a", count: length)
            #expect(try JSONValue(parsing: Array("\"\(run)\"".utf8)).string == run)
            #expect(try JSONValue(parsing: Array("\"\(run)é\(run)\"".utf8)).string == "\(run)é\(run)")
            #expect(try JSONValue(parsing: Array("\"\(run)\\n\(run)\"".utf8)).string == "\(run)\n\(run)")
            #expect(try JSONValue(parsing: Array("\"\(run)\u{7F}\(run)\"".utf8)).string == "\(run)\u{7F}\(run)")
            for control in UInt8(0)..<32 {
                #expect(throws: JSONError.controlCharacter(control, offset: length + 1)) {
                    try JSONValue(parsing: Array("\"\(run)".utf8) + [control] + Array("\(run)\"".utf8))
                }
            }
        }
    }

    @Test func thePoolGivesEqualTexts() throws {
        var pool = TextPool()
        let texts = [
            "a name of over fifteen bytes", "short", "another name that is long", "a name of over fifteen bytes",
            "\\u0061",
        ]
        let document = "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        let read = try read(document) { (cursor) throws(JSONError) in
            var texts: [String] = []
            try cursor.enterArray()
            while try cursor.nextElement() {
                if let text = try cursor.stringIfAhead(from: &pool) { texts.append(text) }
            }
            return texts
        }
        #expect(read == texts.dropLast() + ["a"])
    }
}
