import PackageModel

/// No release for more than a year (docs/findings/stale.md).
enum Stale {
    static let description = RuleDescription(
        id: .stale, group: nil, alone: [.low], summary: "`latest` was published more than 365 days ago",
        check: "npm view NAME dist-tags.latest time --json")

    static func flag(_ inputs: ScoreInputs) -> FlagOutcome {
        guard case .known(let latest) = inputs.latestPublished else {
            return .undetermined(
                UndeterminedFlag(
                    rule: .stale, worst: .low,
                    missing: [MissingFact(.latestPublished, inputs.latestPublished)].compactMap(\.self)))
        }
        let age = inputs.now.milliseconds - latest.milliseconds
        guard age > RiskFlags.staleAfter else { return .quiet }
        return .raised(
            Finding(
                rule: .stale, severity: .low,
                message: "`latest` was published \(groupedDigits(age / Milliseconds.day)) days ago",
                evidence: [
                    FindingEvidence("latestPublished", latest.description, .registry),
                    FindingEvidence("days", groupedDigits(age / Milliseconds.day)),
                ]))
    }
}
