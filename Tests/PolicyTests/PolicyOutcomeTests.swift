import PackageModel
import Signals
import Testing

@testable import Policy

@Suite struct PolicyOutcomeTests {
    private let finding = Finding(rule: .provenanceLost, severity: .moderate, message: "", evidence: [])
    private let other = Finding(rule: .sizeJump, severity: .low, message: "", evidence: [])

    private func exception(
        _ package: String = "fastq", _ versions: String = "1.20.2", expires: String = "2026-12-31"
    ) throws -> PolicyException {
        PolicyException(
            package: try #require(Glob(package)), versions: try VersionRange(parsing: versions), rule: .provenanceLost,
            reason: "r", expires: try #require(ExpiryDate(expires)))
    }

    private func outcome(
        _ exceptions: [PolicyException], version: String = "1.20.2", at now: String = "2026-06-01T00:00:00Z"
    ) throws -> PolicyOutcome {
        let judged = JudgedFindings(
            package: try PackageName(parsing: "fastq"), version: try Version(parsing: version),
            findings: [finding, other])
        return PolicyOutcome(Policy(exceptions: exceptions), [judged], at: try Timestamp(parsing: now))
    }

    @Test func acceptsTheFindingThatItNamesAndNoOther() throws {
        let result = try outcome([try exception()])
        #expect(result.remaining == [[other]])
        #expect(result.accepted.map(\.finding) == [finding])
        #expect(result.unused.isEmpty && result.expired.isEmpty)
    }

    /// Two groups agree, and the accepted finding was the one that was raised for it.
    @Test func whatFindingsSayTogetherIsNotAcceptedWithOneOfThem() throws {
        let woke = Finding(rule: .wokeUp, severity: .moderate, message: "", evidence: [])
        let raised = [finding, woke].accepting([1])
        #expect(raised.map(\.severity) == [.high, .moderate] && raised[0].raise?.with == [.wokeUp])
        let judged = JudgedFindings(
            package: try PackageName(parsing: "fastq"), version: try Version(parsing: "1.20.2"), findings: raised)
        let result = PolicyOutcome(
            Policy(exceptions: [try exception()]), [judged], at: try Timestamp(parsing: "2026-06-01T00:00:00Z"))
        #expect(result.remaining.first?.map(\.rule) == [.wokeUp])
        #expect(result.remaining.first?.first?.severity == .high)
        #expect(result.remaining.first?.first?.raise?.with == [.provenanceLost])
        #expect(result.accepted.map(\.finding.severity) == [.moderate])
    }

    @Test func ofAcceptedFindingsNothingIsLeft() throws {
        let woke = Finding(rule: .wokeUp, severity: .moderate, message: "", evidence: [])
        #expect([finding, woke].accepting([0, 1]).allSatisfy { $0.severity == .moderate && $0.raise == nil })
    }

    @Test(arguments: [("*", "*"), ("fast*", "^1.20.0"), ("fastq", "1.x || 2.x")])
    func patternsAndRanges(package: String, versions: String) throws {
        #expect(try outcome([try exception(package, versions)]).remaining == [[other]])
    }

    @Test(arguments: [("fast", "*"), ("fastq", "1.20.1"), ("@*/fastq", "*")])
    func anotherPackageOrVersionIsUnused(package: String, versions: String) throws {
        let result = try outcome([try exception(package, versions)])
        #expect(result.remaining == [[finding, other]])
        #expect(result.unused.count == 1)
    }

    @Test func theStarTakesInPreReleases() throws {
        #expect(try outcome([try exception("*", "*")], version: "2.0.0-rc.1").remaining == [[other]])
        #expect(try outcome([try exception("*", "^2.0.0")], version: "2.0.0-rc.1").remaining == [[finding, other]])
    }

    @Test func itsLastDayCountsAndThenItIsVoid() throws {
        let inForce = try outcome([try exception()], at: "2026-12-31T23:59:59.999Z")
        #expect(inForce.accepted.count == 1)
        let over = try outcome([try exception()], at: "2027-01-01T00:00:00Z")
        #expect(over.remaining == [[finding, other]])
        #expect(over.expired.count == 1)
        #expect(over.unused.isEmpty)
    }
}
