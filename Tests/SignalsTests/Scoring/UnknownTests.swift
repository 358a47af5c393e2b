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
