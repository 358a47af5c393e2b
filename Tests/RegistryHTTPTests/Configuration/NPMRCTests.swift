import RegistryHTTP
import Testing

@Suite("Lines of an .npmrc")
struct NPMRCTests {
    static func read(_ text: String) throws -> [String] {
        try NPMRC(parsing: Array(text.utf8)).entries.map { "\($0.key) → \($0.value)" }
    }

    static let lines: [(text: String, entries: [String])] = [
        ("a=b", ["a → b"]),
        ("  a  =  b  ", ["a → b"]),
        ("a=b=c", ["a → b=c"]),
        ("a=", ["a → "]),
        ("a", ["a → true"]),
        ("=b", []),
        ("", []),
        ("; a=b\n# c=d\n  ; e=f", []),
        ("a=b\r\nc=d\re=f\n\n", ["a → b", "c → d", "e → f"]),
        ("a=b ; note", ["a → b"]),
        ("a=b#note", ["a → b"]),
        (##"a=b\#c\;d\\e\f"##, [##"a → b#c;d\e\f"##]),
        (##"a="b ; c # d""##, ["a → b ; c # d"]),
        (##"a='b ; c'"##, ["a → b ; c"]),
        (##"a="b\nc\u0041""##, ["a → b\ncA"]),
        (##"a="b\x""##, [##"a → "b\x""##]),
        (##"a="b"##, [##"a → "b"##]),
        (##""a b"=c"##, ["a b → c"]),
        ("ca[]=x\nca[]=y", ["ca[] → x", "ca[] → y"]),
        ("\u{FEFF}a=b", ["a → b"]),
        ("a=b\n[section]\nregistry=https://evil.example/", ["a → b"]),
        ("//host:8080/path/:_authToken=t==", ["//host:8080/path/:_authToken → t=="]),
        ("@scope:registry=https://h/", ["@scope:registry → https://h/"]),
        ("a=e\u{301}", ["a → e\u{301}"]),
    ]

    @Test(arguments: lines)
    func line(_ text: String, _ entries: [String]) throws {
        #expect(try Self.read(text) == entries)
    }

    @Test("bytes that are no UTF-8 are repaired, not refused")
    func invalidUTF8() throws {
        #expect(try NPMRC(parsing: [0x61, 0x3D, 0xFF]).entries.first?.value == "\u{FFFD}")
    }

    @Test("lines are counted from 1, as an editor does")
    func lineNumbers() throws {
        let entries = try NPMRC(parsing: Array("a=1\r\n\r\n;\nb=2".utf8)).entries
        #expect(entries.map(\.line) == [1, 4])
    }

    @Test("size and number of entries are bounded")
    func bounds() throws {
        let lines = Array("a=1\n".utf8)
        let many = Array(repeating: lines, count: NPMRC.maximumEntries).flatMap(\.self)
        #expect(try NPMRC(parsing: many).entries.count == NPMRC.maximumEntries)
        #expect(throws: NPMRCError.tooManyEntries(limit: NPMRC.maximumEntries)) { try NPMRC(parsing: many + lines) }
        let large = [UInt8](repeating: 0x3B, count: NPMRC.maximumBytes)
        #expect(try NPMRC(parsing: large).entries.isEmpty)
        #expect(throws: NPMRCError.tooLarge(limit: NPMRC.maximumBytes)) { try NPMRC(parsing: large + [0x3B]) }
    }
}
