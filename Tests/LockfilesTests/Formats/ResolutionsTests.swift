import Lockfiles
import Testing

/// Yarn's `resolutions`: another version than the asked for one may be installed, and which of them the lock does not say.
@Suite struct ResolutionsTests {
    private static let classic = """
        # yarn lockfile v1

        a@1.0.0:
          version "1.0.0"
          dependencies:
            foo "^1.0.0"

        "foo@^1.0.0":
          version "1.5.0"

        "foo@^3.0.0":
          version "3.0.0"

        """

    private static let berry = """
        __metadata:
          version: 8

        "a@npm:1.0.0":
          version: 1.0.0
          resolution: "a@npm:1.0.0"
          dependencies:
            foo: "npm:^1.0.0"
          linkType: hard

        "foo@npm:^1.0.0":
          version: 1.5.0
          resolution: "foo@npm:1.5.0"
          linkType: hard

        "foo@npm:^3.0.0":
          version: 3.0.0
          resolution: "foo@npm:3.0.0"
          linkType: hard

        "p@workspace:.":
          version: 0.0.0-use.local
          resolution: "p@workspace:."
          dependencies:
            a: "npm:1.0.0"
            foo: "npm:^3.0.0"
          linkType: soft

        """

    private func isDev(_ text: String, _ resolutions: String) throws -> Bool? {
        let manifest = """
            {"name": "p", "dependencies": {"a": "1.0.0"}, "devDependencies": {"foo": "^3.0.0"},
             "resolutions": \(resolutions)}
            """
        return try read(text, manifests: [manifest]).entry("foo@3.0.0")?.dev
    }

    @Test(arguments: [
        (#"{"a/foo": "^3.0.0"}"#, false), (#"{"foo": "^3.0.0"}"#, false), (#"{"**/foo": "^3.0.0"}"#, false),
        (#"{"foo@npm:^1.0.0": "npm:^3.0.0"}"#, false), (#"{"a@npm:1.0.0/foo@npm:^1": "^3.0.0"}"#, false),
        (#"{"foo/bar": "^3.0.0"}"#, true), (#"{"@s/foo": "^3.0.0"}"#, true), ("{}", true), ("[]", true),
    ])
    func whatIsReplacedMayBeNeededInProduction(_ resolutions: String, _ expected: Bool) throws {
        #expect(try isDev(Self.classic, resolutions) == expected)
        #expect(try isDev(Self.berry, resolutions) == expected)
    }

    /// A range that the file does not have stands for every entry of the name.
    @Test func rangeThatTheFileDoesNotHave() throws {
        #expect(try isDev(Self.classic.replacing("foo@^1.0.0", with: "foo@1.5.0"), "{}") == false)
        #expect(try isDev(Self.berry.replacing("\"foo@npm:^1.0.0\"", with: "\"foo@npm:1.5.0\""), "{}") == false)
    }
}
