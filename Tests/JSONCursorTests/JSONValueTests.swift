import JSONCursor
import Testing

@Suite struct JSONValueTests {
    private func parse(_ text: String, limits: JSONLimits = .default) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8), limits: limits)
    }

    @Test func everyTypeIsRead() throws {
        let value = try parse(#" { "a" : [ 1 , -2.50e+3 , "x" , true , false , null , {} , [] ] } "#)
        let elements = try #require(value["a"]?.array)
        #expect(elements.map(\.type) == [.number, .number, .string, .bool, .bool, .null, .object, .array])
        #expect(elements[0].int64 == 1)
        #expect(elements[1].number?.text == "-2.50e+3")
        #expect(elements[1].int64 == nil)
        #expect(elements[1].number?.double == -2500)
        #expect(value["a"]?[2]?.string == "x")
        #expect(value["a"]?[8] == nil)
    }

    @Test(arguments: ["12", "0", "-0", " 1e9 ", "\"\"", "null", "[]", "{}"])
    func anyValueIsADocument(_ text: String) throws {
        _ = try parse(text)
    }

    @Test func escapesBecomeText() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t""#).string == "\"\\/\u{8}\u{C}\n\r\t")
        #expect(try parse(#""\u00e9\u20AC\ud83d\ude00x""#).string == "é€😀x")
    }

    @Test(arguments: [
        ("", JSONError.unexpectedEnd(offset: 0)),
        ("   ", .unexpectedEnd(offset: 3)),
        ("[1,]", .unexpectedByte(0x5D, offset: 3)),
        ("[,1]", .unexpectedByte(0x2C, offset: 1)),
        ("[1 2]", .unexpectedByte(0x32, offset: 3)),
        ("{\"a\":1,}", .unexpectedByte(0x7D, offset: 7)),
        ("{\"a\" 1}", .unexpectedByte(0x31, offset: 5)),
        ("{a:1}", .unexpectedByte(0x61, offset: 1)),
        ("[1}", .unexpectedByte(0x7D, offset: 2)),
        ("{\"a\":1]", .unexpectedByte(0x5D, offset: 6)),
        ("[", .unexpectedEnd(offset: 1)),
        ("{\"a\":", .unexpectedEnd(offset: 5)),
        ("\"a", .unexpectedEnd(offset: 2)),
        ("tru", .unexpectedEnd(offset: 3)),
        ("nul!", .unexpectedByte(0x21, offset: 3)),
        ("1 2", .trailingBytes(offset: 2)),
        ("{}\u{0}", .trailingBytes(offset: 2)),
        ("01", .invalidNumber(offset: 0)),
        ("-", .unexpectedEnd(offset: 1)),
        ("1.", .unexpectedEnd(offset: 2)),
        ("[1.]", .invalidNumber(offset: 1)),
        ("[.5]", .unexpectedByte(0x2E, offset: 1)),
        ("[+1]", .unexpectedByte(0x2B, offset: 1)),
        ("[1e]", .invalidNumber(offset: 1)),
        ("[-]", .invalidNumber(offset: 1)),
        ("NaN", .unexpectedByte(0x4E, offset: 0)),
        ("'a'", .unexpectedByte(0x27, offset: 0)),
        ("[1,/**/2]", .unexpectedByte(0x2F, offset: 3)),
        ("\u{FEFF}{}", .unexpectedByte(0xEF, offset: 0)),
        ("\"a\nb\"", .controlCharacter(0x0A, offset: 2)),
        ("\"\u{0}\"", .controlCharacter(0, offset: 1)),
        (#""\x""#, .invalidEscape(offset: 1)),
        (#""\u12g4""#, .invalidEscape(offset: 1)),
        (#""\ud83d""#, .loneSurrogate(offset: 1)),
        (#""\ude00\ud83d""#, .loneSurrogate(offset: 1)),
        (#""\ud83d\u0041""#, .loneSurrogate(offset: 1)),
        (#"{"a":1,"a":2}"#, .duplicateKey("a", offset: 7)),
        (#"{"a":1,"\u0061":2}"#, .duplicateKey("a", offset: 7)),
        (#"{"\u0061":1,"a":2}"#, .duplicateKey("a", offset: 12)),
    ])
    func whatIsNoJSONIsRefused(_ text: String, _ expected: JSONError) {
        #expect(throws: expected) { try parse(text) }
    }

    @Test(
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22],
            [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0xC3, 0x22],
            [0x22, 0xFF, 0x22],
        ] as [[UInt8]])
    func whatIsNoUTF8IsRefused(_ bytes: [UInt8]) {
        #expect(throws: JSONError.invalidUTF8(offset: 1)) { try JSONValue(parsing: bytes) }
    }

    @Test func limitsHaveNames() {
        let limits = JSONLimits(bytes: 40, depth: 3, values: 6, stringBytes: 8)
        #expect(throws: JSONError.tooManyBytes(limit: 40)) {
            try parse("0" + String(repeating: " ", count: 40), limits: limits)
        }
        #expect(throws: JSONError.tooDeep(limit: 3, offset: 3)) { try parse("[[[[]]]]", limits: limits) }
        #expect(throws: JSONError.tooManyValues(limit: 6, offset: 11)) { try parse("[0,0,0,0,0,0]", limits: limits) }
        #expect(throws: JSONError.stringTooLong(limit: 8, offset: 0)) { try parse("\"123456789\"", limits: limits) }
        let digits = String(repeating: "1", count: 1025)
        #expect(throws: JSONError.numberTooLong(limit: 1024, offset: 0)) { try parse(digits) }
    }

    @Test func depthOfAMillionEndsInAnErrorAndNotInACrash() {
        let text = String(repeating: "[", count: 1_000_000)
        #expect(throws: JSONError.tooDeep(limit: 64, offset: 64)) { try parse(text) }
    }

    @Test func integersAreExact() throws {
        #expect(try parse("9223372036854775807").int64 == .max)
        #expect(try parse("-9223372036854775808").int64 == .min)
        #expect(try parse("9223372036854775808").int64 == nil)
        #expect(try parse("1e3").int64 == nil)
        #expect(try parse("1e999").number?.double == nil)
    }

    @Test func keysAreComparedAsBytes() throws {
        // One grapheme, two spellings: NFC and NFD.
        let value = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"]?.int64 == 1)
        #expect(value["e\u{301}"]?.int64 == 2)
        #expect(try parse("\"\u{E9}\"") != parse("\"e\u{301}\""))
    }

    @Test(arguments: [5, 47, 48, 49, 3000])
    func largeObjectsFindTheirKeysAndTheirDuplicates(_ count: Int) throws {
        let members = (0..<count).map { "\"key-\($0)\":\($0)" }
        let value = try parse("{\(members.joined(separator: ","))}")
        #expect(value.object?.count == count)
        for index in [0, count / 2, count - 1] { #expect(value["key-\(index)"]?.int64 == Int64(index)) }
        #expect(value["key"] == nil)
        for repeated in [0, count / 2, count - 1] {
            #expect(throws: JSONError.self) {
                try parse("{\((members + [members[repeated]]).joined(separator: ","))}")
            }
        }
    }

    @Test func anInnerObjectMayRepeatKeysOfTheOuterOne() throws {
        _ = try parse(#"{"a":{"a":{"a":1},"b":2},"b":{"a":1}}"#)
    }
}
