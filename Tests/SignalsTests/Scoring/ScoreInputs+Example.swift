import PackageModel
import Signals

extension ScoreInputs {
    static let now = Timestamp(seconds: 1_778_889_600)  // 2026-05-16T00:00:00Z

    /// A package of which everything is known, and every dimension gives its most.
    static func example(
        years: Double = 10, weekly: UInt64 = 100_000_000, trend: Trend? = .growing, releases: Int = 100,
        days: Double = 1,
        publishers: Int = 5, backing: RepositoryBacking = .repository(.best), provenance: Bool = false
    ) -> ScoreInputs {
        ScoreInputs(
            now: now, created: .known(now.before(years: years)), weeklyDownloads: .known(weekly), trend: .known(trend),
            releases: .known(releases), latestPublished: .known(now.before(days: days)), publishers: .known(publishers),
            backing: .known(backing), hasVerifiedProvenance: .known(provenance))
    }
}

extension RepositoryActivity {
    /// A repository with a sub-score of 100.
    static let best = RepositoryActivity.example()

    static func example(
        years: Double = 10, commits: Int = 50, contributors: Int = 20, releases: Int = 10, stars: Int = 10_000,
        isArchived: Bool = false, daysSincePush: Double = 1
    ) -> RepositoryActivity {
        RepositoryActivity(
            created: .known(ScoreInputs.now.before(years: years)), recentCommits: .known(commits),
            contributors: .known(contributors), releases: .known(releases), stars: .known(stars),
            isArchived: .known(isArchived), lastPush: .known(ScoreInputs.now.before(days: daysSincePush)))
    }
}

extension Timestamp {
    func before(years: Double) -> Timestamp { before(days: years * 365.25) }
    func before(days: Double) -> Timestamp { Timestamp(milliseconds: milliseconds - Int64(days * 86_400_000)) }
    func after(milliseconds more: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + more) }
}
