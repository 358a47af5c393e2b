import Testing

@testable import Signals

@Suite struct ProvenanceInvalidTests {
    @Test func aFailedCheckIsCritical() throws {
        let result = try ReleaseAssessment.of(
            provenance: .invalid(checks: [
                FailedCheck(id: "subject-digest", meaning: "x is so", reason: "other tarball")
            ]))
        #expect(result.severity(of: .provenanceInvalid) == .critical)
        #expect(result.findings.first?.evidence == [FindingEvidence("subject-digest", "other tarball", .proved)])
    }

    @Test func aCheckThatFailsInBothAttestationsIsNamedOnce() throws {
        let checks = ["statement-digest", "subject-name", "statement-digest"].map {
            FailedCheck(id: $0, meaning: "x is so", reason: "x")
        }
        let result = try ReleaseAssessment.of(provenance: .invalid(checks: checks))
        #expect(
            result.findings.first?.message
                == "its provenance does not hold: it is not so that x is so (statement-digest), nor that x is so (subject-name)"
        )
        #expect(result.findings.first?.evidence.count == 3)
    }

    @Test func whatWasNotCheckedIsSaid() throws {
        #expect(try ReleaseAssessment.of(provenance: .claimed).isUnanswered(.provenanceInvalid))
        #expect(try ReleaseAssessment.of(provenance: .unknown(.unreachable)).isUnanswered(.provenanceInvalid))
    }

    @Test func verifiedAndAbsentAreQuiet() throws {
        for verdict in [ProvenanceVerdict.absent, .verified(.example())] {
            let result = try ReleaseAssessment.of(provenance: verdict)
            #expect(result.findings == [])
            #expect(!result.isUnanswered(.provenanceInvalid))
        }
    }
}
