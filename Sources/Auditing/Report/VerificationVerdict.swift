package import PackageModel
package import Provenance
package import Signals
import Sigstore

/// What verifying a release came to, without the rest of an audit.
package struct VerificationVerdict: Sendable {
    package let name: PackageName
    package let version: String
    package let integrity: Integrity?
    package let integrityVerdict: IntegrityVerdict
    package let signature: RegistrySignatureResult
    package let attestation: AttestationResult
    package let origin: OriginVerdict

    package var identity: String { "\(name)@\(version)" }

    /// The audit's word for it.
    package var provenanceStatus: ReleaseAssessment.ProvenanceStatus {
        switch attestation.provenance.status {
        case .verified: origin.status
        case .failed: .invalid
        case .absent, .notApplicable: .absent
        case .unknown: attestation.isClaimOnly ? .claimed : .unknown
        }
    }

    /// Why the word is that.
    package var provenanceReason: String? { origin.reason ?? attestation.provenance.reason }

    /// Present and wrong.
    package var isInvalid: Bool {
        if case .different = integrityVerdict { return true }
        return [signature.status, attestation.provenance.status, attestation.publish.status].contains(.failed)
    }

    /// Could not be checked.
    package var isUnknown: Bool {
        if case .unknown = origin { return true }
        return [signature.status, attestation.provenance.status, attestation.publish.status].contains(.unknown)
    }
}

/// Whether a release came from where it should have, by its package's past and by the project's record.
package enum OriginVerdict: Sendable, Hashable {
    /// Nobody asked: nothing in the release itself speaks against it, and the gate does not depend on it.
    case notJudged
    case expected
    case changed(reason: String)
    case unknown(reason: String)

    fileprivate var status: ReleaseAssessment.ProvenanceStatus {
        switch self {
        case .notJudged, .expected: .verified
        case .changed: .changed
        case .unknown: .unknown
        }
    }

    fileprivate var reason: String? {
        switch self {
        case .notJudged, .expected: nil
        case .changed(let reason), .unknown(let reason): reason
        }
    }
}

extension OriginVerdict {
    /// - Parameter outcome: what an audit gathered about the release.
    init(_ outcome: Result<SharedEvidence, AuditIssue>) {
        switch outcome {
        case .failure(let issue): self = .unknown(reason: "the package's past: \(issue.message)")
        case .success(let evidence):
            let assessment = ReleaseAssessment(evidence.value.answers, flags: .none)
            switch assessment.provenanceStatus(evidence.value.provenance) {
            case .verified: self = .expected
            case .changed:
                let findings = assessment.findings.filter {
                    $0.rule == .originChanged || $0.rule == .repositoryMismatch
                }
                self = .changed(reason: findings.map(\.message).joined(separator: "; "))
            default:
                let question = assessment.originQuestions.first
                self = .unknown(reason: "unknown: \(question?.subject ?? "where earlier releases came from")")
            }
        }
    }
}
