/// The registry's signature over the version is wrong (docs/findings/signature-invalid.md).
enum SignatureInvalid: Rule {
    static let description = RuleDescription(
        id: .signatureInvalid, group: nil, alone: [.critical],
        summary: "a registry signature is wrong, or by a key that was retired before the signing time",
        check: "npm view NAME@VERSION dist.signatures dist.integrity")

    static func judge(_ release: ReviewedRelease) -> RuleOutcome {
        switch release.verification.signature {
        case .invalid(let keyID, let reason):
            RuleOutcome(findings: [
                Finding(
                    rule: .signatureInvalid, severity: .critical, message: "the registry's signature does not hold",
                    evidence: [FindingEvidence("keyID", keyID, .registry), FindingEvidence("reason", reason, .proved)])
            ])
        case .unknown(let reason): .unanswered("signature", reason)
        case .valid, .absent: .quiet
        }
    }
}
