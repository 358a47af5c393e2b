import Signals
import Testing

@Suite struct RiskTests {
    @Test func anythingWorseIsWorseThanUnknown() {
        var inputs = ScoreInputs.example(years: 0.1)
        inputs.publishers = .unknown(.notSaid)
        inputs.weeklyDownloads = .known(2_000_000)
        #expect(inputs.severity(of: .newAndPopular) == .high)
        #expect(inputs.undetermined == [.solePublisher])
        #expect(inputs.risk == .high)
    }

    @Test func theOrderIsThatOfTheReport() {
        #expect(Risk.allCases.sorted() == [.critical, .high, .unknown, .moderate, .good, .healthy])
        #expect(Severity.allCases.sorted() == [.low, .moderate, .high, .critical])
    }

    @Test(arguments: [(39, Risk.high), (40, .moderate), (59, .moderate), (60, .good), (74, .good), (75, .healthy)])
    func theBandIsThatOfTheLowEnd(score: Int, expected: Risk) {
        #expect(Risk(band: score) == expected)
        #expect(Risk(findings: [], undetermined: [], score: ScoreRange(score, 100)) == expected)
    }

    @Test(arguments: [(Severity.critical, Risk.critical), (.high, .high), (.moderate, .moderate), (.low, .healthy)])
    func theWorstFindingCounts(severity: Severity, expected: Risk) {
        let finding = Finding(rule: .wokeUp, severity: severity, message: "", evidence: [])
        #expect(Risk(findings: [finding], undetermined: [], score: ScoreRange(90)) == expected)
    }
}
