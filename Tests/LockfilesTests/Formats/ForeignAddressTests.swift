import Lockfiles
import Testing

/// Entries whose address leads elsewhere although the project asks for a range of a registry: somebody put it there.
@Suite struct ForeignAddressTests {
    private static let addresses = [
        "https://evil.example/payload", "https://evil.example/x.git", "git+ssh://git@evil.example/x.git#0123456",
        "https://codeload.github.com/o/r/tar.gz/0123456", "file:evil.tgz",
    ]

    private func npm(_ address: String, root: String, more: String = "", manifests: [String] = []) throws -> Lockfile {
        try read(
            """
            {"lockfileVersion": 3, "packages": {
              "": {\(root)}, \(more)
              "node_modules/foo": {"version": "1.0.0", "resolved": "\(address)", "integrity": "\(Samples.digest)"}
            }}
            """, "package-lock.json", manifests: manifests)
    }

    @Test(arguments: addresses, [#""foo": "1.0.0""#, #""foo": "npm:foo@1""#, #""foo": "latest""#])
    func npm(_ address: String, _ asked: String) throws {
        let entry = try #require(try npm(address, root: #""dependencies": {\#(asked)}"#).entries.first)
        #expect(entry.class == .registry && entry.reason == nil && entry.registry == nil && entry.resolved == address)
    }

    /// npm compares no digest with what it gets from a repository, whichever way it is written.
    @Test(arguments: [
        ("https://evil.example/payload", true), ("file:evil.tgz", true), ("https://evil.example/x.git", false),
        ("git+https://evil.example/x", false), ("https://github.com/o/r", false), ("https://u@GitLab.com/o/r", false),
        ("o/r", false), ("GIT+https://evil.example/x", false), ("HTTPS://github.com/o/r", false),
    ])
    func digestThatNobodyCompares(_ address: String, _ isCompared: Bool) throws {
        let entry = try #require(try npm(address, root: #""dependencies": {"foo": "1"}"#).entries.first)
        #expect(entry.class == .registry && (entry.integrity != nil) == isCompared)
        let old = try read(
            """
            {"lockfileVersion": 1, "dependencies": {
              "foo": {"version": "1.0.0", "resolved": "\(address)", "integrity": "\(Samples.digest)"}
            }}
            """)
        #expect(old.entries.first?.class == .registry && (old.entries.first?.integrity != nil) == isCompared)
    }

    @Test(
        "whoever asks for the address has it",
        arguments: [
            (#""dependencies": {"foo": "git+https://evil.example/x"}"#, ""),
            (#""dependencies": {"foo": "o/r"}"#, ""), ("", ""),
            (
                #""dependencies": {"foo": "1", "bar": "1"}"#,
                #""node_modules/bar": {"version": "1.0.0", "dependencies": {"foo": "github:o/r"}}, "#
            ),
        ])
    func npmAskedFor(_ root: String, _ more: String) throws {
        let lockfile = try npm("git+https://evil.example/x", root: root, more: more)
        #expect(lockfile.entry("foo@1.0.0")?.class == .git)
    }

    @Test(
        "overrides of the project lead anywhere",
        arguments: [
            (#"{"foo": "o/r"}"#, true), (#"{"foo@1": "o/r"}"#, true), (#"{"a": {"b": {"foo": {".": "o/r"}}}}"#, true),
            (#"{"foo": "$r"}"#, true), (#"{"foo": "$s"}"#, false), (#"{"foo": "2"}"#, false), (#"{"a": "o/r"}"#, false),
            (#"{"foo": {"a": "o/r"}}"#, false), ("[]", false),
        ])
    func npmOverrides(_ overrides: String, _ isForeign: Bool) throws {
        let root = #""dependencies": {"foo": "1"}"#
        let manifest = #"{"dependencies": {"foo": "1", "r": "o/r", "s": "1"}, "overrides": \#(overrides)}"#
        let lockfile = try npm("git+https://github.com/o/r", root: root, manifests: [manifest])
        #expect(lockfile.entry("foo@1.0.0")?.class == (isForeign ? .git : .registry))
    }

    @Test(
        "version 1 has the address for a version: then it is a package of no version",
        arguments: [
            (#"{"dependencies": {"foo": "^1.0.0"}}"#, "", "registry"),
            (#"{"dependencies": {"foo": "o/r"}}"#, "", "git"),
            ("{}", "", "git"), ("{}", #", "requires": {"foo": "^1.0.0"}"#, "registry"),
            ("{}", #", "requires": {"foo": "1.0.0"}"#, "git"),
            (#"{"dependencies": {"foo": "1"}}"#, #", "requires": {"foo": "git+https://x/y"}"#, "git"),
            (#"{"dependencies": {"foo": "1"}, "overrides": {"foo": "o/r"}}"#, "", "git"),
        ])
    func npm1(_ manifest: String, _ requires: String, _ expected: String) throws {
        let lockfile = try read(
            """
            {"lockfileVersion": 1, "dependencies": {
              "bar": {"version": "1.0.0"\(requires)}, "foo": {"version": "git+https://x/y#0123456"}
            }}
            """, manifests: [manifest])
        let entry = try #require(lockfile.entries.last)
        #expect(entry.class.rawValue == expected && entry.version == "git+https://x/y#0123456")
    }

    @Test(arguments: addresses)
    func yarn(_ address: String) throws {
        let text = """
            # yarn lockfile v1

            foo@^1.0.0, foo@~1.0.0:
              version "1.0.0"
              resolved "\(address)"
              integrity \(Samples.digest)

            """
        let entry = try #require(try read(text).entries.first)
        #expect(entry.class == .registry && entry.reason == nil && entry.registry == nil && entry.resolved == address)
        let isRepository = address.contains(".git") || address.contains("codeload")
        #expect((entry.integrity == nil) == isRepository)
        let manifest = #"{"dependencies": {"foo": "^1.0.0"}, "resolutions": {"**/foo": "\#(address)"}}"#
        #expect(try read(text, manifests: [manifest]).entries.first?.class != .registry || address.hasSuffix("payload"))
        let asked = text.replacing("foo@~1.0.0", with: "\"foo@\(address)\"")
        #expect(try read(asked).entries.first?.class != .registry || address.hasSuffix("payload"))
    }

    @Test(arguments: [
        "lodash@https://evil.example/x.tgz", "lodash@git@evil.example:x.git#commit=1", "lodash@file:x.tgz",
    ])
    func berry(_ locator: String) throws {
        let text = Samples.berry.replacing("resolution: \"@s/b@npm:2.0.0\"", with: "resolution: \"\(locator)\"")
        let entry = try #require(try read(text).entries.first)
        #expect(entry.class == .registry && entry.reason == nil && entry.registry == nil)
        #expect(entry.name == "@s/b" && entry.version == "2.0.0" && entry.resolved?.isEmpty == false)
        let asked = text.replacing("@s/b@npm:~2.0.0", with: locator)
        #expect(try read(asked).entries.first?.class != .registry)
    }

    @Test(arguments: [
        ("tarball: https://evil.example/x.tgz", true), ("tarball: file:evil.tgz", true),
        ("gitHosted: true, tarball: https://codeload.github.com/o/r/tar.gz/0123456", false),
        ("tarball: git+https://evil.example/x", false), ("type: git, repo: https://evil.example/x, commit: '1'", false),
        ("type: directory, directory: evil", false), ("type: binary, url: https://evil.example/x", false),
        ("type: variations", false),
    ])
    func pnpm(_ resolution: String, _ isCompared: Bool) throws {
        let text = Samples.pnpm9.replacing(
            "b@2.0.0:\n    resolution: {integrity: \(Samples.digest)}",
            with: "b@2.0.0:\n    resolution: {integrity: \(Samples.digest), \(resolution)}")
        #expect(text != Samples.pnpm9)
        let entry = try #require(try read(text).entry("b@2.0.0"))
        #expect(entry.class == .registry && entry.reason == nil && entry.registry == nil)
        #expect(entry.resolved?.isEmpty == false && (entry.integrity != nil) == isCompared)
    }

    /// The key is the address, and only the project's specifier tells that nobody asks for it.
    @Test(arguments: [
        ("^1.0.0", "", "", "registry"), ("npm:foo@1", "", "", "registry"),
        ("https://evil.example/x.tgz", "", "", "tarball"),
        ("^1.0.0", "overrides: {foo: 'https://evil.example/x.tgz'}\n", "", "tarball"),
        ("^1.0.0", "overrides: {'a@1>foo@1': 'o/r'}\n", "", "tarball"),
        ("^1.0.0", "overrides: {a: 'o/r'}\n", "", "registry"),
        ("'catalog:'", "catalogs: {default: {foo: {specifier: ^1.0.0, version: 1.0.0}}}\n", "", "registry"),
        ("'catalog:'", "catalogs: {default: {foo: {specifier: 'o/r', version: 1.0.0}}}\n", "", "tarball"),
        ("^1.0.0", "", "dependencies: {foo: 'https://evil.example/x.tgz'}", "tarball"),
    ])
    func pnpmSpecifier(_ specifier: String, _ more: String, _ ofAnother: String, _ expected: String) throws {
        let text = """
            lockfileVersion: '9.0'
            \(more)importers:
              .:
                dependencies:
                  foo:
                    specifier: \(specifier)
                    version: https://evil.example/x.tgz
                  bar:
                    specifier: ^1.0.0
                    version: 1.0.0
            packages:
              bar@1.0.0:
                resolution: {integrity: \(Samples.digest)}
              foo@https://evil.example/x.tgz:
                resolution: {integrity: \(Samples.digest), tarball: https://evil.example/x.tgz}
                version: 1.0.0
            snapshots:
              bar@1.0.0:
                optional: false
                \(ofAnother)
              foo@https://evil.example/x.tgz: {}

            """
        let entry = try #require(try read(text).entries.last)
        #expect(entry.class.rawValue == expected && entry.identity == "foo@1.0.0")
        #expect(entry.resolved == "https://evil.example/x.tgz" && entry.integrity != nil && entry.registry == nil)
    }

    /// Before version 6 the specifiers are by themselves.
    @Test(arguments: [("^1.0.0", "registry"), ("o/r", "git")])
    func pnpm5Specifier(_ specifier: String, _ expected: String) throws {
        let text = """
            lockfileVersion: 5.4
            specifiers:
              foo: \(specifier)
            dependencies:
              foo: github.com/o/r/0123456
            packages:
              github.com/o/r/0123456:
                resolution: {integrity: \(Samples.digest), tarball: https://codeload.github.com/o/r/tar.gz/0123456}
                name: foo
                version: 1.0.0
                dev: false

            """
        let entry = try #require(try read(text).entries.last)
        #expect(entry.class.rawValue == expected && entry.identity == "foo@1.0.0" && entry.resolved != nil)
        #expect((entry.integrity == nil) == (expected == "registry"))
    }

    @Test(
        arguments: [
            ("^4", "", "registry"), ("catalog:", #""catalog": {"lodash": "4"}, "#, "registry"),
            ("https://evil.example/x.tgz", "", "tarball"),
            ("catalog:", #""catalog": {"lodash": "https://evil.example/x.tgz"}, "#, "tarball"),
            ("catalog:z", #""catalogs": {"z": {"lodash": "o/r"}}, "#, "tarball"),
            ("^4", #""overrides": {"lodash": "https://evil.example/x.tgz"}, "#, "tarball"),
        ])
    func bun(_ range: String, _ more: String, _ expected: String) throws {
        let lockfile = try read(
            """
            {"lockfileVersion": 1, "workspaces": {"": {"dependencies": {"lodash": "\(range)"}}}, \(more)"packages": {
              "lodash": ["lodash@https://evil.example/x.tgz", {}, "\(Samples.digest)"],
            }}
            """, "bun.lock")
        let entry = try #require(lockfile.entries.first)
        #expect(entry.class.rawValue == expected && entry.resolved == "https://evil.example/x.tgz")
    }
}
