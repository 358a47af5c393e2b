import PackageModel
import Signals
import Testing

/// What could not be obtained makes the score a range, and hides no risk.
@Suite struct UnknownTests {
    @Test func everythingUnknownIsTheWholeRange() {
        let inputs = ScoreInputs(
            now: ScoreInputs.now, created: .unknown(.unreachable), weeklyDownloads: .unknown(.unreachable),
            trend: .unknown(.notAsked), releases: .unknown(.unreachable), latestPublished: .unknown(.unreachable),
            publishers: .unknown(.notSaid), backing: .unknown(.rateLimited),
            hasVerifiedProvenance: .unknown(.unverified))
        let score = Score(inputs)
        #expect(score.total == ScoreRange(0, 100))
        #expect(score.parts.allSatisfy { $0.exact == nil && !$0.missing.isEmpty })
        #expect(score.parts.map(\.points.high) == Dimension.allCases.map(\.maximum))
        #expect(score.parts.allSatisfy { $0.points.low == 0 })
    }

    @Test func anUnknownTrendIsThreePointsEitherWay() {
        var inputs = ScoreInputs.example(weekly: 700_000, trend: .stable)
        inputs.trend = .unknown(.notAsked)
        #expect(Score(inputs).part(.downloadMomentum)?.points == ScoreRange(15, 21))
        inputs.weeklyDownloads = .known(7_000_000)
        #expect(Score(inputs).part(.downloadMomentum)?.points == ScoreRange(19, 25))
        inputs.weeklyDownloads = .known(0)
        #expect(Score(inputs).part(.downloadMomentum)?.points == ScoreRange(0, 3))
    }

    @Test func claimedProvenanceIsARangeOfTwo() {
        var inputs = ScoreInputs.example(publishers: 1)
        inputs.hasVerifiedProvenance = .unknown(.unverified)
        #expect(Score(inputs).total == ScoreRange(89, 91))
        #expect(Score(inputs).total.description == "89–91")
        #expect(Score(inputs).part(.provenance)?.missing.map(\.name) == [.provenance])
    }

    @Test func oneUnknownOfReleasesKeepsTheOther() {
        var inputs = ScoreInputs.example(releases: 30)
        inputs.latestPublished = .unknown(.notSaid)
        #expect(Score(inputs).part(.releaseConsistency)?.points == ScoreRange(12, 17))
        inputs = .example(days: 10)
        inputs.releases = .unknown(.notSaid)
        #expect(Score(inputs).part(.releaseConsistency)?.points == ScoreRange(5, 20))
    }
}

@Suite struct RiskFlagTests {
    private func rules(_ inputs: ScoreInputs) -> [RuleID: Severity] {
        Dictionary(RiskFlags(inputs).findings.map { ($0.rule, $0.severity) }) { first, _ in first }
    }

    private func risk(_ inputs: ScoreInputs) -> Risk {
        let flags = RiskFlags(inputs)
        return Risk(findings: flags.findings, undetermined: flags.undetermined, score: Score(inputs).total)
    }

    @Test(arguments: [
        (1, UInt64(10_000_001), Severity?.some(.critical)), (1, 10_000_000, .high), (1, 1_000_001, .high),
        (1, 1_000_000, nil), (2, 10_000_001, nil), (0, 10_000_001, nil),
    ])
    func solePublisher(publishers: Int, weekly: UInt64, expected: Severity?) {
        #expect(rules(.example(weekly: weekly, publishers: publishers))[.solePublisher] == expected)
    }

    @Test func newAndPopularIsStrict() {
        #expect(rules(.example(years: 0.9, weekly: 100_001))[.newAndPopular] == .high)
        #expect(rules(.example(years: 0.9, weekly: 100_000))[.newAndPopular] == nil)
        #expect(rules(.example(years: 1, weekly: 100_001))[.newAndPopular] == nil)
    }

