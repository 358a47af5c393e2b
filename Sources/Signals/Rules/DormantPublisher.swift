import PackageModel

/// A person who comes back after others published for a year (docs/findings/dormant-publisher.md).
enum DormantPublisher: HistoryRule {
    static let description = RuleDescription(
        id: .dormantPublisher, group: .publication, alone: [.moderate],
        summary: "published by a person who had not for over 12 months while others did, without verified provenance",
        check: "npm access list collaborators NAME")

    /// Twelve months.
    static let dormancy = 365 * Milliseconds.day

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard !RepositoryMismatch.vouches(history, release) else { return .quiet }
        guard let person = history.audited.publisher.person else {
            let limit = history.audited.published.milliseconds - dormancy
            let isOpen =
                history.audited.publisher == .unknown
                && history.settled.contains { $0.publisher.person != nil && $0.published.milliseconds < limit }
            return isOpen ? .unanswered("publisher", .notSaid) : .quiet
        }
        let own = history.settled.last { $0.publisher.person?.name == person.name }
        guard let own, history.audited.published.milliseconds - own.published.milliseconds > dormancy else {
            return .quiet
        }
        let others = history.earlier.filter {
            $0.published > own.published && $0.publisher != .unknown && $0.publisher.person?.name != person.name
        }
        guard let other = others.last else { return .quiet }
        return fired(
            .moderate, "first release by `\(person.name)` since \(own.published), while others published",
            [
                FindingEvidence("publisher", person.name.text, .registry),
                FindingEvidence("ownLastVersion", own.version.text, .registry),
                FindingEvidence("ownLastPublished", own.published.description, .registry),
                FindingEvidence("othersSince", groupedDigits(others.count), .registry),
                FindingEvidence("lastOther", other.publisher.description, .registry),
            ])
    }
}
