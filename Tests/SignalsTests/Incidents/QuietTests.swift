import PackageModel
import Registry
import Testing

@testable import Signals

/// What must stay quiet, or at moderate: the releases that make teams switch such checks off.
@Suite struct QuietTests {
    @Test func backPortsOfSemverByHand() throws {
        var package = try PackumentBuilder("semver", maintainers: ["isaacs", "lukekarrys", "npm-cli-ops"])
        try package.publishHistory("5.7", count: 2, before: "2019-04-01", by: .person("isaacs"))
        try package.publishHistory("6.3", count: 1, before: "2019-08-01", by: .person("isaacs"))
        try package.publishHistory("7.3", count: 9, before: "2022-11-01", by: .person("lukekarrys"))
        try package.publish("7.5.4", "2023-07-07", by: .person("npm-cli-ops"), provenance: true)
        try package.publish("6.3.1", "2023-07-10T22:56:00.000Z", by: .person("lukekarrys"))
        try package.publish("5.7.2", "2023-07-10T23:10:00.000Z", by: .person("lukekarrys"))
        for version in ["6.3.1", "5.7.2"] {
            let back = try package.packument.judged(version)
            #expect(back.severity(of: .provenanceLost) == nil, "\(version)")
            #expect((back.worst ?? .low) <= .moderate)
        }
        #expect(try package.packument.judged("6.3.1").isQuiet)
    }

    @Test(arguments: [
        ("undici-types", "6.19", "6.20.0"), ("undici-types", "6.20", "6.21.0"), ("chokidar", "4.0", "4.0.3"),
        ("synckit", "0.10", "0.10.4"), ("fastq", "1.20", "1.20.3"),
    ])
    func theOwnerPublishedByHand(name: String, line: String, version: String) throws {
        var package = try PackumentBuilder(name)
        try package.publishHistory(line, count: 3, before: "2025-01-01", provenance: true)
        try package.publish(version, "2025-01-20")
        #expect(try package.packument.judged(version).worst == .moderate)
    }

    @Test func fromTrustedPublisherBackToTheOwner() throws {
        var package = try PackumentBuilder("fastq")
        try package.publishHistory("1.19", count: 12, before: "2025-01-01")
        try package.publish("1.20.0", "2025-10-01", by: .github, provenance: true)
        try package.publish("1.20.1", "2025-11-01", by: .github, provenance: true)
        try package.publish("1.20.2", "2025-12-01")
        let byHand = try package.packument.judged("1.20.2")
        #expect(byHand.worst == .moderate)
        #expect(Set(byHand.findings.map(\.rule)) == [.provenanceLost, .channelSwitch])
    }

    @Test func fromOneProviderToAnother() throws {
        var package = try PackumentBuilder("moved", repository: "https://gitlab.com/o/r")
        try package.publishHistory("1.0", count: 4, before: "2025-01-01", by: .github, provenance: true)
        try package.publish("1.0.4", "2025-02-01", by: .circleCI)
        #expect(try package.packument.judged("1.0.4").worst == .moderate)
        try package.publish("1.0.5", "2025-03-01", by: .github, provenance: true)
        let origin = VerifiedOrigin.example(
            repository: "https://gitlab.com/o/r", id: "77", workflow: ".gitlab-ci.yml", runner: "gitlab-hosted",
            issuer: "https://gitlab.com")
        let moved = try package.packument.judged(
            "1.0.5", origin: origin,
            earlierOrigins: ["1.0.1": .example(), "1.0.2": .example(), "1.0.3": .example()])
        #expect(moved.worst == .moderate)
    }

    @Test func aRepositoryThatWasRenamed() throws {
        var package = try PackumentBuilder("renamed", repository: "https://github.com/o/r")
        try package.publishHistory("1.0", count: 4, before: "2025-01-01", by: .github, provenance: true)
        let before = Dictionary(
            uniqueKeysWithValues: ["1.0.0", "1.0.1", "1.0.2"].map { ($0, VerifiedOrigin.example()) })
        let moved = try package.packument.judged(
            "1.0.3", origin: .example(repository: "https://github.com/org/new"), earlierOrigins: before)
        #expect(moved.isQuiet)
    }

    @Test func theFirstProvenance() throws {
        var package = try PackumentBuilder("first")
        try package.publishHistory("1.0", count: 12, before: "2025-01-01")
        try package.publish("1.0.12", "2025-02-01", by: .github, provenance: true)
        #expect(try package.packument.judged("1.0.12", origin: .example()).findings == [])
    }

    @Test func aMonorepoReleasesFortyPackagesAsItDoesEveryTime() throws {
        for repository in ["https://github.com/o/monorepo", nil] {
            var tree: [TreeRelease] = []
            for index in 0..<40 {
                var package = try PackumentBuilder("part-\(index)", repository: repository)
                for month in 1...6 {
                    try package.publish("1.\(month).0", "2025-0\(month)-01T12:\(10 + index):00.000Z")
                }
                #expect(try package.packument.judged("1.6.0").findings == [])
                tree.append(try TreeRelease(package: package.packument, version: "1.6.0"))
            }
            #expect(PublisherBurst.findings(tree).isEmpty)
        }
    }

    @Test func theRepairAfterAnIncident() throws {
        var package = try PackumentBuilder("repaired")
        try package.publishHistory("1.0", count: 5, before: "2025-09-01")
        try package.remove("1.0.5", "2025-09-08T15:00:00.000Z")
        try package.publish("1.0.6", "2025-09-08T18:00:00.000Z")
        #expect(try package.packument.judged("1.0.6").findings == [])
    }
}
