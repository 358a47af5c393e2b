import PackageModel

/// Several releases within an hour (docs/findings/release-burst.md).
///
/// Its other half looks at a whole tree: `PublisherBurst`.
enum ReleaseBurst: HistoryRule {
    static let description = RuleDescription(
        id: .releaseBurst, group: .circumstances, alone: [.moderate],
        summary:
            "several release lines, or three or more releases, within an hour; or unrelated packages by one publisher",
        check: "npm view NAME time --json | tail")

    static let window = Milliseconds.hour
    static let releases = 3
    static let lines = 2

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        let audited = history.audited
        // Nightly builds come in bursts by nature: pre-releases are no releases here, as they are none in the score.
        guard !audited.version.isPrerelease else { return .quiet }
        let recent = history.earlier.reversed().prefix {
            audited.published.milliseconds - $0.published.milliseconds <= window
        }
        let burst = recent.filter { !$0.version.isPrerelease }.reversed() + [audited]
        let count = Set(burst.map { ReleaseLine(of: $0.version) }).count
        guard count >= lines || burst.count >= releases else { return .quiet }
        let versions = burst.map(\.version.text).joined(separator: ", ")
        return fired(
            .moderate, "\(burst.count) releases on \(count) line\(count == 1 ? "" : "s") within an hour",
            [
                FindingEvidence("versions", versions, .registry),
                FindingEvidence("from", burst[0].published.description, .registry),
                FindingEvidence("to", audited.published.description, .registry),
            ])
    }
}
