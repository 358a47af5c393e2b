import PackageModel

/// A package of less than a year that is already used a lot (docs/findings/new-and-popular.md).
enum NewAndPopular {
    static let description = RuleDescription(
        id: .newAndPopular, group: nil, alone: [.high],
        summary: "first published less than a year ago, and over 100,000 downloads a week",
        check: "npm view NAME time.created maintainers")

    static func flag(_ inputs: ScoreInputs) -> FlagOutcome {
        let isYoung = inputs.created.map { inputs.now.milliseconds - $0.milliseconds < Milliseconds.year }
        if isYoung.value == false { return .quiet }
        if let downloads = inputs.weeklyDownloads.value, downloads <= RiskFlags.popular { return .quiet }
        guard case .known(let created) = inputs.created, case .known(let downloads) = inputs.weeklyDownloads else {
            return .undetermined(
                UndeterminedFlag(
                    rule: .newAndPopular, worst: .high,
                    missing: [
                        MissingFact(.created, inputs.created), MissingFact(.weeklyDownloads, inputs.weeklyDownloads),
                    ].compactMap(\.self)))
        }
        return .raised(
            Finding(
                rule: .newAndPopular, severity: .high,
                message: "first published \(created), and already \(groupedDigits(downloads)) downloads a week",
                evidence: [
                    FindingEvidence("created", created.description, .registry),
                    FindingEvidence("weeklyDownloads", groupedDigits(downloads), .registry),
                    FindingEvidence("threshold", groupedDigits(RiskFlags.popular)),
                ]))
    }
}
