import PackageModel
import Testing

@Suite struct GlobTests {
    @Test(arguments: [
        ("*", "@a/b", true), ("@a/*", "@a/b", true), ("@a/*", "@ab/c", false), ("a*c", "abbbc", true),
        ("a*c", "abd", false),
        ("a*", "a/b", false), ("a**", "a/b", true), ("a?c", "abc", true), ("a?c", "a/c", false),
        ("axios", "axios", true),
        ("axios", "axios2", false), ("*-*-*", "a-b", false), ("**", "", true),
    ])
    func matches(pattern: String, text: String, expected: Bool) throws {
        #expect(try #require(Glob(pattern)).matches(text) == expected)
    }

    @Test func isLinearOnAnAdversary() throws {
        let glob = try #require(Glob(String(repeating: "*a", count: 200) + "b"))
        #expect(!glob.matches(String(repeating: "a", count: 2000)))
    }

    @Test func boundsThePattern() {
        #expect(Glob("") == nil)
        #expect(Glob(String(repeating: "a", count: 1025)) == nil)
    }
}

@Suite struct PackageURLTests {
    @Test func escapesTheScope() throws {
        #expect(PackageURL.npm(try PackageName(parsing: "@nuxt/kit"), "3.1.0") == "pkg:npm/%40nuxt/kit@3.1.0")
    }

    @Test func namesAForeignRegistry() throws {
        #expect(
            PackageURL.npm(try PackageName(parsing: "a"), "1.0.0", registry: "https://r.example/x")
                == "pkg:npm/a@1.0.0?repository_url=https%3A%2F%2Fr.example%2Fx")
    }
}
