import Commands
import TestSupport
import Testing

/// `diff`: which two files it compares, which policy counts, and that a digest that comes or goes is a change.
@Suite struct DiffTests {
    private static let digest = PackageFixture.Version.defaultIntegrity

    private static func lockfile(_ digest: String?) -> [UInt8] {
        let integrity = digest.map { #", "integrity": "\#($0)""# } ?? ""
        return Array(
            #"{"name": "demo", "lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"\#(integrity)}}}"#
                .utf8)
    }

    private static func run(_ arguments: [String], files: [String: [UInt8]]) async throws -> ProgramRun {
        let registry = try await TestRegistry.start()
        registry.put(PackageFixture("a", maintainers: ["one"]), downloads: 20_000_000)
        let run = await ProgramRun(["diff"] + arguments + ["--no-github"], registry: registry, files: files)
        try await registry.stop()
        return run
    }

    @Test func aDigestThatAppearsIsComparedWithTheRegistry() async throws {
        let wrong = "sha512-" + String(repeating: "A", count: 86) + "=="
        let files = ["/project/old.json": Self.lockfile(nil), "/project/new.json": Self.lockfile(wrong)]
        let appeared = try await Self.run(["old.json", "new.json"], files: files)
        #expect(appeared.status == .gateFailed, "\(appeared.output)")
        #expect(appeared.output.contains("~ a@1.0.0 → a@1.0.0 (same version, the digest is new)"), "\(appeared.output)")
        #expect(appeared.output.contains("integrity-mismatch"))
        let vanished = try await Self.run(["new.json", "old.json"], files: files)
        #expect(
            vanished.output.contains("~ a@1.0.0 → a@1.0.0 (same version, the digest is gone)"), "\(vanished.output)")
        #expect(vanished.output.contains("0 added, 1 changed, 0 removed"))
        #expect(vanished.output.contains("1 audited"))
        let json = try await Self.run(["new.json", "old.json", "--json"], files: files)
        try SchemaCheck.validate(json.output, against: "diff.schema.json")
    }

    @Test func withoutAChangeNothingIsAuditedAndThatIsNoFailure() async throws {
        let files = ["/project/a.json": Self.lockfile(Self.digest), "/project/b.json": Self.lockfile(Self.digest)]
        let run = try await Self.run(["a.json", "b.json"], files: files)
        #expect(run.status == .success)
        #expect(run.output.hasPrefix("0 added, 0 changed, 0 removed: nothing changed\n"), "\(run.output)")
        let json = try await Self.run(["a.json", "b.json", "--json"], files: files)
        try SchemaCheck.validate(json.output, against: "diff.schema.json")
    }

    @Test func thePolicyIsTheOneBesideTheNewerLockFile() async throws {
        let files = [
            "/project/old.json": Self.lockfile(nil), "/project/sub/new.json": Self.lockfile(Self.digest),
            "/project/sub/.proof-of-commitment.yml": Array("fail-on: critical\n".utf8), "git:main": Self.lockfile(nil),
        ]
        for arguments in [
            ["old.json", "sub/new.json"], ["main", "-f", "sub/new.json"], ["main", "sub/new.json", "-f", "old.json"],
        ] {
            let run = try await Self.run(arguments, files: files)
            #expect(run.status == .gateFailed, "\(arguments): \(run.output)\(run.errors)")
            #expect(run.output.contains("Policy: sub/.proof-of-commitment.yml"))
        }
        let other = try await Self.run(["sub/new.json", "old.json"], files: files)
        #expect(other.status == .success, "\(other.output)")
    }

