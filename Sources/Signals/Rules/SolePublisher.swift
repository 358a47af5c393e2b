import PackageModel

/// One account can publish code to very many installations (docs/findings/sole-publisher.md).
enum SolePublisher {
    static let description = RuleDescription(
        id: .solePublisher, group: nil, alone: [.critical, .high],
        summary: "exactly one account can publish, and the package has over 1,000,000 downloads a week",
        check: "npm view NAME maintainers")

    /// - Parameter account: the one that can publish, where its name is known.
    static func flag(_ inputs: ScoreInputs, account: String?) -> FlagOutcome {
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
                message:
                    "one account\(account.map { " (\($0))" } ?? "") can publish; \(groupedDigits(downloads)) downloads a week",
                evidence: [
                    FindingEvidence("publishers", account ?? "1", .registry),
                    FindingEvidence("weeklyDownloads", groupedDigits(downloads), .registry),
                    FindingEvidence("threshold", groupedDigits(isHuge ? RiskFlags.hugeReach : RiskFlags.largeReach)),
                ]))
    }
}
