import PackageModel

/// The score of a package, 0 to 100, and its parts.
public struct Score: Sendable, Equatable {
    public static let maximum = 100

    /// One entry for every dimension, in the order of `Dimension.allCases`.
    public let parts: [DimensionScore]
    public let total: ScoreRange

    /// Scores a package as docs/scoring.md says; what is not known becomes a range, never zero.
    public init(_ inputs: ScoreInputs) {
        self.parts = Dimension.allCases.map { $0.score(inputs) }
        self.total = parts.reduce(ScoreRange(0)) { $0 + $1.points }.clamped(to: 0...Self.maximum)
    }

    public func part(_ dimension: Dimension) -> DimensionScore? { parts.first { $0.dimension == dimension } }
}

extension Dimension {
    func score(_ inputs: ScoreInputs) -> DimensionScore {
        switch self {
        case .longevity: longevity(inputs)
        case .downloadMomentum: downloadMomentum(inputs)
        case .releaseConsistency: releaseConsistency(inputs)
        case .publisherDepth: publisherDepth(inputs)
        case .githubBacking: githubBacking(inputs)
        case .provenance: provenance(inputs)
        }
    }

    private func result(_ points: ScoreRange, missing: [MissingFact?] = []) -> DimensionScore {
        let missing = missing.compactMap(\.self)
        return DimensionScore(dimension: self, points: points.clamped(to: 0...maximum), missing: missing)
    }

    // Ages in milliseconds, by years of 365.25 days.
    private static let ageSteps = Steps(
        [
            (6 * Milliseconds.year, 25), (4 * Milliseconds.year, 20), (2 * Milliseconds.year, 14),
            (Milliseconds.year, 8), (Milliseconds.year / 2, 4),
        ], otherwise: 1)

    private func longevity(_ inputs: ScoreInputs) -> DimensionScore {
        guard case .known(let created) = inputs.created else {
            return result(ScoreRange(0, maximum), missing: [MissingFact(.created, inputs.created)])
        }
        return result(ScoreRange(Self.ageSteps.points(for: inputs.now.milliseconds - created.milliseconds)))
    }

    // Thresholds are means per day; compared as sums of seven days, so that nothing is rounded.
    static let weeklySteps = Steps(
        [
            (7_000_000, 22), (700_000, 18), (70_000, 14), (7_000, 10), (700, 6), (70, 3),
        ], otherwise: 0)

    private func downloadMomentum(_ inputs: ScoreInputs) -> DimensionScore {
        let base = Self.weeklySteps.range(for: inputs.weeklyDownloads.map(Int64.init(clamping:)))
        let bonus =
            switch inputs.trend {
            case .known(let trend): ScoreRange(trend?.points ?? 0)
            case .unknown: ScoreRange(Trend.declining.points, Trend.growing.points)
            }
        return result(
            base + bonus,
            missing: [MissingFact(.weeklyDownloads, inputs.weeklyDownloads), MissingFact(.trend, inputs.trend)])
    }

    static let releaseSteps = Steps([(100, 15), (30, 12), (10, 9), (3, 6), (1, 3)], otherwise: 0)
    static let recencySteps = Steps(
        [(365 * Milliseconds.day, 0), (90 * Milliseconds.day, 1), (30 * Milliseconds.day, 3)], otherwise: 5)

    private func releaseConsistency(_ inputs: ScoreInputs) -> DimensionScore {
        let count = Self.releaseSteps.range(for: inputs.releases.map(Int64.init(clamping:)))
        let sinceLatest = inputs.latestPublished.map { inputs.now.milliseconds - $0.milliseconds }
        return result(
            count + Self.recencySteps.range(for: sinceLatest),
            missing: [
                MissingFact(.releases, inputs.releases), MissingFact(.latestPublished, inputs.latestPublished),
            ])
    }

    private static let publisherSteps = Steps([(5, 15), (3, 11), (2, 7), (1, 4)], otherwise: 0)

    private func publisherDepth(_ inputs: ScoreInputs) -> DimensionScore {
        result(
            Self.publisherSteps.range(for: inputs.publishers.map(Int64.init(clamping:))),
            missing: [MissingFact(.publishers, inputs.publishers)])
    }

    private func githubBacking(_ inputs: ScoreInputs) -> DimensionScore {
        switch inputs.backing {
        case .unknown: result(ScoreRange(0, maximum), missing: [MissingFact(.backing, inputs.backing)])
        case .known(.notOnGitHub), .known(.notFound): result(ScoreRange(0))
        case .known(.repository(let activity)):
            result(
                activity.subscore(at: inputs.now).map { (maximum * $0 + 50) / 100 }, missing: activity.missing)
        }
    }

    private func provenance(_ inputs: ScoreInputs) -> DimensionScore {
        switch inputs.hasVerifiedProvenance {
        case .known(let verified): result(ScoreRange(verified ? maximum : 0))
        case .unknown:
            result(ScoreRange(0, maximum), missing: [MissingFact(.provenance, inputs.hasVerifiedProvenance)])
        }
    }
}
