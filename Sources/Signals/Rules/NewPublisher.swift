import PackageModel

/// A person who never published this package before (docs/findings/new-publisher.md).
enum NewPublisher: HistoryRule {
    static let description = RuleDescription(
        id: .newPublisher, group: .publication, alone: [.moderate],
        summary: "published by a person who never published this package before, without verified provenance",
        check: "npm view NAME@VERSION _npmUser")

    /// A single release is no history that a second person could depart from, and what he adds on the same day makes none.
    static let leastHistory = 2

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard !RepositoryMismatch.vouches(history, release), history.settled.count >= leastHistory else {
            return .quiet
        }
        if history.audited.publisher == .unknown { return .unanswered("publisher", .notSaid) }
        guard let person = history.audited.publisher.person else { return .quiet }
        // All releases of the first day are equally new.
        let past = history.settled
        guard let last = past.last(where: { $0.publisher != .unknown }) else {
            return .unanswered("earlier publishers", .notSaid)
        }
        guard !past.contains(where: { $0.publisher.person?.name == person.name }) else { return .quiet }
        let names = Set(past.lazy.map(\.publisher).filter { $0 != .unknown }.map(\.description))
        return fired(
            .moderate, "first release by `\(person.name)`",
            [
                FindingEvidence("publisher", person.name.text, .registry),
                FindingEvidence("lastPublisher", last.publisher.description, .registry),
                FindingEvidence("earlierPublishers", groupedDigits(names.count), .registry),
                FindingEvidence("earlierReleases", groupedDigits(history.earlier.count), .registry),
            ])
    }
}
