public import PackageModel

/// One input of a dimension and what it gives, for people who want to see how the points come about.
public struct ScoreDetail: Sendable, Equatable {
    public let points: ScoreRange
    public let maximum: Int

    init(_ steps: Steps, _ value: Known<Int64>) {
        points = steps.range(for: value)
        maximum = steps.maximum
    }
}

extension ScoreInputs {
    /// What the number of releases gives, and what the age of the last one does.
    public var releaseDetails: (count: ScoreDetail, recency: ScoreDetail) {
        let age = latestPublished.map { now.milliseconds - $0.milliseconds }
        return (
            ScoreDetail(Dimension.releaseSteps, releases.map(Int64.init(clamping:))),
            ScoreDetail(Dimension.recencySteps, age)
        )
    }

    /// What the downloads give without the trend, with their mean of a day and the mean from which on they give it.
    public var downloadDetail: (detail: ScoreDetail, mean: UInt64, threshold: Int64?)? {
        guard let weekly = weeklyDownloads.value else { return nil }
        let value = Int64(clamping: weekly)
        return (
            ScoreDetail(Dimension.weeklySteps, .known(value)), weekly / 7,
            Dimension.weeklySteps.reached(by: value).map { $0 / 7 }
        )
    }
}

extension RepositoryActivity {
    /// What each part of the sub-score gives, before an abandoned repository is halved.
    public func details(
        at now: Timestamp
    ) -> (age: ScoreDetail, commits: ScoreDetail, contributors: ScoreDetail, releases: ScoreDetail, stars: ScoreDetail)
    {
        (
            ScoreDetail(Self.ageSteps, created.map { now.milliseconds - $0.milliseconds }),
            ScoreDetail(Self.commitSteps, recentCommits.map(Int64.init(clamping:))),
            ScoreDetail(Self.contributorSteps, contributors.map(Int64.init(clamping:))),
            ScoreDetail(Self.releaseSteps, releases.map(Int64.init(clamping:))),
            ScoreDetail(Self.starSteps, stars.map(Int64.init(clamping:)))
        )
    }
}
