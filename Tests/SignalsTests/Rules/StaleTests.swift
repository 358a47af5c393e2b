import Signals
import Testing

@Suite struct StaleTests {
    @Test func bothSidesOfTheBoundary() {
        #expect(ScoreInputs.example(days: 365).severity(of: .stale) == nil)
        var inputs = ScoreInputs.example()
        inputs.latestPublished = .known(ScoreInputs.now.before(days: 365).after(milliseconds: -1))
        #expect(inputs.severity(of: .stale) == .low)
    }

    @Test func neitherItNorItsAbsenceChangesTheRisk() {
        #expect(ScoreInputs.example(days: 366).risk == .healthy)
        var inputs = ScoreInputs.example()
        inputs.latestPublished = .unknown(.notSaid)
        #expect(inputs.undetermined == [.stale])
        #expect(inputs.risk == .healthy)
    }
}
