import PackageModel
package import Provenance
import Registry
package import Signals
import Sigstore

/// What was gathered about one release, before it is judged.
struct Evidence: Sendable {
    let target: AuditTarget
    let release: Release
    let version: Version
    let history: Known<ReleaseHistory>
    let created: Known<Timestamp>
    let latestPublished: Known<Timestamp>
    let releaseCount: Int
    let publishers: [String]?
    let repository: SourceRepository?
    let attestation: AttestationResult
    let signature: RegistrySignatureResult
    let integrity: Integrity?
    let integrityVerdict: IntegrityVerdict
    let earlierOrigins: [Version: VerifiedOrigin]
    let dependencies: [PackageName: Known<DependencyFacts>]
    let notes: [AuditIssue]
}

extension VerifiedOrigin {
    package init(_ build: CertifiedBuild) {
        self.init(
            issuer: build.provider.rawValue, repository: build.repository, repositoryID: build.repositoryID,
            workflow: build.workflowPath, trigger: build.trigger, ref: build.ref, runner: build.runner,
            commit: build.commit)
    }
}

extension VerificationFacts {
    /// The verdicts in the words of the rules.
    init(_ evidence: Evidence) {
        let attestation = evidence.attestation
        let provenance: ProvenanceVerdict =
            switch attestation.provenance.status {
            case .verified: attestation.build.map { .verified(VerifiedOrigin($0)) } ?? .unknown(.unverified)
            case .failed:
                .invalid(
                    checks: (attestation.provenance.checks + attestation.publish.checks).filter { $0.status == .failed }
                        .map {
                            FailedCheck(id: $0.id.rawValue, reason: $0.reason ?? "")
                        })
            case .absent, .notApplicable: .absent
            case .unknown: attestation.isClaimOnly ? .claimed : .unknown(.unreachable)
            }
        let signature: SignatureVerdict =
            switch evidence.signature.status {
            case .verified: .valid(keyID: evidence.signature.keyID ?? "")
            case .failed:
                .invalid(keyID: evidence.signature.keyID ?? "", reason: evidence.signature.reason ?? "")
            case .absent, .notApplicable: .absent
            case .unknown: .unknown(.unverified)
            }
        self.init(
            provenance: provenance, signature: signature, integrity: evidence.integrityVerdict,
            earlierOrigins: evidence.earlierOrigins)
    }
}