    @Test func staleIsStrict() {
        #expect(rules(.example(days: 365))[.stale] == nil)
        #expect(rules(.example(days: 365.01))[.stale] == .low)
        #expect(risk(.example(days: 366)) == .healthy)
    }

    @Test func onePublisherWithUnknownDownloadsIsUnknown() {
        var inputs = ScoreInputs.example(publishers: 1)
        inputs.weeklyDownloads = .unknown(.rateLimited)
        #expect(RiskFlags(inputs).undetermined.map(\.rule) == [.solePublisher])
        #expect(RiskFlags(inputs).undetermined.first?.missing.map(\.name) == [.weeklyDownloads])
        #expect(risk(inputs) == .unknown)
    }

    @Test func severalPublishersWithUnknownDownloadsAreNotUndetermined() {
        var inputs = ScoreInputs.example(publishers: 2)
        inputs.weeklyDownloads = .unknown(.rateLimited)
        #expect(RiskFlags(inputs).undetermined == [])
    }

    @Test func unknownPublishersAreNeverOne() {
        var inputs = ScoreInputs.example()
        inputs.publishers = .unknown(.notSaid)
        #expect(RiskFlags(inputs).findings == [])
        #expect(RiskFlags(inputs).undetermined.map(\.worst) == [.critical])
        #expect(risk(inputs) == .unknown)
        inputs.weeklyDownloads = .known(1_000_000)
        #expect(RiskFlags(inputs).undetermined == [])
    }

    @Test func anythingWorseIsWorseThanUnknown() {
        var inputs = ScoreInputs.example(years: 0.1, weekly: 200_000)
        inputs.publishers = .unknown(.notSaid)
        inputs.weeklyDownloads = .known(2_000_000)
        #expect(rules(inputs) == [.newAndPopular: .high])
        #expect(risk(inputs) == .high)
    }

    @Test func theOrderOfRisks() {
        #expect(Risk.allCases.sorted() == [.critical, .high, .unknown, .moderate, .good, .healthy])
        #expect(Severity.allCases.max() == .critical)
    }

    @Test(arguments: [(39, Risk.high), (40, .moderate), (59, .moderate), (60, .good), (74, .good), (75, .healthy)])
    func bands(score: Int, expected: Risk) {
        #expect(Risk(band: score) == expected)
        #expect(Risk(findings: [], undetermined: [], score: ScoreRange(score, 100)) == expected)
    }
}

@Suite struct TrendTests {
    @Test(arguments: [
        (UInt64(100), UInt64(115), Trend.stable), (100, 116, .growing), (100, 85, .stable), (100, 84, .declining),
        (0, 1, .growing), (UInt64.max, UInt64.max, .stable),
    ])
    func ratios(before: UInt64, recent: UInt64, expected: Trend) {
        let daily = Array(repeating: before, count: 45) + Array(repeating: recent, count: 45)
        #expect(Trend(daily: daily) == expected)
    }

    @Test func needsNinetyPublishedDays() {
        let days = Array(repeating: UInt64(5), count: 90)
        #expect(Trend(daily: days) == .stable)
        #expect(Trend(daily: days.dropLast()) == nil)
        #expect(Trend(daily: days.dropLast() + [0]) == nil)
        #expect(Trend(daily: days + [0, 0]) == .stable)
        #expect(Trend(daily: []) == nil)
    }

    @Test func endsWithTheLastPublishedDay() {
        let growing = [UInt64(1_000)] + Array(repeating: 100, count: 45) + Array(repeating: 116, count: 45)
        #expect(Trend(daily: growing + [0]) == .growing)
    }

    @Test func daysBeforeThePackageExistedAreNoData() {
        let days = Array(repeating: UInt64(0), count: 30) + Array(repeating: 9, count: 60)
        #expect(Trend(daily: days, ageInDays: 60) == nil)
        #expect(Trend(daily: Array(repeating: 9, count: 95), ageInDays: 90) == .stable)
    }
}
