import Commands
import JSONCursor
import TestSupport
import Testing

/// `list`, and audits of a lock file: every entry has its place in the sum.
@Suite struct ListTests {
    static let lockfile = """
        {
          "name": "demo", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
          "packages": {
            "": {"name": "demo", "version": "1.0.0", "dependencies": {"a": "^1.0.0", "local": "file:local"}, "devDependencies": {"b": "^2.0.0"}},
            "node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "\(PackageFixture.Version.defaultIntegrity)"},
            "node_modules/b": {"version": "2.0.0", "resolved": "https://registry.npmjs.org/b/-/b-2.0.0.tgz", "integrity": "\(PackageFixture.Version.defaultIntegrity)", "dev": true},
            "node_modules/local": {"resolved": "local", "link": true},
            "local": {"version": "0.0.1"}
          }
        }
        """
    private static let files = ["/project/package-lock.json": Array(lockfile.utf8)]

    @Test func listsEveryEntryWithItsClass() async throws {
        let run = await ProgramRun(["list", "--json"], now: nil, files: Self.files)
        #expect(run.status == .success, "\(run.errors)")
        try SchemaCheck.validate(run.output, against: "list.schema.json")
        let report = try JSONValue(parsing: Array(run.output.utf8))
        #expect(report["coverage"]?["entries"]?.int64 == 4)
        #expect(report["coverage"]?["registry"]?.int64 == 2)
        #expect(report["entries"]?[0]?["line"]?.int64 == 5)
        #expect(run.errors.contains("using `package-lock.json`"))
    }

    @Test func coverageAddsUp() async throws {
        let registry = try await TestRegistry.start()
        registry.put(PackageFixture("a", maintainers: ["x", "y"]), downloads: 10)
        let run = await ProgramRun(
            ["--json", "--no-github", "--omit", "dev", "--allow-unknown"], registry: registry, files: Self.files)
        try await registry.stop()
        let coverage = try JSONValue(parsing: Array(run.output.utf8))["coverage"]
        let parts = ["audited", "excluded", "nonRegistry", "failed"].compactMap { coverage?[$0]?.int64 }
        #expect(parts == [1, 1, 2, 0])
        #expect(coverage?["entries"]?.int64 == 4)
    }

    @Test func aDigestThatDiffersFailsWithoutBeingAsked() async throws {
        let registry = try await TestRegistry.start()
        let other = PackageFixture.Version(
            "1.0.0", published: "2026-05-01T00:00:00.000Z",
            integrity: "sha512-" + String(repeating: "A", count: 86) + "==")
        registry.put(PackageFixture("a", maintainers: ["x", "y"], versions: [other]), downloads: 10)
        let audit = await ProgramRun(["--no-github", "--prod"], registry: registry, files: Self.files)
        #expect(audit.status == .gateFailed)
        #expect(audit.output.contains("integrity-mismatch"))
        let verify = await ProgramRun(["verify", "--prod", "--json"], registry: registry, files: Self.files)
        #expect(verify.status == .gateFailed)
        try SchemaCheck.validate(verify.output, against: "verify.schema.json")
        try await registry.stop()
    }

    @Test func twoLockFilesOfDifferentToolsAreAnError() async {
        let files = Self.files.merging(["/project/yarn.lock": []]) { first, _ in first }
        let run = await ProgramRun([], now: nil, files: files)
        #expect(run.status == .usage)
        #expect(
            run.errors.contains("package-lock.json") && run.errors.contains("yarn.lock")
                && run.errors.contains("--file"))
    }

    @Test func aBrokenFileIsOneLine() async {
        let run = await ProgramRun(
            ["list", "-f", "package-lock.json"], now: nil, files: ["/project/package-lock.json": Array("{".utf8)])
        #expect(run.status == .usage)
        #expect(run.errors.hasPrefix("error: `package-lock.json`: "))
        #expect(run.output.isEmpty)
    }

    @Test func aManifestAloneListsItsWorkspacesRanges() async throws {
        let files = [
            "/project/package.json": Array(
                #"{"name": "root", "workspaces": ["packages/*"], "dependencies": {"a": "^1.0.0"}}"#.utf8),
            "/project/packages/one/package.json": Array(
                #"{"name": "one", "version": "1.0.0", "dependencies": {"b": "~2.0.0"}}"#.utf8),
        ]
        let run = await ProgramRun(["list", "--json"], now: nil, files: files)
        #expect(run.status == .success, "\(run.errors)")
        try SchemaCheck.validate(run.output, against: "list.schema.json")
        let entries = try JSONValue(parsing: Array(run.output.utf8))["entries"]?.array ?? []
        let names = Set(entries.compactMap { $0["name"]?.string })
        let hasBoth = names.isSuperset(of: ["a", "b"])
        #expect(hasBoth, "\(run.output)")
    }
}
