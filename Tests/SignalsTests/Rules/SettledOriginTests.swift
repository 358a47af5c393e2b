import PackageModel
import Testing

@testable import Signals

/// Earlier origins are looked up newest first and only until one settles the matter: what is left out must not matter.
@Suite struct SettledOriginTests {
    private static let origins: [VerifiedOrigin] = [
        .example(), .example(trigger: "workflow_dispatch"), .example(id: nil, runner: nil),
        .example(repository: "https://github.com/o/old"), .example(repository: "https://github.com/o/other", id: "2"),
    ]
    private static let earlier = ["1.0.3", "1.0.2", "1.0.1"]

    /// Three releases of a build before the audited one.
    private func packument(repository: String?, byTrustedPublisher: Bool) throws -> PackumentBuilder {
        var package = try PackumentBuilder("p", repository: repository)
        try package.publishHistory("1.0", count: 4, before: "2025-06-01", by: .github, provenance: true)
        try package.publish(
            "1.0.4", "2025-06-01", by: byTrustedPublisher ? .github : .person("owner"), provenance: true)
        return package
    }

    @Test(
        "what is not looked up changes no judgement",
        arguments: [nil, "o/r", "o/old", "nonsense"], [true, false])
    func nothingIsLost(repository: String?, byTrustedPublisher: Bool) throws {
        let package = try packument(repository: repository, byTrustedPublisher: byTrustedPublisher).packument
        let history = try #require(ReleaseHistory.upTo(try Version(parsing: "1.0.4"), in: package).value)
        var settled = 0
        for origin in Self.origins {
            for (first, second, third) in Self.triples {
                let all = Dictionary(uniqueKeysWithValues: zip(Self.earlier, [first, second, third]))
                let same = Self.earlier.first { version in
                    all[version].map { ReleaseAssessment.isSettled(origin, by: $0, in: history) } ?? false
                }
                settled += same == nil ? 0 : 1
                // Those after it are not looked up, and it is not verified itself.
                let known = all.filter { earlier in same.map { earlier.key > $0 } ?? true }
                #expect(
                    try package.judged("1.0.4", origin: origin, earlierOrigins: known, sameOrigin: same)
                        == package.judged("1.0.4", origin: origin, earlierOrigins: all))
            }
        }
        // A package that is worse vouched for than before needs them all; others are settled by the same origin.
        #expect(byTrustedPublisher == (settled > 0) || repository == "nonsense")
    }

    @Test("the same origin of the release before settles an ordinary package")
    func oneIsEnough() throws {
        let package = try packument(repository: "o/r", byTrustedPublisher: true).packument
        let history = try #require(ReleaseHistory.upTo(try Version(parsing: "1.0.4"), in: package).value)
        #expect(ReleaseAssessment.isSettled(.example(commit: "c0ffee"), by: .example(), in: history))
        #expect(!ReleaseAssessment.isSettled(.example(trigger: "release"), by: .example(), in: history))
    }

    private static var triples: [(VerifiedOrigin, VerifiedOrigin, VerifiedOrigin)] {
        origins.flatMap { first in origins.flatMap { second in origins.map { (first, second, $0) } } }
    }
}
