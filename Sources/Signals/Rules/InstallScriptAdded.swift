import PackageModel
import Registry

/// Code that newly runs when the package is installed (docs/findings/install-script-added.md).
enum InstallScriptAdded: HistoryRule {
    static let description = RuleDescription(
        id: .installScriptAdded, group: .content, alone: [.high, .moderate],
        summary: "`preinstall`, `install` or `postinstall` that the previous release did not have",
        check: "npm view NAME@VERSION scripts")

    /// So many earlier releases without an install script make the first one high.
    static let quietReleases = 10

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard let previous = history.previous else { return .quiet }
        guard !history.audited.unreadable.contains(.scripts) else { return .unanswered("scripts", .notSaid) }
        let added = history.audited.hooks.subtracting(previous.hooks).names + prepared(history.audited, since: previous)
        guard !added.isEmpty else { return .quiet }
        let without = history.earlier.count { $0.hooks.isEmpty }
        return fired(
            without >= quietReleases ? .high : .moderate,
            "newly runs \(added.joined(separator: ", ")) when it is installed",
            [
                FindingEvidence("added", added.joined(separator: ", "), .package),
                FindingEvidence("comparedWith", previous.version.text, .registry),
                FindingEvidence("earlierReleasesWithout", groupedDigits(without), .registry),
            ])
    }

    /// npm runs the `prepare` of a dependency that it clones.
    private static func prepared(_ audited: HistoricRelease, since previous: HistoricRelease) -> [String] {
        audited.references(notIn: previous).compactMap { reference in
            if case .git(let location) = reference { "`prepare` of \(location), if it has one" } else { nil }
        }.sorted()
    }
}
