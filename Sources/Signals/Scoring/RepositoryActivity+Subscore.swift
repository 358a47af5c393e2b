public import PackageModel

extension RepositoryActivity {
    /// After so many days without a push a repository counts half.
    static let abandonedAfter = 730 * Milliseconds.day

    static let ageSteps = Steps(
        [
            (5 * Milliseconds.year, 30), (3 * Milliseconds.year, 22), (Milliseconds.year, 14),
            (Milliseconds.year / 2, 7),
        ], otherwise: 2)
    static let commitSteps = Steps([(50, 25), (20, 20), (6, 15), (1, 8)], otherwise: 0)
    static let contributorSteps = Steps([(20, 20), (6, 15), (2, 10)], otherwise: 5)
    static let releaseSteps = Steps([(10, 15), (3, 10), (1, 5)], otherwise: 0)
    static let starSteps = Steps([(10_000, 10), (1_000, 8), (100, 5), (10, 2)], otherwise: 0)

    /// The repository's own score, 0 to 100 (docs/scoring.md); a range while a part of it is unknown.
    public func subscore(at now: Timestamp) -> ScoreRange {
        let full =
            Self.ageSteps.range(for: created.map { now.milliseconds - $0.milliseconds })
            + Self.commitSteps.range(for: recentCommits.map(Int64.init(clamping:)))
            + Self.contributorSteps.range(for: contributors.map(Int64.init(clamping:)))
            + Self.releaseSteps.range(for: releases.map(Int64.init(clamping:)))
            + Self.starSteps.range(for: stars.map(Int64.init(clamping:)))
        let half = full.map { ($0 + 1) / 2 }
        return switch isAbandoned(at: now) {
        case true?: half
        case false?: full
        case nil: ScoreRange(half.low, full.high)
        }
    }

    /// Archived, or without a push for over 730 days; nil when that cannot be told.
    public func isAbandoned(at now: Timestamp) -> Bool? {
        let isSilent = lastPush.map { now.milliseconds - $0.milliseconds > Self.abandonedAfter }.value
        if isArchived.value == true || isSilent == true { return true }
        return isArchived.value == nil || isSilent == nil ? nil : false
    }

    var missing: [MissingFact] {
        [
            MissingFact(.repositoryCreated, created), MissingFact(.recentCommits, recentCommits),
            MissingFact(.contributors, contributors), MissingFact(.repositoryReleases, releases),
            MissingFact(.stars, stars), MissingFact(.isArchived, isArchived), MissingFact(.lastPush, lastPush),
        ].compactMap(\.self)
    }
}
