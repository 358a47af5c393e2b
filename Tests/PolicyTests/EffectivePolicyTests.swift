import PackageModel
import Signals
import Testing

@testable import Policy

@Suite struct EffectivePolicyTests {
    private let file = (path: ".proof-of-commitment.yml", policy: try? Policy(PolicyParserTests.example))

    private func effective(failOn: [FailOn]? = nil, patterns: [String] = []) throws -> EffectivePolicy {
        EffectivePolicy(
            failOn: failOn, requireProvenance: try patterns.map { try #require(Glob($0)) },
            file: (file.path, try #require(file.policy)))
    }

    @Test func theFileCountsWhereTheCommandLineIsSilent() throws {
        let policy = try effective()
        #expect(policy.failOn.map(\.value) == [.severity(.high), .rule(.provenanceLost)])
        #expect(policy.failOn.allSatisfy { $0.source == .file(file.path) })
    }

    @Test func theCommandLineReplacesTheFilesGate() throws {
        #expect(try effective(failOn: [.severity(.critical)]).failOn.map(\.source) == [.commandLine])
        #expect(try effective(failOn: [FailOn.nothing]).failOn.isEmpty)
    }

    @Test func requirementsAddUp() throws {
        let policy = try effective(patterns: ["axios"])
        #expect(policy.requireProvenance.map(\.value.pattern) == ["axios", "@ours/*"])
        #expect(policy.requireProvenance.map(\.source) == [.commandLine, .file(file.path)])
    }

    @Test func whatTheFileLoosensIsNamedWhileItCounts() throws {
        let policy = try effective()
        #expect(
            policy.loosening(at: try Timestamp(parsing: "2026-06-01T00:00:00Z")).map(\.source) == [.file(file.path)])
        #expect(policy.loosening(at: try Timestamp(parsing: "2027-01-01T00:00:00Z")).isEmpty)
    }

    @Test func withoutAFileNothingIsLoosened() {
        let policy = EffectivePolicy(failOn: nil, requireProvenance: [], file: nil)
        #expect(policy.failOn.isEmpty && policy.exceptions.isEmpty && policy.requireProvenance.isEmpty)
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
