import Commands
import JSONCursor
import TestSupport
import Testing

/// `diff` and `publishers`: what changed in a tree, and who can change it.
@Suite struct TreeCommandTests {
    private static func lockfile(_ versions: [(name: String, version: String)]) -> [UInt8] {
        let entries = versions.map {
            #""node_modules/\#($0.name)": {"version": "\#($0.version)", "resolved": "https://registry.npmjs.org/\#($0.name)/-/\#($0.name)-\#($0.version).tgz", "integrity": "\#(PackageFixture.Version.defaultIntegrity)"}"#
        }
        let dependencies = versions.map { #""\#($0.name)": "*""# }.joined(separator: ", ")
        return Array(
            (#"{"name": "demo", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "demo", "version": "1.0.0", "dependencies": {"#
                + dependencies + "}}, " + entries.joined(separator: ", ") + "}}").utf8)
    }

    private static let files = [
        "/project/package-lock.json": lockfile([("a", "1.1.0"), ("b", "1.0.0"), ("c", "1.0.0")]),
        "git:main": lockfile([("a", "1.0.0"), ("b", "1.0.0"), ("d", "1.0.0")]),
    ]

    private static func fill(_ registry: TestRegistry) {
        for name in ["a", "b", "c", "d"] {
            let versions = ["1.0.0", "1.1.0"].map {
                PackageFixture.Version(
                    $0, published: "2025-05-0\($0 == "1.0.0" ? 1 : 8)T00:00:00.000Z", publisher: "owner-of-\(name)")
            }
            registry.put(
                PackageFixture(name, maintainers: name == "a" ? ["zoe"] : ["zoe", "yan"], versions: versions),
                downloads: 1000)
        }
    }

    @Test func diffAuditsOnlyWhatChanged() async throws {
        let registry = try await TestRegistry.start()
        Self.fill(registry)
        let run = await ProgramRun(["diff", "main", "--no-github"], registry: registry, files: Self.files)
        #expect(run.status == .success, "\(run.errors)\(run.output)")
        #expect(run.output.contains("+ c@1.0.0"))
        #expect(run.output.contains("~ a@1.0.0 → a@1.1.0"))
        #expect(run.output.contains("- d@1.0.0"))
        #expect(!registry.requests.contains { $0.path == "/b" || $0.path == "/d" })
        let json = await ProgramRun(["diff", "main", "--no-github", "--json"], registry: registry, files: Self.files)
        try SchemaCheck.validate(json.output, against: "diff.schema.json")
        let report = try JSONValue(parsing: Array(json.output.utf8))
        #expect(report["audit"]?["totalScanned"]?.int64 == 2)
        #expect(report["audit"]?["coverage"]?["excluded"]?.int64 == 1)
        try await registry.stop()
    }

    @Test func diffFailsForStaleAnchorsLikeAnAudit() async throws {
        let registry = try await TestRegistry.start()
        Self.fill(registry)
        let run = await ProgramRun(
            ["diff", "main", "--no-github", "--require-fresh-trust-root", "--json"], registry: registry,
            files: Self.files)
        #expect(run.status == .unchecked)
        #expect(run.output.contains(#""code": "stale-trust-root""#))
        try await registry.stop()
    }

    @Test func anUnknownRevisionIsUsage() async {
        let run = await ProgramRun(["diff", "nowhere"], files: Self.files)
        #expect(run.status == .usage)
        #expect(run.errors.contains("`nowhere`"))
    }

    @Test func publishersShowsTheReachOfEachAccount() async throws {
        let registry = try await TestRegistry.start()
        Self.fill(registry)
        let run = await ProgramRun(["publishers", "--json"], registry: registry, files: Self.files)
        #expect(run.status == .success, "\(run.errors)")
        try SchemaCheck.validate(run.output, against: "publishers.schema.json")
        let publishers = try JSONValue(parsing: Array(run.output.utf8))["publishers"]
        #expect(publishers?[0]?["name"]?.string == "zoe")
        #expect(publishers?[0]?["weeklyDownloads"]?.int64 == 3000)
        #expect(publishers?[0]?["soleIn"]?.array?.compactMap(\.string) == ["a"])
        let table = await ProgramRun(["publishers"], registry: registry, files: Self.files)
        #expect(table.output.contains("2 accounts and 0 CI identities can publish into 3 packages"))
        try await registry.stop()
    }

    @Test func publishersSaysWhatCouldNotBeAsked() async throws {
        let registry = try await TestRegistry.start()
        Self.fill(registry)
        let names = ["publishers", "a", "nosuch"]
        let run = await ProgramRun(names, registry: registry)
        #expect(run.status == .unchecked)
        #expect(run.output.contains("can publish into 1 of 2 packages, and 1 could not be asked"))
        #expect(
            run.output.contains(
                "? Could not be checked:\n  nosuch: the registry has no package of this name (not-found)"))
        let allowed = await ProgramRun(names + ["--allow-unknown"], registry: registry)
        #expect(allowed.status == .success)
        #expect(
            allowed.output.contains(
                "? Could not be checked (allowed by --allow-unknown):\n  nosuch: the registry has no package of this name"
            ))
        let json = await ProgramRun(names + ["--allow-unknown", "--json"], registry: registry)
        try SchemaCheck.validate(json.output, against: "publishers.schema.json")
        let gate = try JSONValue(parsing: Array(json.output.utf8))["gate"]
        #expect(gate?["passed"]?.bool == true)
        #expect(gate?["reasons"]?[0]?["package"]?.string == "nosuch")
        try await registry.stop()
    }
}
