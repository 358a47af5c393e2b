/// A part of the score, in the order of the report (docs/scoring.md).
public enum Dimension: String, Sendable, Hashable, CaseIterable {
    case longevity, downloadMomentum, releaseConsistency, publisherDepth, githubBacking, provenance

    /// The most points that the part can give.
    public var maximum: Int {
        switch self {
        case .longevity, .downloadMomentum: 25
        case .releaseConsistency: 20
        case .publisherDepth, .githubBacking: 15
        case .provenance: 2
        }
    }
}

/// The points of one part of the score.
public struct DimensionScore: Sendable, Equatable {
    public let dimension: Dimension
    public let points: ScoreRange
    /// Why the points are a range: the facts that are missing. Empty when nothing is.
    public let missing: [MissingFact]

    /// The points, or nil while they are not settled.
    public var exact: Int? { points.exact }
}

/// A fact that the score would need.
public struct MissingFact: Sendable, Hashable {
    /// The inputs of the score, by the names of `ScoreInputs` and `RepositoryActivity`.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        case created, weeklyDownloads, trend, releases, latestPublished, publishers, backing, provenance
        case repositoryCreated, recentCommits, contributors, repositoryReleases, stars, isArchived, lastPush
    }

    public let name: Name
    public let reason: UnknownReason

    init?<Value>(_ name: Name, _ fact: Known<Value>) {
        guard let reason = fact.reason else { return nil }
        self.name = name
        self.reason = reason
    }
}
