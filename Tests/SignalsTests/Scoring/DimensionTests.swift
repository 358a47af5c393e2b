import PackageModel
import Signals
import Testing

/// Both sides of every step.
@Suite struct DimensionTests {
    private func points(_ dimension: Dimension, _ inputs: ScoreInputs) -> Int? {
        Score(inputs).part(dimension)?.exact
    }

    @Test(arguments: [(6.0, 25, 20), (4.0, 20, 14), (2.0, 14, 8), (1.0, 8, 4), (0.5, 4, 1)])
    func longevity(years: Double, at: Int, below: Int) {
        var inputs = ScoreInputs.example(years: years)
        #expect(points(.longevity, inputs) == at)
        inputs.created = .known(ScoreInputs.now.before(years: years).after(milliseconds: 1))
        #expect(points(.longevity, inputs) == below)
    }

    @Test(arguments: [
        (UInt64(1_000_000), 22, 18), (100_000, 18, 14), (10_000, 14, 10), (1_000, 10, 6), (100, 6, 3), (10, 3, 0),
    ])
    func downloadMomentum(daily: UInt64, at: Int, below: Int) {
        #expect(points(.downloadMomentum, .example(weekly: daily * 7, trend: .stable)) == at)
        #expect(points(.downloadMomentum, .example(weekly: daily * 7 - 1, trend: .stable)) == below)
    }

    @Test func theTrendIsKeptWithinTheDimension() {
        #expect(points(.downloadMomentum, .example(weekly: 7_000_000, trend: .growing)) == 25)
        #expect(points(.downloadMomentum, .example(weekly: 7_000_000, trend: .declining)) == 19)
        #expect(points(.downloadMomentum, .example(weekly: 7_000_000, trend: nil)) == 22)
        #expect(points(.downloadMomentum, .example(weekly: 0, trend: .declining)) == 0)
        #expect(points(.downloadMomentum, .example(weekly: 0, trend: .growing)) == 3)
    }

    @Test(arguments: [(100, 15, 12), (30, 12, 9), (10, 9, 6), (3, 6, 3), (1, 3, 0)])
    func releaseCount(releases: Int, at: Int, below: Int) {
        #expect(points(.releaseConsistency, .example(releases: releases, days: 400)) == at)
        #expect(points(.releaseConsistency, .example(releases: releases - 1, days: 400)) == below)
    }

    @Test(arguments: [(30.0, 3, 5), (90.0, 1, 3), (365.0, 0, 1)])
    func daysSinceLatest(days: Double, at: Int, below: Int) {
        var inputs = ScoreInputs.example(releases: 0, days: days)
        #expect(points(.releaseConsistency, inputs) == at)
        inputs.latestPublished = .known(ScoreInputs.now.before(days: days).after(milliseconds: 1))
        #expect(points(.releaseConsistency, inputs) == below)
    }

    @Test func releaseConsistencyIsAtMostTwenty() {
        #expect(points(.releaseConsistency, .example(releases: 1_000, days: 0)) == 20)
    }

    @Test(arguments: [(0, 0), (1, 4), (2, 7), (3, 11), (4, 11), (5, 15), (500, 15)])
    func publisherDepth(publishers: Int, expected: Int) {
        #expect(points(.publisherDepth, .example(publishers: publishers)) == expected)
    }

    @Test func noRepositoryOnGitHubIsKnownToBeNothing() {
        #expect(points(.githubBacking, .example(backing: .notOnGitHub)) == 0)
        #expect(points(.githubBacking, .example(backing: .notFound)) == 0)
    }

    @Test func provenanceAddsTwoAndTheTotalStopsAtHundred() {
        let without = Score(.example())
        let with = Score(.example(provenance: true))
        #expect(without.total == ScoreRange(100))
        #expect(with.part(.provenance)?.exact == 2)
        #expect(with.total == ScoreRange(100))
    }
}

/// Both sides of every step of the GitHub sub-score.
@Suite struct RepositorySubscoreTests {
    private func subscore(_ activity: RepositoryActivity) -> Int? { activity.subscore(at: ScoreInputs.now).exact }
    private static let others = 70

    @Test(arguments: [(5.0, 30, 22), (3.0, 22, 14), (1.0, 14, 7), (0.5, 7, 2)])
    func age(years: Double, at: Int, below: Int) {
        var activity = RepositoryActivity.example(years: years)
        #expect(subscore(activity) == Self.others + at)
        activity.created = .known(ScoreInputs.now.before(years: years).after(milliseconds: 1))
        #expect(subscore(activity) == Self.others + below)
    }

    @Test(arguments: [(50, 25), (49, 20), (20, 20), (19, 15), (6, 15), (5, 8), (1, 8), (0, 0)])
    func commits(count: Int, expected: Int) {
        #expect(subscore(.example(commits: count)) == 75 + expected)
    }

    @Test(arguments: [(20, 20), (19, 15), (6, 15), (5, 10), (2, 10), (1, 5), (0, 5)])
    func contributors(count: Int, expected: Int) {
        #expect(subscore(.example(contributors: count)) == 80 + expected)
    }

    @Test(arguments: [(10, 15), (9, 10), (3, 10), (2, 5), (1, 5), (0, 0)])
    func releases(count: Int, expected: Int) {
        #expect(subscore(.example(releases: count)) == 85 + expected)
    }

    @Test(arguments: [
        (10_000, 10), (9_999, 8), (1_000, 8), (999, 5), (100, 5), (99, 2), (10, 2), (9, 0),
    ])
    func stars(count: Int, expected: Int) {
        #expect(subscore(.example(stars: count)) == 90 + expected)
    }

    @Test func archivedOrAbandonedCountsHalfRounded() {
        #expect(subscore(.example(isArchived: true)) == 50)
        #expect(subscore(.example(commits: 0, isArchived: true)) == 38)
        #expect(subscore(.example(daysSincePush: 730)) == 100)
        var silent = RepositoryActivity.best
        silent.lastPush = .known(ScoreInputs.now.before(days: 730).after(milliseconds: -1))
        #expect(subscore(silent) == 50)
    }

    @Test func whatIsMissingMakesARange() {
        var activity = RepositoryActivity.best
        activity.contributors = .unknown(.rateLimited)
        #expect(activity.subscore(at: ScoreInputs.now) == ScoreRange(85, 100))
        activity.isArchived = .unknown(.rateLimited)
        #expect(activity.subscore(at: ScoreInputs.now) == ScoreRange(43, 100))
        var inputs = ScoreInputs.example(backing: .repository(activity))
        #expect(Score(inputs).part(.githubBacking)?.points == ScoreRange(6, 15))
        inputs.backing = .unknown(.rateLimited)
        #expect(Score(inputs).part(.githubBacking)?.points == ScoreRange(0, 15))
    }
}
