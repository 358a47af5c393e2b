import Commands
import JSONCursor
import TestSupport
import Testing

/// Whatever goes wrong at whichever request, no verdict is better than it would have been.
@Suite("Faults at each request of an audit")
struct FaultInjectionTests {
    private static let names = ["axios", "chalk", "@scope/zod"]

    private static func fill(_ registry: TestRegistry) {
        // One is critical by its downloads, one has several publishers, one is young and little used.
        registry.put(PackageFixture("axios"), downloads: 108_000_000)
        registry.put(PackageFixture("chalk", maintainers: ["a", "b", "c"]), downloads: 5_000_000)
        registry.put(PackageFixture("@scope/zod", created: "2026-04-01T00:00:00.000Z"), downloads: 300)
    }

    private static func audit(_ registry: TestRegistry, timeout: Int) async -> ProgramRun {
        await ProgramRun(
            ["audit"] + names + [
                "--json", "--no-github", "--fail-on", "critical", "--require-provenance", "--timeout", "\(timeout)",
            ], registry: registry)
    }

    /// What decides of one package: the low end of its score, whether it is said to be critical, whether it is verified.
    private struct Verdict {
        let low: Int64
        let isCritical: Bool
        /// Said to be unknown, or high, which stands before unknown.
        let isOpen: Bool
        let isVerified: Bool

        init?(_ result: JSONValue) {
            guard let low = result["scoreRange"]?.array?.first?.int64, let risk = result["risk"]?.string else {
                return nil
            }
            self.low = low
            self.isCritical = risk == "critical"
            self.isOpen = risk == "unknown" || risk == "high"
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

    @Test(arguments: TestRegistry.Fault.allCases)
    func neverBetter(_ fault: TestRegistry.Fault) async throws {
        let registry = try await TestRegistry.start()
        Self.fill(registry)
        let whole = await Self.audit(registry, timeout: 120)
        let expected = try Self.verdicts(whole)
        #expect(whole.status == .gateFailed)
        #expect(expected.count == 3 && expected["axios"]?.isCritical == true)
        // A server that does not answer is waited for until the run's own time is over.
        let timeout = fault == .silence || fault == .trickle ? 1 : 120
        for number in 1...registry.requests.count {
            registry.forgetRequests()
            registry.clearFaults()
            registry.misbehave(fault, atRequest: number)
            let run = await Self.audit(registry, timeout: timeout)
            #expect(run.status == .gateFailed || run.status == .unchecked, "\(fault) at \(number): \(run.errors)")
            for (name, verdict) in try Self.verdicts(run) {
                let without = try #require(expected[name])
                #expect(verdict.low <= without.low, "\(fault) at \(number): \(name)")
                #expect(!verdict.isVerified || without.isVerified, "\(fault) at \(number): \(name)")
                #expect(
                    verdict.isCritical || verdict.isOpen || !without.isCritical, "\(fault) at \(number): \(name)")
            }
        }
        try await registry.stop()
    }
}
