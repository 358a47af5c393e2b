import PackageModel
import Testing

@Suite struct PackageNameTests {
    @Test(arguments: [
        "axios", "@babel/core", "JSONStream", "lodash.merge", "@types/node", "a", "@chee/.hidden", "_x", "~",
    ])
    func accepts(text: String) throws {
        #expect(try PackageName(parsing: text).text == text)
    }

    @Test(arguments: [
        ("", PackageNameError.empty), ("..", .leadingDot), (".bin", .leadingDot), ("a/b", .unexpectedSlash),
        ("@a", .malformedScope), ("@/a", .malformedScope), ("@a/", .malformedScope), ("@a/b/c", .malformedScope),
        ("@a/..", .leadingDot), ("@../a", .leadingDot), ("a b", .forbiddenByte(0x20)),
        ("a\u{1B}[31m", .forbiddenByte(0x1B)),
        ("a%2f..", .forbiddenByte(0x25)), ("é", .forbiddenByte(0xC3)), ("a\\b", .forbiddenByte(0x5C)),
        ("a?b", .forbiddenByte(0x3F)), ("a#b", .forbiddenByte(0x23)), ("a\n", .forbiddenByte(0x0A)),
    ])
    func refuses(text: String, error: PackageNameError) {
        #expect(throws: error) { try PackageName(parsing: text) }
    }

    @Test func boundsTheLength() throws {
        #expect(throws: PackageNameError.tooLong(bytes: 215)) {
            try PackageName(parsing: String(repeating: "a", count: 215))
        }
        #expect(try PackageName(parsing: String(repeating: "a", count: 214)).scope == nil)
    }

    @Test func splitsScopeAndName() throws {
        let name = try PackageName(parsing: "@babel/core")
        #expect(name.scope == "babel")
        #expect(name.bare == "core")
        #expect(name.pathSegment == "@babel%2fcore")
    }

    @Test func tellsCapitalsApart() throws {
        #expect(try PackageName(parsing: "jsonstream") != PackageName(parsing: "JSONStream"))
    }
}
