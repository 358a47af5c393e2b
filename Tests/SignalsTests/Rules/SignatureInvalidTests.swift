import Testing

@testable import Signals

@Suite struct SignatureInvalidTests {
    @Test func aWrongSignatureIsCritical() throws {
        let result = try ReleaseAssessment.of(signature: .invalid(keyID: "SHA256:x", reason: "key retired"))
        #expect(result.severity(of: .signatureInvalid) == .critical)
        #expect(result.findings.first?.evidence.map(\.value) == ["SHA256:x", "key retired"])
    }

    @Test func anUnknownOneIsSaidAndTheOthersAreQuiet() throws {
        #expect(try ReleaseAssessment.of(signature: .unknown(.unreachable)).isUnanswered(.signatureInvalid))
        for verdict in [SignatureVerdict.absent, .valid(keyID: "SHA256:x")] {
            let result = try ReleaseAssessment.of(signature: verdict)
            #expect(result.findings == [])
            #expect(!result.isUnanswered(.signatureInvalid))
        }
    }
}