    private static func lockfile(entries: String) -> [UInt8] {
        Array(#"{"name": "demo", "lockfileVersion": 3, "packages": {\#(entries)}}"#.utf8)
    }

    private static func entry(_ name: String = "a", _ members: String = "") -> String {
        #""node_modules/\#(name)": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "\#(digest)"\#(members)}"#
    }

    @Test func whatMovesToProductionIsAuditedThough() async throws {
        let files = [
            "/project/old.json": Self.lockfile(entries: Self.entry("a", #", "dev": true"#)),
            "/project/new.json": Self.lockfile(entries: Self.entry()),
        ]
        let moved = try await Self.run(["old.json", "new.json", "--prod"], files: files)
        #expect(moved.output.hasPrefix("+ a@1.0.0\n1 added, 0 changed, 0 removed\n"), "\(moved.output)")
        #expect(moved.output.contains("1 audited") && moved.status == .success, "\(moved.output)")
        let back = try await Self.run(["new.json", "old.json", "--prod"], files: files)
        #expect(back.output.hasPrefix("- a@1.0.0\n0 added, 0 changed, 1 removed\n"), "\(back.output)")
        #expect(back.status == .success)
        let all = try await Self.run(["old.json", "new.json"], files: files)
        #expect(all.output.hasPrefix("0 added, 0 changed, 0 removed: nothing changed\n"), "\(all.output)")
    }

    @Test func whatIsOmittedIsNotListed() async throws {
        let files = [
            "/project/old.json": Self.lockfile(entries: ""),
            "/project/new.json": Self.lockfile(entries: Self.entry("a", #", "dev": true"#)),
        ]
        let run = try await Self.run(["old.json", "new.json", "--omit", "dev"], files: files)
        #expect(run.output.hasPrefix("0 added, 0 changed, 0 removed: nothing changed\n"), "\(run.output)")
        #expect(run.status == .success)
    }

    /// A revision of yarn.lock comes without its package.json.
    @Test func aSideThatDoesNotTellWhatItsEntriesAreFor() async throws {
        let yarn = Array(
            "# yarn lockfile v1\n\na@^1.0.0:\n  version \"1.0.0\"\n  integrity \(Self.digest)\n".utf8)
        let files = [
            "/project/yarn.lock": yarn, "git:main": yarn,
            "/project/package.json": Array(#"{"devDependencies": {"a": "^1.0.0"}}"#.utf8),
        ]
        let run = try await Self.run(["main", "-f", "yarn.lock", "--prod"], files: files)
        #expect(run.output.hasPrefix("0 added, 0 changed, 0 removed: nothing changed\n"), "\(run.output)")
        #expect(run.errors.contains("`main:yarn.lock` does not say what its dependencies are for"), "\(run.errors)")
        let all = try await Self.run(["main", "-f", "yarn.lock"], files: files)
        #expect(!all.errors.contains("does not say"), "\(all.errors)")
    }

    /// A package of the registry that comes from elsewhere now, under its own name or another.
    @Test func aPackageFromElsewhere() async throws {
        let git = #""resolved": "git+ssh://git@github.com/o/a.git#0123456""#
        let files = [
            "/project/old.json": Self.lockfile(entries: "\(Self.entry()), \(Self.entry("z", #", "name": "a""#))"),
            "/project/new.json": Self.lockfile(entries: #""node_modules/a": {"version": "1.0.0", \#(git)}"#),
            "/project/alias.json": Self.lockfile(
                entries: #""node_modules/z": {"name": "a", "version": "1.0.0", \#(git)}"#),
        ]
        let run = try await Self.run(["old.json", "new.json"], files: files)
        #expect(run.output.hasPrefix("~ a@1.0.0 → a@1.0.0 (git) (same version, from elsewhere)\n"), "\(run.output)")
        let alias = try await Self.run(["old.json", "alias.json"], files: files)
        #expect(
            alias.output.hasPrefix("~ a@1.0.0 → a@1.0.0 (as z, git) (same version, from elsewhere)\n"),
            "\(alias.output)")
    }

    @Test func aFolderDoesNotHideTheRevisionOfItsName() async throws {
        let files = [
            "/project/package-lock.json": Self.lockfile(Self.digest), "/project/web/index.js": [],
            "git:web": Self.lockfile(nil),
        ]
        let run = try await Self.run(["web"], files: files)
        #expect(run.status == .success, "\(run.errors)")
        #expect(run.output.contains("1 changed"), "\(run.output)")
    }

    @Test func theLockFileThatWasChosenIsSaidOnce() async throws {
        let files = ["/project/package-lock.json": Self.lockfile(Self.digest), "git:main": Self.lockfile(nil)]
        let chosen = try await Self.run(["main"], files: files)
        #expect(chosen.errors.count(of: "note: using `package-lock.json`") == 1, "\(chosen.errors)")
        let named = try await Self.run(["main", "-f", "package-lock.json"], files: files)
        #expect(!named.errors.contains("using"))
        let quiet = try await Self.run(["main", "-q"], files: files)
        #expect(!quiet.errors.contains("using"))
    }
}
