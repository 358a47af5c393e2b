import PackageModel
import Signals
import Testing

/// The published tool's figures (docs/scoring.md, "Where this departs from the published tool of the same name").
@Suite struct ReferenceVectorTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let inputs: ScoreInputs
        let breakdown: [Int]
        let score: Int
        let risk: Risk

        var testDescription: String { name }
    }

    static let chalk = RepositoryActivity.example(commits: 0, contributors: 20, releases: 10, stars: 10_000)
    static let hono = RepositoryActivity.example(years: 4, commits: 20)

    static let vectors = [
        Vector(
            name: "2026-05-16 chalk",
            inputs: .example(
                years: 12.8, weekly: 439_600_000, trend: nil, releases: 40, days: 240, publishers: 1,
                backing: .repository(chalk)),
            breakdown: [25, 22, 13, 4, 11, 0], score: 75, risk: .critical),
        Vector(
            name: "2026-05-16 axios",
            inputs: .example(
                years: 11.7, weekly: 108_000_000, trend: .stable, releases: 100, days: 29, publishers: 1,
                provenance: true),
            breakdown: [25, 22, 20, 4, 15, 2], score: 88, risk: .critical),
        Vector(
            name: "2026-05-16 zod",
            inputs: .example(
                years: 6.2, weekly: 142_700_000, trend: .stable, releases: 100, days: 29, publishers: 1,
                provenance: true),
            breakdown: [25, 22, 20, 4, 15, 2], score: 88, risk: .critical),
        Vector(
            name: "2026-04-20 axios",
            inputs: .example(years: 11.6, weekly: 100_837_905, trend: .growing, releases: 100, days: 6, publishers: 1),
            breakdown: [25, 25, 20, 4, 15, 0], score: 89, risk: .critical),
        Vector(
            name: "2026-04-21 hono",
            inputs: .example(
                years: 4.3, weekly: 35_100_000, trend: .growing, releases: 100, days: 29, publishers: 1,
                backing: .repository(hono)),
            breakdown: [20, 25, 20, 4, 13, 0], score: 82, risk: .critical),
        Vector(
            name: "2026-04-23 @bitwarden/cli",
            inputs: .example(years: 7.9, weekly: 77_980, trend: .growing, releases: 100, days: 29, publishers: 9),
            breakdown: [25, 17, 20, 15, 15, 0], score: 92, risk: .healthy),
        Vector(
            name: "2026-04-29 hono",
            inputs: .example(
                years: 4.4, weekly: 34_500_000, trend: .stable, releases: 100, days: 4, publishers: 1,
                backing: .repository(hono)),
            breakdown: [20, 22, 20, 4, 13, 0], score: 79, risk: .critical),
        Vector(
            name: "2026-06-05 chalk",
            inputs: .example(
                years: 12.8, weekly: 354_196_976, trend: .stable, releases: 99, days: 270, publishers: 1,
                backing: .repository(chalk)),
            breakdown: [25, 22, 13, 4, 11, 0], score: 75, risk: .critical),
    ]

    @Test(arguments: vectors)
    func scoresLikeThePublishedTool(_ vector: Vector) {
        let score = Score(vector.inputs)
        #expect(score.parts.map(\.exact) == vector.breakdown)
        #expect(score.total.exact == vector.score)
        let flags = RiskFlags(vector.inputs)
        #expect(flags.undetermined == [])
        #expect(
            Risk(findings: flags.findings, undetermined: flags.undetermined, score: score.total) == vector.risk)
    }

    @Test func derivedSubscores() {
        let express = RepositoryActivity.example(commits: 1)
        #expect(Self.chalk.subscore(at: ScoreInputs.now) == ScoreRange(75))
        #expect(express.subscore(at: ScoreInputs.now) == ScoreRange(83))
        #expect(Self.hono.subscore(at: ScoreInputs.now) == ScoreRange(87))
        #expect(RepositoryActivity.best.subscore(at: ScoreInputs.now) == ScoreRange(100))
    }
}
