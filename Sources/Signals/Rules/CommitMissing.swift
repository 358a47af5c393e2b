import PackageModel

/// No commit is named any more, or another one than was built (docs/findings/commit-missing.md).
enum CommitMissing: HistoryRule {
    static let description = RuleDescription(
        id: .commitMissing, group: .circumstances, alone: [.low],
        summary: "earlier releases name a `gitHead` and this one does not, or it is not the attested commit",
        check: "npm view NAME@VERSION gitHead")

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        if let head = history.audited.gitHead {
            guard let commit = release.verification.provenance.origin?.commit, commit != head else { return .quiet }
            return fired(
                .low, "names another commit than it was built from",
                [FindingEvidence("gitHead", head.text, .package), FindingEvidence("commit", commit.text, .proved)])
        }
        guard let previous = history.previous, let head = previous.gitHead else { return .quiet }
        return fired(
            .low, "names no commit; \(previous.version) did",
            [
                FindingEvidence("comparedWith", previous.version.text, .registry),
                FindingEvidence("earlier gitHead", head.text, .package),
            ])
    }
}
