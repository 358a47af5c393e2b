import PackageModel
package import Provenance
import Registry
package import Signals
import Sigstore

/// What was gathered about one release and what the rules say of it, before the whole tree is known.
struct Evidence: Sendable {
    let target: AuditTarget
    let release: Release
    let version: Version
    /// The past, for a person to look at; of packages from a lock file only what the rules made of it is kept.
    let history: Known<ReleaseHistory>
    let answers: RuleAnswers
    let provenance: ProvenanceVerdict
    /// The release among those that are audited with it; nil when its past is not known.
    let neighbour: TreeRelease?
    let trustLevel: TrustLevel?
    let created: Known<Timestamp>
    let latestPublished: Known<Timestamp>
    let releaseCount: Int
    let publishers: [String]?
    let repository: SourceRepository?
    let attestation: AttestationResult
    let signature: RegistrySignatureResult
    let integrity: Integrity?
    let integrityVerdict: IntegrityVerdict
    let notes: [AuditIssue]
}

/// Evidence that is handed on without a copy of all its facts.
final class SharedEvidence: Sendable {
    let value: Evidence

    init(_ value: Evidence) { self.value = value }
}

extension VerifiedOrigin {
    package init(_ build: CertifiedBuild) {
        self.init(
            issuer: build.provider.rawValue, repository: build.repository, repositoryID: build.repositoryID,
            workflow: build.workflowPath, trigger: build.trigger, ref: build.ref, runner: build.runner,
            commit: build.commit, run: build.runURL)
    }
}

extension VerificationFacts {
    /// The verdicts in the words of the rules.
    init<Source: Transport>(
        _ outcome: ReleaseVerifier<Source>.Outcome, earlierOrigins: [Version: VerifiedOrigin],
        sameOrigin: Version?, unobtainedOrigins: [UnobtainedOrigin], recordedOrigins: [VerifiedOrigin]
    ) {
        let attestation = outcome.attestation
        let provenance: ProvenanceVerdict =
            switch attestation.provenance.status {
            case .verified: attestation.build.map { .verified(VerifiedOrigin($0)) } ?? .unknown(.unverified)
            case .failed:
                .invalid(
                    checks: (attestation.provenance.checks + attestation.publish.checks).filter { $0.status == .failed }
                        .map {
                            FailedCheck(id: $0.id.rawValue, meaning: $0.id.meaning, reason: $0.reason ?? "")
                        })
            case .absent, .notApplicable: .absent
            case .unknown: attestation.isClaimOnly ? .claimed : .unknown(.unreachable)
            }
        let signature: SignatureVerdict =
            switch outcome.signature.status {
            case .verified: .valid(keyID: outcome.signature.keyID ?? "")
            case .failed:
                .invalid(keyID: outcome.signature.keyID ?? "", reason: outcome.signature.reason ?? "")
            case .absent, .notApplicable: .absent
            case .unknown: .unknown(.unverified)
            }
        self.init(
            provenance: provenance, signature: signature, integrity: outcome.integrityVerdict,
            earlierOrigins: earlierOrigins, sameOrigin: sameOrigin, unobtainedOrigins: unobtainedOrigins,
            recordedOrigins: recordedOrigins)
    }
}
