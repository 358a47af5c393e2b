import PackageModel

/// Releases came out of CI and this one by hand, or an account's address is new (docs/findings/channel-switch.md).
enum ChannelSwitch: HistoryRule {
    static let description = RuleDescription(
        id: .channelSwitch, group: .publication, alone: [.moderate],
        summary: "the line was published by CI and this release by a person, or the account's e-mail address changed",
        check: "npm view NAME@VERSION _npmUser")

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard let person = history.audited.publisher.person else {
            // Nobody may be a person.
            let isOpen = history.audited.publisher == .unknown && history.line.contains { $0.level > .none }
            return isOpen && history.audited.level == .none ? .unanswered("publisher", .notSaid) : .quiet
        }
        if history.audited.level == .none, let automatic = history.line.last(where: { $0.level > .none }) {
            return fired(
                .moderate, "\(automatic.version) came out of CI, this one was published by a person",
                [
                    FindingEvidence("earlierVersion", automatic.version.text, .registry),
                    FindingEvidence("earlierPublisher", automatic.publisher.description, .registry),
                    FindingEvidence("earlierLevel", automatic.level.rawValue, .registry),
                    FindingEvidence("publisher", person.name.text, .registry),
                ])
        }
        let before = history.settled.last { $0.publisher.person?.name == person.name }
        guard let before, let old = before.publisher.person?.email, let new = person.email, old != new else {
            return .quiet
        }
        return fired(
            .moderate, "the e-mail address of the account that published it changed",
            [
                FindingEvidence("publisher", person.name.text, .registry),
                FindingEvidence("earlierVersion", before.version.text, .registry),
                FindingEvidence("earlierEmail", old.text, .registry),
                FindingEvidence("email", new.text, .registry),
            ])
    }
}
