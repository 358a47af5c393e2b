import Signals
import Testing

@Suite struct NewAndPopularTests {
    @Test func bothSidesOfEveryBoundary() {
        #expect(ScoreInputs.example(years: 0.9, weekly: 100_001).severity(of: .newAndPopular) == .high)
        #expect(ScoreInputs.example(years: 0.9, weekly: 100_000).severity(of: .newAndPopular) == nil)
        #expect(ScoreInputs.example(years: 1, weekly: 100_001).severity(of: .newAndPopular) == nil)
        var inputs = ScoreInputs.example(years: 1, weekly: 100_001)
        inputs.created = .known(ScoreInputs.now.before(years: 1).after(milliseconds: 1))
        #expect(inputs.severity(of: .newAndPopular) == .high)
    }

    @Test func whatCannotBeToldIsUndetermined() {
        var young = ScoreInputs.example(years: 0.5)
        young.weeklyDownloads = .unknown(.rateLimited)
        #expect(young.undetermined == [.newAndPopular])
        #expect(young.risk == .unknown)
        var ageless = ScoreInputs.example(weekly: 100_001)
        ageless.created = .unknown(.notSaid)
        #expect(ageless.undetermined == [.newAndPopular])
        ageless.weeklyDownloads = .known(100_000)
        #expect(ageless.undetermined == [])
    }
}
