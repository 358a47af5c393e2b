import Testing
import Yams

@testable import Lockfiles

/// The fast reader against libyaml: the same tree, or none.
@Suite struct YAMLReaderTests {
    /// A tree as text, with the kinds of scalars and the lines of members.
    static func dump(_ memory: DocumentMemory) throws -> String {
        func dump(_ element: Element, _ depth: Int) -> String {
            let indent = String(repeating: " ", count: depth)
            let own =
                element.isScalar
                ? "\(element.kind == .string ? "'" : "")\(element.document.text(element.valueSlice))"
                : element.isObject ? "{" : "["
            return element.children.reduce("\(indent)\(element.key): \(own)\n") { $0 + dump($1, depth + 1) }
        }
        return try memory.read { document throws(LockfileError) in dump(document.root, 0) }
    }

    static func fast(_ text: String) throws -> [String]? {
        try BlockYAMLReader.read(Array(text.utf8), from: 0)?.map(dump)
    }

    static func complete(_ text: String) throws -> [String] {
        try CompleteYAMLReader.read(Array(text.utf8), from: 0).map(dump)
    }

    @Test(arguments: [
        Samples.pnpm5, Samples.pnpm6, Samples.pnpm9, Samples.pnpmTwoDocuments, Samples.berry,
        "a:\nb: 'it''s'\nc: \"\\u00e9\\n\"\n", "a:\n- b\n- c: d\n  e: f\n-\n  g: h\n",
        "a:\n    b:\n        - c\n        - 'd'\nz: []\n",
        "? 'long key'\n: value\n? \"other\"\n:\n  a: b\nc: d\n", "? key\n: a: b\n  c: d\n",
        "a: {b: {c: [d, 'e', {f: g}]}}\n",
        "a: |\n  one\n\n    two\n\nb: >-\n  three\n  four\n\n  five\nc: d\n", "a: {}\nb: ''\nc: ~\nd: null\n",
        "测试: 值\n'é': è\n", "a: http://x/y?z=1&b=*c\nb: a#b\nc: -1\nd: x:y\n", "# c\n\na: b\n# d\n  # e\nc: d\n",
        "a: b\n\n---\nc: d\n",
    ])
    func sameTree(_ text: String) throws {
        #expect(try Self.fast(text) == Self.complete(text))
        #expect(try Self.fast(text) != nil)
    }

    /// What the fast reader must leave alone.
    @Test(arguments: [
        "a: &x b\n", "a: *x\n", "a: !!str b\n", "a: b\n  c\n", "a: 'b\n  c'\n", "\ta: b\n", "a: b # c\n", "a: b: c\n",
        "a: [b,\n  c]\n",
        "a: {b: c,}\n", "%YAML 1.2\n---\na: b\n", "a: |2\n   b\n", "a: @b\n", "- a\n", "a: {b}\n", "a : b\n",
        "a:\n   b: c\n  d: e\n", "a: b \n",
    ])
    func unfamiliar(_ text: String) throws {
        #expect(try Self.fast(text) == nil)
    }

    @Test func fallbackReadsTheSameLockfile() throws {
        let text = Samples.pnpm9.replacing("cpu: [x64]", with: "cpu:\n      [x64,\n       arm64]")
        #expect(try Self.fast(text) == nil)
        #expect(try read(text).entries.map(\.identity) == read(Samples.pnpm9).entries.map(\.identity))
    }

    /// libyaml makes a tree before anything is counted.
    @Test func whatIsLeftToLibyamlIsBounded() {
        let limit = LockfileLimits.maximumCompleteYAMLBytes
        #expect(throws: LockfileError(.unusualYAMLTooLarge(bytes: limit + 1, limit: limit))) {
            try CompleteYAMLReader.read([UInt8](repeating: UInt8(ascii: "#"), count: limit + 1), from: 0)
        }
    }

    @Test func aliasesAreRefused() {
        var text = "lockfileVersion: '9.0'\na0: &a0 [x, x]\n"
        for level in 1..<40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(refusal(text) == .alias)
    }

    /// Random texts of the shapes that occur: either nil or what libyaml says.
    @Test(arguments: 0..<40)
    func generated(_ seed: Int) throws {
        var random = Generator(state: UInt64(seed) &* 7_919 &+ 1)
        for _ in 0..<50 {
            let text = random.mapping(indent: 0, depth: 0)
            guard let fast = try? Self.fast(text) else { continue }
            #expect(try fast == Self.complete(text), "\(text)")
        }
    }

    struct Generator {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }

        mutating func mapping(indent: Int, depth: Int) -> String {
            (0...next(4)).reduce("") { text, index in text + member("k\(index)", indent: indent, depth: depth) }
        }

        mutating func member(_ name: String, indent: Int, depth: Int) -> String {
            let blanks = String(repeating: " ", count: indent)
            let keys = [name, "'\(name)'", "\"\(name)\"", "/\(name)/1.0.0_a@2", "'@s/\(name)@1'", "\(name)@npm:^1"]
            let head = "\(blanks)\(keys[next(keys.count)]):"
            switch next(depth > 3 ? 6 : 9) {
            case 0: return "\(head)\n"
            case 1: return "\(head) {a: b, 'c': [d, \"e\"]}\n"
            case 2: return "\(head) '\(scalar())'\n\n"
            case 3: return "\(head) >-\n\(blanks)  one\n\(blanks)  two\n"
            case 4, 5: return "\(head) \(scalar())\n"
            case 6: return "\(head)\n\(blanks)  - \(scalar())\n\(blanks)  - x: y\n\(blanks)    z: w\n"
            default: return "\(head)\n\(mapping(indent: indent + 2, depth: depth + 1))"
            }
        }

        mutating func scalar() -> String {
            let words = [
                "a", "1.0", "true", "-x", "a b", "a:b", "é", "x#y", "https://a/b?c", "^1", "~", "0x1", ">=1", "*",
                "a: b", "[", "''",
            ]
            return words[next(words.count)]
        }
    }
}
