import PackageModel

/// The first sign of life after years (docs/findings/woke-up.md).
enum WokeUp: HistoryRule {
    static let description = RuleDescription(
        id: .wokeUp, group: .circumstances, alone: [.moderate],
        summary: "first release after more than two years of silence",
        check: "npm view NAME time --json | tail")

    static let silence = 2 * Milliseconds.year

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        // The releases of the first day wake up together, each on its own branch; what merely follows one of them does not.
        guard let last = history.settled.last, history.beginsOnItsBranch else { return .quiet }
        let quiet = history.audited.published.milliseconds - last.published.milliseconds
        guard quiet > silence else { return .quiet }
        return fired(
            .moderate, "first release since \(last.version), \(groupedDigits(quiet / Milliseconds.day)) days before",
            [
                FindingEvidence("lastVersion", last.version.text, .registry),
                FindingEvidence("lastPublished", last.published.description, .registry),
                FindingEvidence("published", history.audited.published.description, .registry),
            ])
    }
}
