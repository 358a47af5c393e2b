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
            (#"["../project/packages/*"]"#, "packages/a"), (#"["**"]"#, "node_modules/a"),
            (#"["packages/{a"]"#, "packages/a"),
        ])
    func others(_ patterns: String, _ member: String) async throws {
        #expect(try Self.isDev(await Self.list(patterns, member: member))?.bool == true)
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
