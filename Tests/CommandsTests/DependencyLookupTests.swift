import Commands
import JSONCursor
import TestSupport
import Testing

/// New dependencies are looked up together and up to a bound, and only where they matter.
@Suite struct DependencyLookupTests {
    private static let names = (10..<80).map { "d\($0)" }

    private static func registry() async throws -> TestRegistry {
        let registry = try await TestRegistry.start()
        var versions = (0..<2).map {
            PackageFixture.Version(
                "1.\($0).0", published: "2025-0\($0 + 1)-01T00:00:00.000Z", announcesProvenance: true)
        }
        versions[1].dependencies = Dictionary(uniqueKeysWithValues: names.map { ($0, "^1") })
        try registry.putAttested(
            PackageFixture("left-pad", repository: "https://github.com/owner/name", versions: versions))
        for name in names {
            let old = ["1.0.0", "1.0.1"].map { PackageFixture.Version($0, published: "2020-01-01T00:00:00.000Z") }
            registry.put(PackageFixture(name, versions: old))
        }
        return registry
    }

    private static func run(_ arguments: [String], _ registry: TestRegistry) async throws -> ProgramRun {
        let files = [
            "/project/root.json": try ForgedRelease().trustedRoot(), "/project/keys.json": ForgedRelease.keysDocument,
        ]
        return await ProgramRun(
            arguments + ["left-pad@1.1.0", "--trusted-root", "root.json", "--npm-keys", "keys.json", "--no-github"],
            registry: registry, files: files)
    }

    @Test func anAuditAsksForSoManyAndSaysWhatItLeftOut() async throws {
        let registry = try await Self.registry()
        registry.setLatency(milliseconds: 20)
        let run = try await Self.run(["audit", "--json", "--fail-on", "dependency-added"], registry)
        let report = try JSONValue(parsing: Array(run.output.utf8))
        let open = report["results"]?[0]?["undetermined"]?.array?.filter { $0["rule"]?.string == "dependency-added" }
        let missing = open?.compactMap { $0["missing"]?[0]?.string }
        #expect(missing == Self.names.dropFirst(64).map { "\($0): notAsked" })
        #expect(registry.requests.count { $0.path.hasPrefix("/d") && !$0.path.hasPrefix("/downloads") } == 64)
        #expect(registry.mostConcurrentRequests >= 4)
        #expect(run.status == .unchecked)
        try await registry.stop()
    }

    @Test func verifyAsksForNone() async throws {
        let registry = try await Self.registry()
        let run = try await Self.run(["verify", "--require-provenance"], registry)
        #expect(run.status == .success, "\(run.output)")
        #expect(registry.requests.contains { $0.path == "/left-pad" })
        #expect(!registry.requests.contains { $0.path.hasPrefix("/d") })
        try await registry.stop()
    }
}
