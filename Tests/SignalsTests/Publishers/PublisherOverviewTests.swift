import PackageModel
import Testing

@testable import Signals

@Suite struct PublisherOverviewTests {
    private let now = Timestamp(seconds: 1_767_225_600)  // 2026-01-01

    private func package(
        _ name: String, _ maintainers: [String], weekly: Known<UInt64> = .known(10),
        _ releases: [(String, PackumentBuilder.By)] = [], origin: VerifiedOrigin? = nil
    ) throws -> PublishedPackage {
        var builder = try PackumentBuilder(name, maintainers: maintainers)
        for (index, release) in releases.enumerated() {
            try builder.publish("1.0.\(index)", release.0, by: release.1)
        }
        return PublishedPackage(builder.packument, at: now, origin: origin, weeklyDownloads: weekly)
    }

    @Test func peopleByTheDownloadsBehindThem() throws {
        let overview = PublisherOverview([
            try package("x", ["a"], weekly: .known(100)), try package("y", ["a", "b"], weekly: .known(50)),
            try package("y", ["a", "b"], weekly: .known(50)), try package("z", ["c"], weekly: .unknown(.rateLimited)),
        ])
        #expect(overview.reaches.map(\.identity) == ["a", "b", "c"].map { .account(ExactText($0)) })
        #expect(overview.reaches.map(\.weeklyDownloads) == [150, 50, nil])
        #expect(overview.reaches.map(\.packagesWithUnknownDownloads) == [0, 0, 1])
        #expect(overview.reaches.map { $0.packages.map(\.text) } == [["x", "y"], ["y"], ["z"]])
        #expect(overview.reaches.map { $0.soleIn.map(\.text) } == [["x"], [], ["z"]])
    }

    @Test func rightsThatNobodyUsesAreDormant() throws {
        let overview = PublisherOverview([
            try package(
                "x", ["former", "never", "active"],
                [("2023-01-01", .person("former")), ("2025-06-01", .person("active"))])
        ])
        let dormant = overview.reaches.filter { !$0.dormantIn.isEmpty }.map(\.identity)
        #expect(Set(dormant) == [.account(ExactText("former")), .account(ExactText("never"))])
        let alone = PublisherOverview([try package("x", ["a"], [("2020-01-01", .person("a"))])])
        #expect(alone.reaches.first?.dormantIn == [])
    }

    @Test func automationIsAnIdentityToo() throws {
        let claimed = try package("x", ["a"], [("2025-01-01", .github)])
        #expect(claimed.automation?.configuration == ExactText("oidc:1"))
        let verified = try package("x", ["a"], [("2025-01-01", .github)], origin: .example())
        #expect(verified.automation?.repository == ExactText("https://github.com/o/r"))
        let overview = PublisherOverview([
            verified, try package("y", ["a"], [("2025-01-01", .github)], origin: .example()),
        ])
        #expect(overview.reaches.count == 2)
        #expect(overview.reaches.last?.packages.map(\.text) == ["x", "y"])
    }

    /// The right stays with the workflow until somebody takes it away.
    @Test func automationStaysAnIdentityAfterAReleaseByToken() throws {
        let later = try package("x", ["a"], [("2025-01-02", .github), ("2025-12-31", .person("a"))])
        #expect(later.automation?.configuration == ExactText("oidc:1"))
        let newest = try package(
            "x", ["a"], [("2025-05-01", .circleCI), ("2025-06-01", .github), ("2025-12-31", .person("a"))])
        #expect(newest.automation?.provider == ExactText("github"))
        let old = try package("x", ["a"], [("2024-12-30", .github), ("2025-12-31", .person("a"))])
        #expect(old.automation == nil)
        // The newest release of all says what the set-up is, however old it is.
        let asleep = try package("x", ["a"], [("2023-01-01", .github)])
        #expect(asleep.automation != nil)
    }

    @Test func whatTheRegistryDoesNotSayIsListed() throws {
        let silent = PublishedPackage(
            name: try PackageName(parsing: "q"), accounts: .unknown(.notSaid), automation: nil,
            weeklyDownloads: .known(1))
        let overview = PublisherOverview([silent])
        #expect(overview.reaches == [])
        #expect(overview.unknown.map(\.text) == ["q"])
    }
}
