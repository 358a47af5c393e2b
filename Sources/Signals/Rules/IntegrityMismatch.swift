/// The lock file and the registry name different tarballs (docs/findings/integrity-mismatch.md).
enum IntegrityMismatch: Rule {
    static let description = RuleDescription(
        id: .integrityMismatch, group: nil, alone: [.critical],
        summary: "the lock file's digest is not the registry's for that version",
        check: "npm view NAME@VERSION dist.integrity")

    static func judge(_ release: ReviewedRelease) -> RuleOutcome {
        guard case .different(let locked, let registry) = release.verification.integrity else { return .quiet }
        return RuleOutcome(findings: [
            Finding(
                rule: .integrityMismatch, severity: .critical,
                message: "the lock file's digest is not the registry's",
                evidence: [FindingEvidence("locked", locked), FindingEvidence("registry", registry, .registry)])
        ])
    }
}
