import PackageModel

@testable import Signals

extension ReleaseAssessment {
    /// Judges verdicts alone, of a package without a history.
    static func of(
        provenance: ProvenanceVerdict = .absent, signature: SignatureVerdict = .absent,
        integrity: IntegrityVerdict = .notCompared
    ) throws -> ReleaseAssessment {
        ReleaseAssessment(
            ReviewedRelease(
                package: try PackageName(parsing: "p"), version: "1.0.0", history: .unknown(.notSaid),
                verification: VerificationFacts(provenance: provenance, signature: signature, integrity: integrity)),
            flags: .none)
    }

    func isUnanswered(_ rule: RuleID) -> Bool { unanswered.contains { $0.rule == rule } }
}
