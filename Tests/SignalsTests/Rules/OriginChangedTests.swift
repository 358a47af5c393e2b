import PackageModel
import Testing

@testable import Signals

@Suite struct OriginChangedTests {
    private static let three = ["1.0.1", "1.0.2", "1.0.3"]

    private func judged(
        _ origin: VerifiedOrigin, after earlier: [VerifiedOrigin], repository: String = "https://github.com/o/r"
    ) throws -> ReleaseAssessment {
        var package = try PackumentBuilder("p", repository: repository)
        try package.publishHistory("1.0", count: 5, before: "2025-06-01", by: .github, provenance: true)
        let origins = Dictionary(uniqueKeysWithValues: zip(Self.three.suffix(earlier.count), earlier))
        return try package.packument.judged("1.0.4", origin: origin, earlierOrigins: origins)
    }

    @Test(arguments: [
        VerifiedOrigin.example(repository: "https://github.com/o/other", id: "2"), .example(id: "2"),
        .example(workflow: ".github/workflows/other.yml"), .example(trigger: "workflow_dispatch"),
        .example(ref: "refs/tags/v1.0.4"), .example(ref: "refs/pull/3/merge"), .example(runner: "self-hosted"),
    ])
    func eachPartIsHigh(_ origin: VerifiedOrigin) throws {
        let result = try judged(origin, after: Array(repeating: .example(), count: 3))
        #expect(result.severity(of: .originChanged) == .high)
    }

