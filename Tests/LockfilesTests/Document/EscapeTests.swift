import Testing

@testable import Lockfiles

/// Escapes in quoted names and values, of YAML and of Yarn 1.
@Suite struct EscapeTests {
    /// Alone, side by side, at both ends, and the quotes of the other kind.
    @Test(arguments: [
        #""a\"b": "\\""#, #""\u0061\n": "x\ty\u00e9\u6d4b""#, #""": "\/""#, #""\\\\": "it's \b\f\r""#,
        "'it''s': '''a'''", "'': ''''", #"'\n': '"'"#, "a: ['b''c', \"d\\\\e\"]",
        "a: {'b''c': \"d\\te\", \"\\n\": ''''''}",
        "? 'it''s'\n: 'a'''", "? \"\\n\"\n: \"\\\"\"",
    ])
    func yaml(_ text: String) throws {
        #expect(try YAMLReaderTests.fast(text + "\n") == YAMLReaderTests.complete(text + "\n"))
        #expect(try YAMLReaderTests.fast(text + "\n") != nil)
    }

    @Test(arguments: [
        #""\x""#, #""\ud800""#, #""\ud800\n""#, #""\u00e""#, #""\n"#, #""\"#, #""\"a"#, "\"\\n\u{1}\"", "'it''s", "'''",
        "'it''s\u{1}'",
    ])
    func malformedYAML(_ text: String) throws {
        #expect(try YAMLReaderTests.fast("a: \(text)\n") == nil)
    }

    /// The key of an entry stands as it is written; names and values inside it are decoded.
    @Test func yarn() throws {
        let text = #"""
            # yarn lockfile v1

            "b@1", "b@\"2":
              "versi\u006fn" "1.0.0-\u00e9\"\\"
              dependencies:
                "\u0062" "\u0031"

            """#
        let lockfile = try read(text)
        #expect(lockfile.entries.map(\.identity) == ["b@1.0.0-é\"\\"])
        #expect(lockfile.graph.forward.edges(of: 0).map(\.node) == [0])
    }

    @Test(arguments: [
        (#""\x""#, 12), (#""a\ud800""#, 19), (#""\n\ud800\u0041""#, 20), ("\"\\n\u{1}\"", 14), (#""\n"#, 14),
        (#""\"#, 12), ("\"a\u{1}\"", 13), ("\"a", 13),
    ])
    func malformedYarn(_ value: String, _ column: Int) throws {
        do throws(LockfileError) {
            _ = try read("# yarn lockfile v1\n\na@1:\n  version \(value)\n")
            Issue.record("read")
        } catch {
            #expect(error.line == 4 && error.column == column)
        }
    }

    /// Of texts this long each escape must cost no more than itself.
    @Test(arguments: [(#"""#, #"\n"#), ("'", "''")])
    func manyInYAML(_ quote: String, _ escape: String) throws {
        let text = "a: \(quote)\(String(repeating: escape, count: Self.many))\(quote)\n"
        let document = try #require(try BlockYAMLReader.read(Array(text.utf8), from: 0)?.first)
        #expect(try document.read { document in document.root["a"]?.valueSlice.count } == Self.many)
    }

    @Test func manyInYarn() throws {
        let text = "# yarn lockfile v1\n\na@1:\n  version \"\(String(repeating: #"\n"#, count: Self.many))\"\n"
        #expect(try read(text).entries.first?.version?.utf8.count == Self.many)
    }

    private static let many = 100_000
}
