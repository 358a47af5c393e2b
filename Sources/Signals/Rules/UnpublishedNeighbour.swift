import PackageModel

/// A version was removed shortly before (docs/findings/unpublished-neighbour.md).
enum UnpublishedNeighbour: HistoryRule {
    static let description = RuleDescription(
        id: .unpublishedNeighbour, group: .circumstances, alone: [.low],
        summary: "a version was removed within the 7 days before this release",
        check: "npm view NAME time --json")

    static let nearby = 7 * Milliseconds.day

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        let near = history.removed.filter {
            history.audited.published.milliseconds - $0.removed.milliseconds <= nearby
        }
        guard let last = near.last, !isRepair(history, after: last) else { return .quiet }
        return fired(
            .low, "\(near.map(\.version.text).joined(separator: ", ")) was removed shortly before",
            near.map { FindingEvidence("removed \($0.version)", $0.removed.description, .registry) })
    }

    /// The first release after the removal that is again like those before it.
    private static func isRepair(_ history: ReleaseHistory, after removal: RemovedVersion) -> Bool {
        guard !history.earlier.contains(where: { $0.published > removal.removed }) else { return false }
        guard let previous = history.previous else { return false }
        let audited = history.audited
        return audited.level >= previous.level && audited.hooks.isSubset(of: previous.hooks)
            && audited.references(notIn: previous).isEmpty
    }
}