    @Test func theMessageCountsWhatChanged() throws {
        let earlier = Array(repeating: VerifiedOrigin.example(), count: 3)
        func message(_ origin: VerifiedOrigin) throws -> String? {
            try judged(origin, after: earlier).findings.first?.message
        }
        #expect(
            try message(.example(trigger: "release"))
                == "verified, but trigger differs from the last verified releases")
        #expect(
            try message(.example(trigger: "release", runner: "self-hosted"))
                == "verified, but trigger, runner differ from the last verified releases")
    }

    @Test func theSameOriginAndWhatVariesByNatureAreQuiet() throws {
        let earlier = Array(repeating: VerifiedOrigin.example(), count: 3)
        #expect(try judged(.example(commit: "c0ffee"), after: earlier).findings == [])
        #expect(try judged(.example(ref: "refs/heads/v1"), after: earlier).severity(of: .originChanged) == nil)
    }

    @Test func aValueThatOneOfTheLastThreeHadIsNoChange() throws {
        let earlier = [VerifiedOrigin.example(trigger: "workflow_dispatch"), .example(), .example()]
        #expect(try judged(.example(trigger: "workflow_dispatch"), after: earlier).findings == [])
    }

    @Test func whatACertificateLacksIsNoChange() throws {
        let old = VerifiedOrigin.example(id: nil, runner: nil)
        #expect(try judged(.example(), after: [old, old, old]).findings == [])
    }

    @Test func aThinStandardIsModerateUnlessTheRepositoryChanged() throws {
        #expect(try judged(.example(trigger: "release"), after: [.example()]).severity(of: .originChanged) == .moderate)
        #expect(try judged(.example(id: "2"), after: [.example()]).severity(of: .originChanged) == .high)
    }

    @Test func anotherProviderIsModerateWhenThePackageNamesTheNewSource() throws {
        let gitlab = VerifiedOrigin.example(
            repository: "https://gitlab.com/o/r", id: "9", workflow: ".gitlab-ci.yml", issuer: "https://gitlab.com")
        let earlier = Array(repeating: VerifiedOrigin.example(), count: 3)
        let named = try judged(gitlab, after: earlier, repository: "https://gitlab.com/o/r")
        #expect(named.severity(of: .originChanged) == .moderate)
        #expect(try judged(gitlab, after: earlier).severity(of: .originChanged) == .high)
    }

    @Test func aRecordedOriginIsAStandardOfItsOwn() throws {
        var package = try PackumentBuilder("p", repository: "https://github.com/o/r")
        try package.publish("1.0.0", "2025-01-01", by: .github, provenance: true)
        let history = ReleaseHistory.upTo(Version(1, 0, 0), in: package.packument)
        func severity(_ origin: VerifiedOrigin) throws -> Severity? {
            let facts = VerificationFacts(
                provenance: .verified(origin), signature: .absent, integrity: .notCompared,
                recordedOrigins: [.example(commit: "")])
            return ReleaseAssessment(
                ReviewedRelease(
                    package: try PackageName(parsing: "p"), version: "1.0.0", history: history, verification: facts),
                flags: .none
            ).severity(of: .originChanged)
        }
        #expect(try severity(.example()) == nil)
        #expect(try severity(.example(workflow: "other.yml")) == .high)
    }

    @Test func anEarlierReleaseThatSaysTheSameKeepsItQuiet() throws {
        var package = try PackumentBuilder("p", repository: "https://github.com/o/r")
        try package.publishHistory("1.0", count: 5, before: "2025-06-01", by: .github, provenance: true)
        let result = try package.packument.judged("1.0.4", origin: .example(), sameOrigin: "1.0.3")
        #expect(result.findings == [])
        #expect(!result.isUnanswered(.originChanged))
        // A verified one that differs is no change either while another had the value.
        #expect(
            try package.packument.judged(
                "1.0.4", origin: .example(), earlierOrigins: ["1.0.3": .example(trigger: "release")],
                sameOrigin: "1.0.2"
            ).findings == [])
    }

    @Test func earlierProvenanceThatNobodyVerifiedIsSaid() throws {
        let result = try judged(.example(), after: [])
        #expect(result.findings == [])
        #expect(result.isUnanswered(.originChanged))
    }

    @Test func whatCouldNotBeHadLeavesTheQuestionOpen() throws {
        var package = try PackumentBuilder("p", repository: "https://github.com/o/r")
        try package.publishHistory("1.0", count: 5, before: "2025-06-01", by: .github, provenance: true)
        let alone = try package.packument.judged("1.0.4", origin: .example(), unobtainedOrigins: ["1.0.3"])
        #expect(alone.isUnanswered(.originChanged) && alone.isOriginOpen && alone.worstPossible == .high)
        #expect(alone.provenanceStatus(.verified(.example())) == .unknown)
        // One that agrees says all that the others could.
        let agreeing = try package.packument.judged(
            "1.0.4", origin: .example(), earlierOrigins: ["1.0.2": .example()], unobtainedOrigins: ["1.0.3"])
        #expect(!agreeing.isOriginOpen && agreeing.findings == [])
        // With two of three the standard is thin, which might be for want of the third.
        let thin = try package.packument.judged(
            "1.0.4", origin: .example(trigger: "release"),
            earlierOrigins: ["1.0.2": .example(), "1.0.1": .example()], unobtainedOrigins: ["1.0.3"])
        #expect(thin.severity(of: .originChanged) == .moderate)
        #expect(thin.isOriginOpen && thin.worstPossible == .high)
        #expect(thin.provenanceStatus(.verified(.example())) == .changed)
    }

    @Test func withoutAPastNobodyKnows() throws {
        var package = try PackumentBuilder("p", repository: "https://github.com/o/r")
        try package.publishHistory("1.0", count: 2, before: "2025-06-01", by: .github, provenance: true)
        package.forgetTime(of: "1.0.1")
        let result = try package.packument.judged("1.0.1", origin: .example())
        #expect(result.isOriginOpen && result.provenanceStatus(.verified(.example())) == .unknown)
        #expect(result.worstPossible == nil)
    }

    @Test func whatCameOutOnTheSameDayIsNoStandard() throws {
        var package = try PackumentBuilder("p", repository: "https://github.com/o/r")
        try package.publishHistory("1.0", count: 4, before: "2025-06-01", by: .github, provenance: true)
        try package.publish("1.0.4", "2025-06-02T10:00:00.000Z", by: .github, provenance: true)
        try package.publish("1.0.5", "2025-06-02T10:06:00.000Z", by: .github, provenance: true)
        let evil = VerifiedOrigin.example(workflow: ".github/workflows/evil.yml")
        let history = try #require(ReleaseHistory.upTo(Version(1, 0, 5), in: package.packument).value)
        #expect(ReleaseAssessment.wantedOrigins(of: history).map(\.text) == ["1.0.3", "1.0.2", "1.0.1"])
        let result = try package.packument.judged(
            "1.0.5", origin: evil,
            earlierOrigins: ["1.0.4": evil, "1.0.3": .example(), "1.0.2": .example(), "1.0.1": .example()])
        #expect(result.severity(of: .originChanged) == .high)
    }

    @Test func theColumnSaysChanged() throws {
        let origin = VerifiedOrigin.example(id: "2")
        let result = try judged(origin, after: Array(repeating: .example(), count: 3))
        #expect(result.provenanceStatus(.verified(origin)) == .changed)
        let same = try judged(.example(), after: Array(repeating: .example(), count: 3))
        #expect(same.provenanceStatus(.verified(.example())) == .verified)
        #expect(same.provenanceStatus(.claimed) == .claimed)
        #expect(same.provenanceStatus(.invalid(checks: [])) == .invalid)
    }

    @Test func theOriginsThatAreWantedAreTheLastThreeThatClaimProvenance() throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 4, before: "2025-06-01", by: .github, provenance: true)
        try package.publish("1.0.4", "2025-06-02")
        try package.publish("1.0.5", "2025-06-03", by: .github, provenance: true)
        let history = try #require(ReleaseHistory.upTo(.init(1, 0, 5), in: package.packument).value)
        #expect(ReleaseAssessment.wantedOrigins(of: history).map(\.text) == ["1.0.3", "1.0.2", "1.0.1"])
    }
}
