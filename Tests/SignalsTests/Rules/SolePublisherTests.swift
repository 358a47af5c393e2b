import Signals
import Testing

@Suite struct SolePublisherTests {
    @Test(arguments: [
        (1, UInt64(10_000_001), Severity?.some(.critical)), (1, 10_000_000, .high), (1, 1_000_001, .high),
        (1, 1_000_000, nil), (2, 10_000_001, nil), (0, 10_000_001, nil),
    ])
    func bothSidesOfEveryBoundary(publishers: Int, weekly: UInt64, expected: Severity?) {
        #expect(ScoreInputs.example(weekly: weekly, publishers: publishers).severity(of: .solePublisher) == expected)
    }

    @Test func theAccountIsNamedAndTheNumbersCanBeRead() throws {
        let inputs = ScoreInputs.example(weekly: 439_600_000, publishers: 1)
        let finding = try #require(RiskFlags(inputs, publishers: ["sindresorhus"]).findings.first)
        #expect(finding.message == "one account (sindresorhus) can publish; 439,600,000 downloads a week")
        #expect(finding.evidence.map(\.value) == ["sindresorhus", "439,600,000", "10,000,000"])
        let nameless = try #require(RiskFlags(inputs).findings.first)
        #expect(nameless.message == "one account can publish; 439,600,000 downloads a week")
    }

    @Test func withUnknownDownloadsTheRiskIsUnknown() {
        var inputs = ScoreInputs.example(publishers: 1)
        inputs.weeklyDownloads = .unknown(.rateLimited)
        #expect(inputs.undetermined == [.solePublisher])
        #expect(RiskFlags(inputs).undetermined.first?.missing.map(\.name) == [.weeklyDownloads])
        #expect(inputs.risk == .unknown)
        inputs.publishers = .known(2)
        #expect(inputs.undetermined == [])
    }

    @Test func unknownPublishersAreNeverOne() {
        var inputs = ScoreInputs.example()
        inputs.publishers = .unknown(.notSaid)
        #expect(RiskFlags(inputs).findings == [])
        #expect(RiskFlags(inputs).undetermined.map(\.worst) == [.critical])
        #expect(inputs.risk == .unknown)
        inputs.weeklyDownloads = .known(1_000_001)
        #expect(RiskFlags(inputs).undetermined.map(\.worst) == [.high])
        inputs.weeklyDownloads = .known(1_000_000)
        #expect(inputs.undetermined == [])
    }
}
