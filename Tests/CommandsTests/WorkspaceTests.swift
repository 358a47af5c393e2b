import Commands
import Foundation
import JSONCursor
import TestSupport
import Testing

/// The members of a workspace: what they need in production is not left out, however their folders are named.
@Suite struct WorkspaceTests {
    private static let lockfile = """
        # yarn lockfile v1

        foo@^1.0.0:
          version "1.0.0"
          resolved "https://registry.yarnpkg.com/foo/-/foo-1.0.0.tgz#0123456789012345678901234567890123456789"

        """

    private static func list(
        _ patterns: String, member: String, _ manifest: String = #"{"name": "m", "dependencies": {"foo": "^1.0.0"}}"#,
        file: String = "yarn.lock"
    ) async -> ProgramRun {
        let root = #"{"name": "root", "workspaces": \#(patterns), "devDependencies": {"foo": "^1.0.0"}}"#
        return await ProgramRun(
            ["list", "--json", "-f", file], now: nil,
            files: [
                "/project/yarn.lock": Array(lockfile.utf8), "/project/package.json": Array(root.utf8),
                "/project/\(member)/package.json": Array(manifest.utf8), "/project/packages/readme.md": [],
            ])
    }

    private static func isDev(_ run: ProgramRun) throws -> JSONValue? {
        try JSONValue(parsing: Array(run.output.utf8))["entries"]?[0]?["dev"]
    }

    @Test(
        "every form of pattern finds the member that needs it in production",
        arguments: [
            (#"["packages/*"]"#, "packages/a"), (#"["packages/**"]"#, "packages/a/b/c"),
            (#"["packages/**"]"#, "packages/a"), (#"["./packages/{x,a}/b"]"#, "packages/a/b"),
            (#"["packages/{a,{b,c}}*"]"#, "packages/cat"), (#"["packages/a?"]"#, "packages/ab"),
            (#"{"packages": ["*", "!packages"]}"#, "a"), (#"["packages"]"#, "packages"),
        ])
    func patterns(_ patterns: String, _ member: String) async throws {
        #expect(try Self.isDev(await Self.list(patterns, member: member))?.bool == false)
    }

    @Test(
        "what no pattern names is no member",
        arguments: [
            (#"["packages/*"]"#, "packages/a/b"), (#"["packages/**", "!packages/a/**"]"#, "packages/a/b"),
            (#"["**"]"#, "node_modules/a"),
            (#"["packages/{a"]"#, "packages/a"),
        ])
    func others(_ patterns: String, _ member: String) async throws {
        #expect(try Self.isDev(await Self.list(patterns, member: member))?.bool == true)
    }

    @Test(
        "a pattern that is not understood leaves open what dependencies are for",
        arguments: [
            #"["packages/[ab]"]"#, #"["packages/@(a|b)"]"#, #"["packages\\a"]"#, #"["../project/packages/*"]"#,
            #"["packages/{1..2}"]"#, #"["packages/*", "!packages/[cd]"]"#,
        ])
    func unknownPatterns(_ patterns: String) async throws {
        let run = await Self.list(patterns, member: "packages/a")
        #expect(try Self.isDev(run) == .null)
        #expect(run.errors.contains("warning: `package.json` has a pattern of workspaces that is not understood, `"))
        let alone = await Self.list(patterns, member: "packages/a", file: "package.json")
        #expect(alone.status == .usage)
        #expect(alone.errors.contains("error: `package.json` has a pattern of workspaces"), "\(alone.errors)")
    }

    @Test(
        "npm's own flags are not believed where package.json contradicts them, or cannot be read",
        arguments: [
            (#"{"devDependencies": {"foo": "1"}}"#, #"{"devDependencies": {"foo": "1"}}"#, true, ""),
            (#"{"dependencies": {"foo": "1"}}"#, "{}", false, "note: package.json and `package-lock.json` disagree"),
            ("{}", #"{"dependencies": {"foo": "1"}}"#, false, "note: package.json and `package-lock.json` disagree"),
            (#"{"name": "p", "name": "p"}"#, "{}", false, "warning: `package.json`: "),
            ("{}", #"{"a": 1"#, false, "warning: `packages/a/package.json`: "), ("", "{}", true, ""),
        ])
    func npm(_ root: String, _ member: String, _ isDev: Bool, _ words: String) async throws {
        let lock = #"{"lockfileVersion": 3, "packages": {"node_modules/foo": {"version": "1.0.0", "dev": true}}}"#
        var files = [
            "/project/package-lock.json": Array(lock.utf8), "/project/packages/a/package.json": Array(member.utf8),
        ]
        if !root.isEmpty {
            files["/project/package.json"] = Array(
                root.replacing("{", with: #"{"workspaces": ["packages/*"], "#, maxReplacements: 1)
                    .replacing(", }", with: "}").utf8)
        }
        let run = await ProgramRun(["list", "--json", "-f", "package-lock.json"], now: nil, files: files)
        #expect(try Self.isDev(run) == (isDev ? .bool(true) : .null), "\(run.errors)")
        #expect(words.isEmpty ? run.errors.isEmpty : run.errors.contains(words), "\(run.errors)")
    }

    @Test(
        "a member that cannot be read leaves open what dependencies are for",
        arguments: ["{", #"{"dependencies": {"a": 1}}"#])
    func broken(_ manifest: String) async throws {
        let run = await Self.list(#"["packages/*"]"#, member: "packages/a", manifest)
        #expect(try Self.isDev(run) == .null)
        #expect(run.errors.contains("warning: `packages/a/package.json`: "), "\(run.errors)")
        let alone = await Self.list(#"["packages/*"]"#, member: "packages/a", manifest, file: "package.json")
        #expect(alone.status == .usage)
        #expect(alone.errors.contains("error: `packages/a/package.json`: "), "\(alone.errors)")
    }

    @Test("patterns that double with each part end")
    func links() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "workspace-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        for name in ["a", "b", "c"] {
            try FileManager.default.createSymbolicLink(atPath: "\(root)/\(name)", withDestinationPath: ".")
        }
        let search = WorkspaceSearch(
            [String(repeating: "*/", count: 40), "**", String(repeating: "{a,b}", count: 100)], below: root + "/",
            in: .posix)
        #expect(search.isCut)
        #expect(search.members.count <= WorkspaceSearch.maximumMembers)
    }
}
