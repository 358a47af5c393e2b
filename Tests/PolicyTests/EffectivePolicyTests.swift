import PackageModel
import Signals
import Testing

@testable import Policy

@Suite struct EffectivePolicyTests {
    private func effective(failOn: [FailOn]? = nil, patterns: [String] = []) throws -> EffectivePolicy {
        EffectivePolicy(
            failOn: failOn, requireProvenance: try patterns.map { try #require(Glob($0)) },
            file: try Policy(PolicyParserTests.example))
    }

    @Test func theFileCountsWhereTheCommandLineIsSilent() throws {
        #expect(try effective().failOn == [.severity(.high), .rule(.provenanceLost)])
    }

    @Test func theCommandLineReplacesTheFilesGate() throws {
        #expect(try effective(failOn: [.severity(.critical)]).failOn == [.severity(.critical)])
        #expect(try effective(failOn: [FailOn.nothing]).failOn.isEmpty)
    }

    @Test func requirementsAddUp() throws {
        #expect(try effective(patterns: ["axios"]).requireProvenance.map(\.pattern) == ["axios", "@ours/*"])
    }

    @Test func withoutAFileNothingIsAsked() {
        let policy = EffectivePolicy(failOn: nil, requireProvenance: [], file: nil)
        #expect(policy.failOn.isEmpty && policy.requireProvenance.isEmpty)
    }
}

@Suite struct PolicyErrorDescriptionTests {
    @Test func namesThePlaceAndTheProblem() throws {
        let error = try #require(throws: PolicyError.self) { try Policy("fail-on: high\nexeptions: []") }
        #expect(error.description == "2:1: unknown key `exeptions`")
        #expect(error.hint == "known are `fail-on`, `require-provenance`, `exceptions`, `origins`")
        #expect(PolicyError(.notUTF8).description == "not UTF-8")
    }
}
