import Commands
import FoundationEssentials
import JSONCursor
import PackageModel
import RegistryHTTP
import TestSupport
import Testing

/// Whatever goes wrong at whichever request, no verdict is better than it would have been, and no run ends well that should not.
///
/// Thirty packages of a lock file: some with provenance that verifies, some of it from elsewhere than before, some scoped, some in
/// one hand, one with a new dependency, three by one person within the hour. `POC_FAULTS=all` puts each fault at every request;
/// without it each kind is put at some of them.
@Suite("Faults at each request of an audit", .serialized)
struct FaultInjectionTests {
    private static let count = 30
    private static let now = "2026-05-16T12:00:00Z"

    /// Built elsewhere before, by provenance that verifies.
    private static let movedFrom: Set<Int> = [6, 9]
    /// Depends on a package that was a day old.
    private static let newlyDependent = 10
    /// By one person within minutes.
    private static let burst: Set<Int> = [4, 5, 8]

    private static func name(_ index: Int) -> String { index % 4 == 3 ? "@scope/p\(index)" : "p\(index)" }

    /// Every third one has provenance, every tenth is critical by its downloads, every fifth has several publishers.
    private static func fill(_ registry: TestRegistry) throws -> [String: [UInt8]] {
        var entries: [String] = []
        for index in 0..<count {
            let name = name(index)
            var version = PackageFixture.Version(
                "1.0.0", published: "2025-10-01T00:00:00.000Z", announcesProvenance: index % 3 == 0)
            var versions: [PackageFixture.Version] = []
            let isMoved = movedFrom.contains(index)
            if isMoved || index == newlyDependent {
                versions.append(.init("0.9.0", published: "2025-09-01T00:00:00.000Z", announcesProvenance: isMoved))
            }
            if index == newlyDependent { version.dependencies = ["stranger": "^1.0.0"] }
            let isBurst = burst.contains(index)
            if isBurst {
                version.publisher = "hasty"
                version.published = "2025-10-02T00:00:0\(index).000Z"
            }
            // What is otherwise well: then its finding alone makes its risk.
            let isWell = isBurst || index == newlyDependent
            let maintainers = index % 5 == 0 || isWell ? ["a", "b", "c"] : ["a"]
            let package = PackageFixture(
                name, created: index == 7 ? "2026-04-01T00:00:00.000Z" : "2015-01-01T00:00:00.000Z",
                maintainers: maintainers, repository: "https://github.com/owner/\(isBurst ? name : "name")",
                versions: versions + [version])
            try registry.putAttested(
                package, downloads: index % 10 == 1 || isWell ? 108_000_000 : Int64(300 + index * 1000))
            if isMoved {
                let earlier = try ForgedRelease(
                    ForgedBuild { $0.workflow = ".github/workflows/earlier.yml" }, name: name, version: "0.9.0")
                registry.put("/-/npm/v1/attestations/\(name)@0.9.0", .init(body: try earlier.answer()))
            }
            let integrity = try ForgedRelease(name: name).integrity?.text ?? ""
            entries.append(
                #""node_modules/\#(name)": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/\#(name)/-/x-1.0.0.tgz", "integrity": "\#(integrity)"}"#
            )
        }
        registry.put(
            PackageFixture(
                "stranger", created: "2025-09-30T00:00:00.000Z", maintainers: ["stranger"],
                versions: [.init("1.0.0", published: "2025-09-30T00:00:00.000Z", publisher: "stranger")]))
        let lockfile =
            #"{"name": "demo", "lockfileVersion": 3, "packages": {"": {"name": "demo"}, "#
            + entries.joined(separator: ", ") + "}}"
        return [
            "/project/package-lock.json": Array(lockfile.utf8), "/project/root.json": try ForgedRelease().trustedRoot(),
            "/project/keys.json": ForgedRelease.keysDocument,
        ]
    }

    /// No patience: what it is for has tests of its own.
    private static var impatient: HTTPPolicy {
        var policy = HTTPPolicy()
        policy.sleep = { try await Task.sleep(for: min($0, .milliseconds(2))) }
        policy.requestTimeout = .seconds(3)
        policy.idleTimeout = .milliseconds(500)
        return policy
    }

    private static func run(
        _ command: String, _ registry: TestRegistry, _ files: [String: [UInt8]], patiently: Bool = false
    ) async -> ProgramRun {
        var arguments = [command, "--json", "--trusted-root", "root.json", "--npm-keys", "keys.json"]
        if command == "audit" { arguments += ["--fail-on", "critical", "--require-provenance=p0"] }
        return await ProgramRun(
            arguments, registry: registry, now: now, files: files, http: patiently ? nil : impatient)
    }

