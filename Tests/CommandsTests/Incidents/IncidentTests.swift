import Commands
import JSONCursor
import TestSupport
import Testing

/// Every incident through the whole program: over HTTP, as an audit would have met it.
@Suite struct IncidentTests {
    /// The incident's packages; what announces provenance has some that verifies, from the repository that the package names.
    private static func registry(_ incident: Incident) async throws -> TestRegistry {
        let registry = try await TestRegistry.start()
        registry.putForgedKeys()
        for package in incident.packages {
            let build = ForgedBuild {
                guard let repository = package.repository else { return }
                $0.path = String(repository.dropFirst($0.host.count))
            }
            try registry.putAttested(package, build: build, downloads: 1000)
        }
        return registry
    }

    private static func run(_ arguments: [String], _ registry: TestRegistry, now: String) async throws -> ProgramRun {
        let files = [
            "/project/root.json": try ForgedRelease().trustedRoot(), "/project/keys.json": ForgedRelease.keysDocument,
        ]
        return await ProgramRun(
            arguments + ["--no-github", "--trusted-root", "root.json", "--npm-keys", "keys.json"], registry: registry,
            now: now, files: files)
    }

    private static func audit(
        _ names: [String], _ registry: TestRegistry, now: String, status: Commands.ExitStatus? = nil
    ) async throws -> [JSONValue] {
        let run = try await run(["audit", "--json"] + names, registry, now: now)
        try SchemaCheck.validate(run.output, against: "audit.schema.json")
        if let status { #expect(run.status == status, "\(run.errors)\(run.output)") }
        return try JSONValue(parsing: Array(run.output.utf8))["results"]?.array ?? []
    }

    private static let levels = ["low", "moderate", "high", "critical"]

    private static func worst(_ result: JSONValue) -> Int {
        let found = result["findings"]?.array?.compactMap { $0["severity"]?.string.flatMap(levels.firstIndex) } ?? []
        return found.max() ?? 0
    }

    @Test(arguments: Incident.all) func isCaught(_ incident: Incident) async throws {
        let registry = try await Self.registry(incident)
        let results = try await Self.audit(incident.bad, registry, now: incident.after)
        #expect(results.count == incident.bad.count)
        let wanted = try #require(Self.levels.firstIndex(of: incident.atLeast))
        for result in results {
            #expect(
                Self.worst(result) >= wanted,
                "\(result["name"]?.string ?? "")@\(result["version"]?.string ?? "") \(result["findings"] as Any)")
        }
        try await registry.stop()
    }

    @Test(arguments: Incident.all) func theReleaseBeforeIsQuiet(_ incident: Incident) async throws {
        let registry = try await Self.registry(incident)
        let results = try await Self.audit(incident.good, registry, now: incident.after, status: .success)
        #expect(results.count == incident.good.count)
        for result in results { #expect(Self.worst(result) == 0, "\(result["findings"] as Any)") }
        try await registry.stop()
    }

    @Test(arguments: Incident.all) func theDayBeforeIsQuiet(_ incident: Incident) async throws {
        let registry = try await Self.registry(incident)
        let names = Set(incident.bad.map { String($0[..<($0.lastIndex(of: "@") ?? $0.endIndex)]) }).sorted()
        let results = try await Self.audit(names, registry, now: incident.before, status: .success)
        #expect(results.count == names.count)
        for result in results {
            #expect(Self.worst(result) == 0, "\(result["findings"] as Any)")
            let identity = "\(result["name"]?.string ?? "")@\(result["version"]?.string ?? "")"
            #expect(!incident.bad.contains(identity))
        }
        try await registry.stop()
    }

    /// What an incident responder looks for: what changed, since when, and what to do.
    @Test func explainReadsLikeAPageForAnIncidentResponder() async throws {
        let registry = try await Self.registry(.axios)
        let run = try await Self.run(["explain", "axios@1.14.1"], registry, now: Incident.axios.after)
        for line in [
            "axios@1.14.1  🔴 CRITICAL  score 49–64",
            "Changed since 1.14.0 of 2026-03-27",
            "  published     2026-03-31T00:21:00.000Z, by jasonsaayman",
            "  before        by CI (github)",
            "  trust         trusted publisher and provenance → no provenance",
            "  commit        named → none named",
            "  + depends on  plain-crypto-js@^4.2.1",
            "    check: npm view axios@1.14.1 dist.attestations _npmUser",
            "    check: npm view plain-crypto-js time _npmUser maintainers",
            "  Do not install 1.14.1 until this is explained; in CI, `--fail-on high` stops it.",
            "  Stay on 1.14.0, and pin it in the lock file.",
            "    2026-03-31  1.14.1                1 release     jasonsaayman, no provenance",
            "    2025-12-02  0.30.3                4 releases    since 2025-09-03, the last by jasonsaayman",
        ] {
            #expect(run.lines.contains(line[...]), "\(line)")
        }
        let order = ["Changed since", "Findings", "What to do", "Score ", "Publishers", "Provenance ", "History"]
        let places = order.map { title in run.lines.firstIndex { $0.hasPrefix(title) } ?? -1 }
        #expect(places == places.sorted() && !places.contains(-1), "\(places)")
        try await registry.stop()
    }

    @Test func explainOfALockFilesPackageSaysAsMuchAndWhoPullsItIn() async throws {
        let registry = try await Self.registry(.axios)
        let lockfile =
            #"{"name": "demo", "lockfileVersion": 3, "packages": {"": {"name": "demo", "dependencies": {"axios": "*"}}, "node_modules/axios": {"version": "1.14.1"}}}"#
        let files = [
            "/project/package-lock.json": Array(lockfile.utf8), "/project/root.json": try ForgedRelease().trustedRoot(),
            "/project/keys.json": ForgedRelease.keysDocument,
        ]
        let run = await ProgramRun(
            [
                "explain", "axios", "-f", "package-lock.json", "--no-github", "--trusted-root", "root.json",
                "--npm-keys", "keys.json",
            ], registry: registry, now: Incident.axios.after, files: files)
        for text in [
            "axios@1.14.1  🔴 CRITICAL", "Changed since 1.14.0 of 2026-03-27", "What to do", "releases of 1.x:",
            "Dependency paths", "demo → axios@1.14.1",
        ] {
            #expect(run.output.contains(text), "\(text): \(run.output)\(run.errors)")
        }
        try await registry.stop()
    }

    @Test func explainOfTheReleaseBeforeAsksForNothing() async throws {
        let registry = try await Self.registry(.axios)
        let run = try await Self.run(["explain", "axios@0.30.3"], registry, now: Incident.axios.after)
        #expect(run.output.contains("No findings."))
        #expect(!run.output.contains("What to do"))
        try await registry.stop()
    }
}
