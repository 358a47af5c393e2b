/// One account can publish code to very many installations (docs/findings/sole-publisher.md).
enum SolePublisher {
    static let description = RuleDescription(
        id: .solePublisher, group: nil, alone: [.critical, .high],
        summary: "exactly one account can publish, and the package has over 1,000,000 downloads a week",
        check: "npm view NAME maintainers")

    static func flag(_ inputs: ScoreInputs) -> FlagOutcome {
        if let publishers = inputs.publishers.value, publishers != 1 { return .quiet }
        if let downloads = inputs.weeklyDownloads.value, downloads <= RiskFlags.largeReach { return .quiet }
        guard case .known = inputs.publishers, case .known(let downloads) = inputs.weeklyDownloads else {
            let couldBeHuge = inputs.weeklyDownloads.value.map { $0 > RiskFlags.hugeReach } ?? true
            return .undetermined(
                UndeterminedFlag(
                    rule: .solePublisher, worst: couldBeHuge ? .critical : .high,
                    missing: [
                        MissingFact(.publishers, inputs.publishers),
                        MissingFact(.weeklyDownloads, inputs.weeklyDownloads),
                    ].compactMap(\.self)))
        }
        let isHuge = downloads > RiskFlags.hugeReach
        return .raised(
            Finding(
                rule: .solePublisher, severity: isHuge ? .critical : .high,
                message: "one account can publish to \(downloads) downloads a week",
                evidence: [
                    FindingEvidence("publishers", "1", .registry),
                    FindingEvidence("weeklyDownloads", String(downloads), .registry),
                    FindingEvidence("threshold", String(isHuge ? RiskFlags.hugeReach : RiskFlags.largeReach)),
                ]))
    }
}