    /// What decides of one package.
    private struct Verdict {
        private static let order = ["critical", "high", "unknown", "moderate", "good", "healthy"]

        let low: Int64
        let isCritical: Bool
        /// The lower, the worse.
        let rank: Int
        let isVerified: Bool

        /// Said to be unknown, or high, which stands before unknown.
        var isOpen: Bool { rank <= 2 }

        init?(_ result: JSONValue) {
            guard let low = result["scoreRange"]?.array?.first?.int64, let risk = result["risk"]?.string,
                let rank = Self.order.firstIndex(of: risk)
            else { return nil }
            self.low = low
            self.isCritical = risk == "critical"
            self.rank = rank
            self.isVerified = result["hasProvenance"]?.bool == true
        }
    }

    private static func verdicts(_ run: ProgramRun) throws -> [String: Verdict] {
        let results = try JSONValue(parsing: Array(run.output.utf8))["results"]?.array ?? []
        var verdicts: [String: Verdict] = [:]
        for result in results {
            let name = try #require(result["name"]?.string)
            let verdict: Verdict = try #require(Verdict(result), "\(result)")
            verdicts[name] = verdict
        }
        return verdicts
    }

    /// The requests at which a fault is put.
    private static func places(_ total: Int, _ fault: TestRegistry.Fault) -> [Int] {
        if ProcessInfo.processInfo.environment["POC_FAULTS"] == "all" { return Array(1...total) }
        // Other requests for each kind, so that all kinds together meet nearly all of them.
        let step = 13
        let first = 1 + (TestRegistry.Fault.allCases.firstIndex(of: fault) ?? 0) % step
        return Array(stride(from: first, through: total, by: step))
    }

    /// Which request is which depends on their order; the fault is put at the path that came at this place without faults.
    @Test(arguments: TestRegistry.Fault.allCases)
    func neverBetter(_ fault: TestRegistry.Fault) async throws {
        let registry = try await TestRegistry.start()
        let files = try Self.fill(registry)
        let whole = await Self.run("audit", registry, files, patiently: true)
        let expected = try Self.verdicts(whole)
        #expect(whole.status == .gateFailed)
        #expect(expected.count == Self.count)
        #expect(expected.values.count { $0.isVerified } == 8, "\(whole.output)")
        for rule in ["origin-changed", "dependency-added", "release-burst"] {
            #expect(whole.output.contains(#""rule": "\#(rule)""#), "\(rule)")
        }
        for index in Self.burst.union([Self.newlyDependent]) {
            #expect(expected[Self.name(index)]?.rank == 3, "\(Self.name(index))")
        }
        #expect(expected.values.count { $0.isCritical } > 0)
        let paths = registry.requests.map(\.path).sorted()
        for number in Self.places(paths.count, fault) {
            registry.clearFaults()
            registry.misbehave(fault, at: paths[number - 1])
            let run = await Self.run("audit", registry, files)
            let place = "\(fault) at \(paths[number - 1])"
            #expect(run.status == .gateFailed || run.status == .unchecked, "\(place): \(run.errors)")
            for (name, verdict) in try Self.verdicts(run) {
                let without = try #require(expected[name])
                #expect(verdict.low <= without.low, "\(place): \(name)")
                #expect(!verdict.isVerified || without.isVerified, "\(place): \(name)")
                #expect(verdict.isOpen || verdict.rank <= without.rank, "\(place): \(name)")
            }
        }
        try await registry.stop()
    }

    @Test(arguments: TestRegistry.Fault.allCases)
    func verifyNeverEndsWell(_ fault: TestRegistry.Fault) async throws {
        let registry = try await TestRegistry.start()
        let files = try Self.fill(registry)
        let whole = await Self.run("verify", registry, files, patiently: true)
        #expect(whole.status == .success, "\(whole.output)\(whole.errors)")
        let paths = registry.requests.map(\.path).sorted()
        for number in Self.places(paths.count, fault) {
            registry.clearFaults()
            registry.misbehave(fault, at: paths[number - 1])
            let run = await Self.run("verify", registry, files)
            // A manifest that a registry does not have is in its packument: nothing is missing then, and all is verified.
            if fault == .notFound, run.status == .success, run.output == whole.output { continue }
            #expect(
                run.status == .unchecked || run.status == .gateFailed,
                "\(fault) at \(paths[number - 1]): \(run.output)\(run.errors)")
        }
        try await registry.stop()
    }
}
