import Commands
import JSONCursor
import TestSupport
import Testing

/// What an audit of a part of a tree cannot say, and does not claim.
@Suite("An audit of a part of a lock file")
struct PartialAuditTests {
    private static func entry(_ name: String) -> String {
        #""node_modules/\#(name)": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/\#(name)/-/\#(name)-1.0.0.tgz", "integrity": "\#(PackageFixture.Version.defaultIntegrity)"}"#
    }

    private static func lockfile(_ names: [String]) -> [UInt8] {
        Array(
            #"{"name": "demo", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "demo", "version": "1.0.0", "dependencies": {"a": "*", "b": "*"}}, \#(names.map(entry).joined(separator: ", "))}}"#
                .utf8)
    }

    private static let files = [
        "/project/package-lock.json": lockfile(["a", "b"]), "git:main": lockfile(["a"]),
        "/project/.proof-of-commitment.yml": Array(
            """
            exceptions:
              - package: zzz
                versions: "*"
                rule: stale
                reason: known
                expires: 2026-12-31

            """.utf8),
    ]

    private static func run(_ arguments: [String]) async throws -> ProgramRun {
        let registry = try await TestRegistry.start()
        for name in ["a", "b"] { registry.put(PackageFixture(name, maintainers: ["one", "two"]), downloads: 1000) }
        let run = await ProgramRun(arguments + ["--no-github"], registry: registry, files: files)
        try await registry.stop()
        return run
    }

    static let parts = [
        ["diff", "main"], ["audit", "a", "-f", "package-lock.json"], ["explain", "a", "-f", "package-lock.json"],
        ["audit", "a"],
    ]

    @Test("calls no exception unused that it did not look for", arguments: parts)
    func unused(_ arguments: [String]) async throws {
        let run = try await Self.run(arguments)
        #expect(run.status == .success, "\(run.errors)")
        #expect(run.output.contains("Policy: .proof-of-commitment.yml"))
        #expect(!run.output.contains("covers nothing"), "\(run.output)")
        guard arguments[0] == "audit" else { return }
        let json = try await Self.run(arguments + ["--json"])
        #expect(try JSONValue(parsing: Array(json.output.utf8))["policy"]?["unused"]?.array?.isEmpty == true)
    }

    @Test("while one of all of it does")
    func whole() async throws {
        let run = try await Self.run(["audit", "-f", "package-lock.json"])
        #expect(run.output.contains("covers nothing: stale of zzz@*"), "\(run.output)")
        #expect(!run.output.contains("release-burst"))
    }

    @Test("says that releases across the tree were not compared", arguments: ["audit", "explain"])
    func burst(_ command: String) async throws {
        let run = try await Self.run([command, "a", "-f", "package-lock.json"])
        #expect(
            run.output.contains(
                "release-burst across the tree was not judged: only `a` was looked at; audit the whole lock file for it"
            ), "\(run.output)")
        #expect(run.status == .success)
        let several = try await Self.run([command, "a", "b", "-f", "package-lock.json"])
        #expect(!several.output.contains("release-burst"), "\(several.output)")
        let named = try await Self.run([command, "a"])
        #expect(!named.output.contains("release-burst"))
    }

    @Test("`explain` says near the top how a package came into the tree")
    func tree() async throws {
        let run = try await Self.run(["explain", "a", "-f", "package-lock.json"])
        #expect(run.lines.prefix(3).contains("In this tree by: demo@1.0.0 → a@1.0.0"), "\(run.output)")
        let named = try await Self.run(["explain", "a"])
        #expect(!named.output.contains("In this tree by"))
    }

    @Test("a range of scores is explained where nobody was asked")
    func ranges() async throws {
        let run = try await Self.run(["audit", "-f", "package-lock.json"])
        #expect(
            run.output.contains("\nScores are ranges: daily downloads are asked only by name (`audit NAME`).\n"),
            "\(run.output)")
        let named = try await Self.run(["audit", "a", "-f", "package-lock.json"])
        #expect(!named.output.contains("Scores are ranges"), "\(named.output)")
    }
}
