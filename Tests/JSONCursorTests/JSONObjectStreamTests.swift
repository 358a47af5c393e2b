import JSONCursor
import Testing

@Suite struct JSONObjectStreamTests {
    /// Keeps the members whose key begins with `r`, and those of objects whose key begins with `e`.
    private struct Collector: JSONMemberVisitor {
        var values: [String: JSONValue] = [:]
        var attempts = 0

        func plan(for key: String) -> JSONMemberPlan {
            key.hasPrefix("r") ? .read : key.hasPrefix("e") ? .enter : .skip
        }

        mutating func read(_ key: String, from cursor: inout JSONCursor) throws(JSONError) {
            attempts += 1
            values[key] = try cursor.value()
        }

        mutating func read(_ member: String, in key: String, from cursor: inout JSONCursor) throws(JSONError) {
            attempts += 1
            values["\(key).\(member)"] = try cursor.value()
        }
    }

    private let limits = JSONStreamLimits(bytes: 1 << 20)

    private func collect(_ text: String, by size: Int, limits: JSONStreamLimits? = nil) throws(JSONError) -> Collector {
        var stream = JSONObjectStream(Collector(), limits: limits ?? self.limits)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let chunk = Array(rest.prefix(size))
            try unsafe stream.consume(chunk.span.bytes)
            rest = rest.dropFirst(size)
        }
        try stream.finish()
        return stream.visitor
    }

    private static let document = #"""
         { "s" : { "a" : [ "\ud83d" , -1.5e3 , true ] } , "r1" : [1, {"x": "é\n😀"}] , "e" : { "k" : 1 , "l" : { } } ,
        "e2" : [ 7 ] , "sé" : "\u00e9é" , "e3" : {} , "r2" : 12 , "r3" : null }
        """#

    @Test(arguments: 1...40)
    func theCutOfTheBytesMakesNoDifference(_ size: Int) throws {
        let whole = try collect(Self.document, by: 10_000)
        #expect(Set(whole.values.keys) == ["r1", "e.k", "e.l", "e2", "r2", "r3"])
        #expect(whole.values["r2"]?.int64 == 12)
        #expect(whole.values["e2"]?[0]?.int64 == 7)
        #expect(try collect(Self.document, by: size).values == whole.values)
    }

    @Test(arguments: [1000, 4095, 4097, 9000, 65_536])
    func membersLongerThanWhatIsTakenOfAChunkAtOnceAreReadWhole(_ size: Int) throws {
        let members = (0..<60).map { #""k\#($0)":"\#(String(repeating: "\($0 % 10)", count: 300 * $0))""# }
        let text = #"{"e":{\#(members.joined(separator: ","))},"s":[\#(members[59].utf8.count)],"r":1}"#
        let values = try collect(text, by: size).values
        #expect(values.count == 61)
        for index in 0..<60 {
            #expect(values["e.k\(index)"] == .string(String(repeating: "\(index % 10)", count: 300 * index)))
        }
    }

    @Test func aDocumentThatEndsEarlyIsAnErrorAtEveryByte() {
        let bytes = Array(Self.document.utf8)
        for length in 0..<(bytes.count - 1) {
            #expect(throws: JSONError.self, "\(length) bytes") {
                var stream = JSONObjectStream(Collector(), limits: limits)
                let chunk = Array(bytes[..<length])
                try unsafe stream.consume(chunk.span.bytes)
                try stream.finish()
            }
        }
    }

    @Test func aLongValueIsTriedAsOftenAsItsLengthDoubles() throws {
        let elements = Array(repeating: "1234567", count: 8192).joined(separator: ",")
        let collector = try collect(#"{"r":[\#(elements)]}"#, by: 16)
        #expect(collector.values["r"]?.array?.count == 8192)
        #expect(collector.attempts < 20)
    }

    @Test(arguments: [1, 3, 1000])
    func errorsHaveTheSameOffsetHoweverTheBytesAreCut(_ size: Int) {
        let cases: [(String, JSONError)] = [
            (#"{"s":1,"s":2}"#, .duplicateKey("s", offset: 7)),
            (#"{"e":{"a":1,"\u0061":2}}"#, .duplicateKey("a", offset: 12)),
            (#"{"r":[1,,2]}"#, .unexpectedByte(0x2C, offset: 8)), (#"{"s":[1,,2]}"#, .unexpectedByte(0x2C, offset: 8)),
            (#"{"s":1}}"#, .trailingBytes(offset: 7)), (#"{"s":1,}"#, .unexpectedByte(0x7D, offset: 7)),
            (#"{,}"#, .unexpectedByte(0x2C, offset: 1)), (#"{"s":tru}"#, .unexpectedByte(0x7D, offset: 8)),
            (#"{"s":nan}"#, .unexpectedByte(0x61, offset: 6)),
        ]
        for (text, expected) in cases {
            #expect(throws: expected, "\(text)") { try collect(text, by: size) }
        }
    }

    @Test func nestingIsBoundedWhereverItIs() throws {
        let limits = JSONStreamLimits(bytes: 1 << 20, depth: 4)
        for key in ["s", "r"] {
            _ = try collect(#"{"\#(key)":[[[1]]]}"#, by: 100, limits: limits)
            #expect(throws: JSONError.tooDeep(limit: 4, offset: 8)) {
                try collect(#"{"\#(key)":[[[[1]]]]}"#, by: 100, limits: limits)
            }
        }
    }
}
