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
