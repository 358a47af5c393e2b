import Testing

@testable import Signals

@Suite struct IntegrityMismatchTests {
    @Test func anotherDigestIsCritical() throws {
        let result = try ReleaseAssessment.of(integrity: .different(locked: "sha512-a", registry: "sha512-b"))
        #expect(result.severity(of: .integrityMismatch) == .critical)
        #expect(result.findings.first?.evidence.map(\.value) == ["sha512-a", "sha512-b"])
        #expect(result.findings.first?.evidence.map(\.vouchedBy) == [nil, .registry])
    }

    @Test func theSameDigestIsQuiet() throws {
        #expect(try ReleaseAssessment.of(integrity: .equal).findings == [])
        #expect(try ReleaseAssessment.of(integrity: .notCompared).findings == [])
    }
}
