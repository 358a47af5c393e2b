package import PackageModel
package import Policy
package import Provenance
package import Registry
package import Signals

/// Everything that an audit found out about one release.
package struct PackageVerdict: Sendable {
    package let name: PackageName
    /// As the registry lists it.
    package let version: String
    package let semanticVersion: Version
    package let risk: Risk
    package let score: Score
    package let inputs: ScoreInputs
    /// The last day of the week that the downloads are of; nil when they are unknown.
    package let downloadsThrough: Timestamp?
    package let assessment: ReleaseAssessment
    /// Names of the accounts that can publish; nil when the registry does not say.
    package let publishers: [String]?
    package let contributors: ListedCount?
    package let provenanceStatus: ReleaseAssessment.ProvenanceStatus
    /// Nil when the registry does not say when the release came out.
    package let trustLevel: TrustLevel?
    package let isTrustedPublishing: Bool
    package let attestation: AttestationResult
    package let signature: RegistrySignatureResult
    package let integrity: Integrity?
    package let integrityVerdict: IntegrityVerdict
    package let repository: SourceRepository?
    package let history: Known<ReleaseHistory>
    package let locked: LockedRelease?
    /// Notes on the input: an address of another host, a weak digest.
    package let notes: [AuditIssue]

    /// `name@version`.
    package var identity: String { "\(name)@\(version)" }

    package var ageInDays: Double? { inputs.created.value.map { inputs.now.days(since: $0) } }
    package var daysSinceLastPublish: Int? {
        inputs.latestPublished.value.map { Int(inputs.now.days(since: $0).rounded(.down)) }
    }

    /// Critical because one account can publish it: what the footer counts.
    package var isSolePublisherCritical: Bool {
        assessment.findings.contains { $0.rule == .solePublisher && $0.severity == .critical }
    }
}

/// The result of an audit, before any format.
package struct AuditReport: Sendable {
    package let auditedAt: Timestamp
    /// By risk, then score, then name.
    package let results: [PackageVerdict]
    package let errors: [AuditIssue]
    package let coverage: Coverage
    package let isLockfile: Bool
    package let failOn: [FailOn]
    /// The project's file, and what its exceptions did; nil without one.
    package let policy: (file: PolicyFile, outcome: PolicyOutcome)?
    package let gate: GateOutcome
    /// Things the reader should know about the run, one sentence each.
    package let notes: [String]
    /// Whether a person named the packages: then daily downloads and GitHub were asked about them.
    package var isByName = false
    /// Whether GitHub may be asked at all.
    package var asksGitHub = true

    /// Whether every package of a lock file was looked at. What a part of it did not show, the rest may.
    package var isWholeLockfile: Bool { isLockfile && coverage.excluded == 0 && coverage.failed == 0 }
}
