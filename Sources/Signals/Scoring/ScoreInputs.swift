public import PackageModel

/// Everything that the score of a package is made of, each fact known or not (docs/scoring.md).
public struct ScoreInputs: Sendable, Equatable {
    /// The instant that the audit is made for.
    public var now: Timestamp
    /// `time.created`: the first publication.
    public var created: Known<Timestamp>
    /// Downloads of the last full week that the downloads API has published.
    public var weeklyDownloads: Known<UInt64>
    /// The trend of the daily downloads; known nil when there are fewer than 90 days of data.
    public var trend: Known<Trend?>
    /// Listed versions, pre-releases left out.
    public var releases: Known<Int>
    /// When `latest` was published.
    public var latestPublished: Known<Timestamp>
    /// Accounts in the packument's own `maintainers`.
    public var publishers: Known<Int>
    public var backing: Known<RepositoryBacking>
    /// Whether the audited version has provenance that was verified; false when it has none.
    public var hasVerifiedProvenance: Known<Bool>

    public init(
        now: Timestamp, created: Known<Timestamp>, weeklyDownloads: Known<UInt64>, trend: Known<Trend?>,
        releases: Known<Int>, latestPublished: Known<Timestamp>, publishers: Known<Int>,
        backing: Known<RepositoryBacking>, hasVerifiedProvenance: Known<Bool>
    ) {
        self.now = now
        self.created = created
        self.weeklyDownloads = weeklyDownloads
        self.trend = trend
        self.releases = releases
        self.latestPublished = latestPublished
        self.publishers = publishers
        self.backing = backing
        self.hasVerifiedProvenance = hasVerifiedProvenance
    }
}

/// What stands behind a package on GitHub.
public enum RepositoryBacking: Sendable, Equatable {
    /// The package names no repository, or one that is not on GitHub: known, and worth nothing.
    case notOnGitHub
    /// GitHub does not know the repository that the package names: known, worth nothing, and said.
    case notFound
    case repository(RepositoryActivity)
}

/// What GitHub says about a repository; parts of it can be missing.
public struct RepositoryActivity: Sendable, Equatable {
    public var created: Known<Timestamp>
    /// Commits of the last 30 days on the default branch.
    public var recentCommits: Known<Int>
    public var contributors: Known<Int>
    /// Releases that are no pre-releases.
    public var releases: Known<Int>
    public var stars: Known<Int>
    public var isArchived: Known<Bool>
    public var lastPush: Known<Timestamp>

    public init(
        created: Known<Timestamp>, recentCommits: Known<Int>, contributors: Known<Int>, releases: Known<Int>,
        stars: Known<Int>, isArchived: Known<Bool>, lastPush: Known<Timestamp>
    ) {
        self.created = created
        self.recentCommits = recentCommits
        self.contributors = contributors
        self.releases = releases
        self.stars = stars
        self.isArchived = isArchived
        self.lastPush = lastPush
    }
}
