/// There is provenance, and a check of it fails (docs/findings/provenance-invalid.md).
enum ProvenanceInvalid: Rule {
    static let description = RuleDescription(
        id: .provenanceInvalid, group: nil, alone: [.critical],
        summary: "provenance is present and a check of it fails",
        check: "proof-of-commitment verify NAME@VERSION --json")

    static func judge(_ release: ReviewedRelease) -> RuleOutcome {
        switch release.verification.provenance {
        case .invalid(let checks):
            // Provenance and publish attestation may fail the same check.
            var failed: [FailedCheck] = []
            for check in checks where !failed.contains(where: { $0.id == check.id }) { failed.append(check) }
            let what = failed.map { "that \($0.meaning) (\($0.id))" }.joined(separator: ", nor ")
            return RuleOutcome(findings: [
                Finding(
                    rule: .provenanceInvalid, severity: .critical,
                    message: "its provenance does not hold: it is not so \(what)",
                    evidence: checks.map { FindingEvidence($0.id, $0.reason, .proved) })
            ])
        case .unknown(let reason): return .unanswered("provenance", reason)
        case .claimed: return .unanswered("provenance", .unverified)
        case .verified, .absent: return .quiet
        }
    }
}
