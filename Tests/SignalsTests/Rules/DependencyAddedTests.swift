import PackageModel
import Registry
import Testing

@testable import Signals

@Suite struct DependencyAddedTests {
    private func package(
        _ name: String = "p", adds: [String: String], optional: [String: String] = [:], before: [String: String] = [:],
        repository: String? = nil
    ) throws -> Packument {
        var package = try PackumentBuilder(name, repository: repository)
        try package.publishHistory("1.0", count: 2, before: "2025-01-01", dependencies: before)
        try package.publish("1.1.0", "2025-02-01", dependencies: adds, optional: optional)
        return package.packument
    }

    private func dependency(
        _ times: [String], by: String = "stranger", repository: String? = nil, name: String = "d"
    ) throws -> Packument {
        var package = try PackumentBuilder(name, maintainers: [by], repository: repository)
        for (index, time) in times.enumerated() { try package.publish("1.0.\(index)", time, by: .person(by)) }
        return package.packument
    }

    @Test(arguments: [
        "git+https://github.com/o/d.git#main", "git://github.com/o/d", "git@github.com:o/d.git", "o/d",
        "github:o/d#79ac",
        "https://example.com/d.tgz", "http://example.com/d.tgz", "GIT+SSH://git@host/o/d", "gist:1",
        "https://host/o/d.git",
    ])
    func gitAndURLAreHigh(specifier: String) throws {
        #expect(try package(adds: ["d": specifier]).judged("1.1.0").severity(of: .dependencyAdded) == .high)
        #expect(
            try package(adds: [:], optional: ["d": specifier]).judged("1.1.0").severity(of: .dependencyAdded) == .high)
        let known = try package(adds: ["d": specifier], before: ["d": specifier])
        #expect(try known.judged("1.1.0").severity(of: .dependencyAdded) == nil)
    }

    /// What npm clones has its `prepare` run; what it downloads has not.
    @Test(
        "an address is a repository or a tarball as npm reads it",
        arguments: [
            ("https://github.com/o/d#79ac", true), ("http://www.github.com/o/d", true),
            ("https://github.com/o/d/tree/main", true), ("https://github.com/o/d/archive/main.tar.gz", false),
            ("https://gitlab.com/o/g/d", true), ("https://gitlab.com/o/d/-/archive/main/d.tar.gz", false),
            ("https://bitbucket.org/o/d", true), ("https://bitbucket.org/o/d/get/main.tar.gz", false),
            ("https://gist.github.com/o/1", true), ("https://gist.github.com/o/1/raw/d.tgz", false),
            ("https://user@github.com/o/d", true), ("https://example.com/o/d", false), ("https://github.com/", false),
            ("https://host/d.git?x", true), ("https://git.sr.ht/~o/d", true), ("https://host/d.tgz?.git", false),
        ])
    func repositories(_ specifier: String, _ isRepository: Bool) {
        let reference = DependencyReference(name: "d", specifier: specifier)
        if case .git = reference { #expect(isRepository) } else { #expect(!isRepository) }
    }

    /// npm installs peers by itself since version 7.
    @Test func aPeerIsPulledInToo() throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 2, before: "2025-01-01")
        try package.publish("1.1.0", "2025-02-01", peers: ["d": "1", "x": "e/x"])
        let stranger = try dependency(["2025-01-31"])
        let findings = try package.packument.judged("1.1.0", dependencies: [stranger]).findings
        #expect(findings.filter { $0.rule == .dependencyAdded }.map(\.severityAlone) == [.high, .moderate])
        // What was a dependency before is nothing new as a peer.
        try package.publish("1.2.0", "2025-03-01", dependencies: ["d": "1", "x": "e/x"])
        #expect(try package.packument.judged("1.2.0").severity(of: .dependencyAdded) == nil)
    }

    @Test func aDependencyOfWhichNoTimeIsKnownIsNotJudged() throws {
        var unknown = try dependency(["2020-01-01", "2021-01-01"])
        unknown.created = nil
        for version in ["1.0.0", "1.0.1"] {
            let index = try #require(unknown.releases.firstIndex { $0.versionText == version })
            unknown.releases[index].publishedAt = nil
        }
        let result = try package(adds: ["d": "1"]).judged("1.1.0", dependencies: [unknown])
        #expect(result.severity(of: .dependencyAdded) == nil && result.isUnanswered(.dependencyAdded))
    }

    @Test(arguments: ["^1.0.0", "latest", "file:../d", "link:../d", "workspace:*", "*", ""])
    func rangesAndFoldersAreNot(specifier: String) throws {
        let old = try dependency(["2020-01-01", "2020-02-01"])
        let result = try package(adds: ["d": specifier]).judged("1.1.0", dependencies: [old])
        #expect(result.severity(of: .dependencyAdded) == nil)
    }

    @Test func youngOrWithOneReleaseIsModerate() throws {
        let subject = try package(adds: ["d": "^1"])
        func severity(_ times: [String]) throws -> Severity? {
            try subject.judged("1.1.0", dependencies: [try dependency(times)]).severity(of: .dependencyAdded)
        }
        #expect(try severity(["2025-01-25T12:00:00.001Z", "2025-01-26"]) == .moderate)
        #expect(try severity(["2025-01-25T12:00:00.000Z", "2025-01-26"]) == nil)
        #expect(try severity(["2020-01-01"]) == .moderate)
        // What the dependency published later does not count.
        #expect(try severity(["2020-01-01", "2025-03-01"]) == .moderate)
        #expect(try severity(["2025-03-01"]) == .moderate)
    }

    @Test func ofTheSamePublisherOrScopeIsQuiet() throws {
        let subject = try package(adds: ["d": "^1"])
        #expect(try subject.judged("1.1.0", dependencies: [dependency(["2025-01-31"], by: "owner")]).findings == [])
        let scoped = try package("@s/p", adds: ["@s/d": "^1"]).judged("1.1.0")
        #expect(scoped.findings == [])
        #expect(scoped.unanswered.isEmpty)
    }

    /// An attacker writes all of it.
    @Test func whatADependencySaysOfItselfRelatesNothing() throws {
        let subject = try package(adds: ["d": "^1"], repository: "o/r")
        var claims = try dependency(["2025-01-31"], repository: "github:o/r")
        claims.maintainers?.append(Account(name: "owner", email: nil))
        #expect(
            try subject.judged("1.1.0", dependencies: [claims]).severity(of: .dependencyAdded) == .moderate)
    }

    @Test func whoMayPublishAndNeverDidRelatesNothing() throws {
        var package = try PackumentBuilder("p", maintainers: ["owner", "thief"])
        try package.publishHistory("1.0", count: 2, before: "2025-01-01")
        try package.publish("1.1.0", "2025-02-01", dependencies: ["d": "^1"])
        let result = try package.packument.judged("1.1.0", dependencies: [dependency(["2025-01-31"], by: "thief")])
        #expect(result.severity(of: .dependencyAdded) == .moderate)
    }

    /// Neither by the release that is judged, nor by what he published in the day before it.
    @Test func aNewPublisherWhoOwnsBothProvesNothing() throws {
        var package = try PackumentBuilder("p", maintainers: ["owner", "thief"])
        try package.publishHistory("1.0", count: 2, before: "2025-01-01")
        try package.publish("1.0.9", "2025-02-01T01:00:00.000Z", by: .person("thief"))
        try package.publish("1.1.0", "2025-02-01", by: .person("thief"), dependencies: ["d": "^1"])
        let result = try package.packument.judged("1.1.0", dependencies: [dependency(["2025-01-31"], by: "thief")])
        #expect(result.severityAlone(of: .dependencyAdded) == .moderate)
        #expect(result.worst == .high)
    }

    /// Whose only release is an hour old has no past that vouches for anybody.
    @Test func onTheFirstDayNobodyIsEstablished() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-02-01T11:00:00.000Z", by: .person("thief"))
        try package.publish("1.1.0", "2025-02-01", by: .person("thief"), dependencies: ["d": "^1"])
        let result = try package.packument.judged("1.1.0", dependencies: [dependency(["2025-01-31"], by: "thief")])
        #expect(result.severity(of: .dependencyAdded) == .moderate)
    }

    /// What the dependency's owner published afterwards says nothing of then.
    @Test func whoPublishedTheDependencyLaterRelatesNothing() throws {
        var dependency = try PackumentBuilder("d", maintainers: ["stranger"])
        try dependency.publish("1.0.0", "2025-01-31", by: .person("stranger"))
        try dependency.publish("1.0.1", "2025-03-01", by: .person("owner"))
        let result = try package(adds: ["d": "^1"]).judged("1.1.0", dependencies: [dependency.packument])
        #expect(result.severity(of: .dependencyAdded) == .moderate)
    }

    @Test func anAliasIsThePackageThatItNames() throws {
        let subject = try package(adds: ["lodash": "npm:d@^1"], before: ["lodash": "^4"])
        let result = try subject.judged("1.1.0", dependencies: [dependency(["2025-01-31"])])
        #expect(result.severity(of: .dependencyAdded) == .moderate)
        let scoped = DependencyReference(name: "x", specifier: "npm:@s/d")
        #expect(scoped == .registry(ExactText("@s/d")))
    }

    @Test func whatWasNotLookedUpIsSaid() throws {
        let subject = try package(adds: ["d": "^1"])
        let result = try subject.judged("1.1.0")
        #expect(result.unanswered.filter { $0.rule == .dependencyAdded }.map(\.subject) == ["d"])
        let history = try #require(ReleaseHistory.upTo(.init(1, 1, 0), in: subject).value)
        #expect(ReleaseAssessment.wantedDependencies(of: history).map(\.text) == ["d"])
    }
}
