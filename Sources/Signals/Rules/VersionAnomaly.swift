import PackageModel

/// A version number that does not follow from the ones before (docs/findings/version-anomaly.md).
enum VersionAnomaly: HistoryRule {
    static let description = RuleDescription(
        id: .versionAnomaly, group: .circumstances, alone: [.low],
        summary:
            "out of order, above `latest` while that stays, after a gap, or on a line that was left over a year ago",
        check: "npm view NAME versions dist-tags --json")

    static let leftAfter = 365 * Milliseconds.day

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        let audited = history.audited
        guard !audited.version.isPrerelease else { return .quiet }
        let stable = history.earlier.filter { !$0.version.isPrerelease }
        let evidence = [
            outOfOrder(audited, history.line), aboveLatest(history, stable), gap(history, stable),
            leftLine(history, stable),
        ].compactMap(\.self)
        guard !evidence.isEmpty else { return .quiet }
        return fired(
            .low, "its version number is unusual: \(evidence.map(\.key).joined(separator: ", "))", evidence)
    }

    private static func outOfOrder(_ audited: HistoricRelease, _ line: [HistoricRelease]) -> FindingEvidence? {
        guard let highest = line.max(by: { $0.version < $1.version })?.version, highest > audited.version,
            !highest.isPrerelease
        else { return nil }
        return FindingEvidence("out of order", "\(highest) was there before", .registry)
    }

    private static func aboveLatest(_ history: ReleaseHistory, _ stable: [HistoricRelease]) -> FindingEvidence? {
        guard let latest = history.latest, latest < history.audited.version,
            stable.contains(where: { $0.version == latest })
        else { return nil }
        return FindingEvidence("above latest", "`latest` is still \(latest)", .registry)
    }

    /// A number was skipped that no release, listed or removed, ever had.
    private static func gap(_ history: ReleaseHistory, _ stable: [HistoricRelease]) -> FindingEvidence? {
        let version = history.audited.version
        let listed = stable.lazy.filter { $0.version < version }.max { $0.version < $1.version }?.version
        let removed = history.removedAtAnyTime.lazy.filter { !$0.isPrerelease && $0 < version }.max()
        guard let before = [listed, removed].compactMap(\.self).max() else { return nil }
        let follows =
            if before.major != version.major {
                version.major == before.major + 1
            } else if before.minor != version.minor {
                version.minor == before.minor + 1
            } else {
                version.patch == before.patch + 1
            }
        return follows ? nil : FindingEvidence("gap", "follows \(before)", .registry)
    }

    private static func leftLine(_ history: ReleaseHistory, _ stable: [HistoricRelease]) -> FindingEvidence? {
        let line = ReleaseLine(of: history.audited.version)
        let limit = history.audited.published.milliseconds - Milliseconds.day
        let own = history.line.last { $0.published.milliseconds <= limit }
        guard let own, history.audited.published.milliseconds - own.published.milliseconds > leftAfter,
            stable.contains(where: { ReleaseLine(of: $0.version) != line && $0.version > own.version })
        else { return nil }
        return FindingEvidence("left line", "\(line) had no release since \(own.published)", .registry)
    }
}
