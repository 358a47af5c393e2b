import Testing

@testable import Lockfiles

/// Mappings that begin on the line of their parent's `-` or `:`.
@Suite struct CompactMappingTests {
    @Test(arguments: [
        "a:\n- b: c\n", "a:\n- 'b': c\n  d: e\n", "a:\n- \"b\": c\n  'd': \"e\"\n",
        "a:\n  - 'it''s': b\n    \"\\n\": c\n",
        "a:\n- 'it''s'\n- \"\\\"\"\n- b\n", "a:\n- 'it''s':\n    c: d\n", "a:\n- b:\n- c\n",
        "a:\n- b: [c]\n- {d: e}\n- [f]\n",
        "a:\n- b:c\n- http://x/y\n- 'b: c'\n", "a:\n- b:\n  - 'c''':\n    - d: e\n", "? a\n: 'it''s': b\n  c: d\n",
        "? 'a'''\n: 'it''s'\n", "a:\n- b: |\n    c\n  d: e\n",
    ])
    func sameTree(_ text: String) throws {
        #expect(try YAMLReaderTests.fast(text) == YAMLReaderTests.complete(text))
        #expect(try YAMLReaderTests.fast(text) != nil)
    }

    @Test(arguments: [
        "a:\n- 'b' : c\n", "a:\n- 'b':c\n", "a:\n- b: c: d\n", "a:\n- 'b' c\n", "a:\n- - b\n", "a:\n- ? b\n  : c\n",
        "a:\n- b \n", "a:\n-   b: c\n", "a:\n- \(String(repeating: "b", count: 1025)): c\n",
        "a:\n- '\(String(repeating: "b", count: 1025))': c\n",
    ])
    func unfamiliar(_ text: String) throws {
        #expect(try YAMLReaderTests.fast(text) == nil)
    }

    /// Each must cost no more than itself.
    @Test(arguments: ["- 'it''s'\n", "- 'it''s': b\n"])
    func many(_ item: String) throws {
        let text = "a:\n" + String(repeating: item, count: Self.many)
        let document = try #require(try BlockYAMLReader.read(Array(text.utf8), from: 0)?.first)
        let count = try document.read { document in document.root["a"]?.children.reduce(0) { count, _ in count + 1 } }
        #expect(count == Self.many)
    }

    private static let many = 20_000
}
