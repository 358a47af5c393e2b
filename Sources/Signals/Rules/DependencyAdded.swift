import PackageModel
import Registry

/// A dependency that is fetched from outside the registry, or that nobody knows yet (docs/findings/dependency-added.md).
enum DependencyAdded: HistoryRule {
    static let description = RuleDescription(
        id: .dependencyAdded, group: .content, alone: [.high, .moderate],
        summary: "a new dependency by git or URL, or on a package that is days old, or has one release, of strangers",
        check: "npm view DEPENDENCY time _npmUser maintainers")

    /// A package younger than this is unknown to everybody.
    static let young = 7 * Milliseconds.day

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        var outcome = RuleOutcome.quiet
        guard let previous = history.previous else { return outcome }
        for fact in [Release.Fact.dependencies, .optionalDependencies, .peerDependencies]
        where history.audited.unreadable.contains(fact) {
            outcome.unanswered.append((fact.rawValue, .notSaid))
        }
        for reference in added(history) {
            switch reference {
            case .git(let location), .url(let location):
                outcome.findings.append(outside(location, previous))
            case .registry(let text):
                switch facts(text, in: release) {
                case .known(let facts):
                    if let finding = stranger(text, facts, history) { outcome.findings.append(finding) }
                case .unknown(let reason): outcome.unanswered.append((text.text, reason))
                }
            case .local: break
            }
        }
        return outcome
    }

    /// The registry packages whose facts the rule wants to know: new, and not of the package's own scope.
    static func wanted(_ history: ReleaseHistory) -> [PackageName] {
        added(history).compactMap { reference in
            guard case .registry(let text) = reference else { return nil }
            return try? PackageName(parsing: text.text)
        }
    }

    /// What the previous release did not pull in, in a fixed order, without packages of the same scope.
    private static func added(_ history: ReleaseHistory) -> [DependencyReference] {
        guard let previous = history.previous else { return [] }
        let new = history.audited.references(notIn: previous)
        return new.filter { reference in
            guard case .registry(let text) = reference, let scope = history.package.scope else { return true }
            return !text.text.utf8.starts(with: "@\(scope)/".utf8)
        }.sorted { $0.sortKey < $1.sortKey }
    }

    private static func facts(_ name: ExactText, in release: ReviewedRelease) -> Known<DependencyFacts> {
        guard let name = try? PackageName(parsing: name.text) else { return .unknown(.notSaid) }
        return release.dependencies[name] ?? .unknown(.notAsked)
    }

    private static func outside(_ location: ExactText, _ previous: HistoricRelease) -> Finding {
        Finding(
            rule: .dependencyAdded, severity: .high, message: "newly fetches \(location), outside of the registry",
            evidence: [
                FindingEvidence("dependency", location.text, .package),
                FindingEvidence("comparedWith", previous.version.text, .registry),
            ])
    }

    private static func stranger(_ name: ExactText, _ facts: DependencyFacts, _ history: ReleaseHistory) -> Finding? {
        let moment = history.audited.published.milliseconds
        let age = facts.firstPublished.map { moment - $0.milliseconds } ?? 0
        guard age < young || facts.releases <= 1, !isRelated(facts, history) else { return nil }
        let what = age < young ? "\(max(0, age) / Milliseconds.hour) hours old" : "with a single release"
        return Finding(
            rule: .dependencyAdded, severity: .moderate, message: "newly depends on `\(name)`, then \(what)",
            evidence: [
                FindingEvidence("dependency", name.text, .package),
                FindingEvidence("firstPublished", facts.firstPublished?.description ?? "not by then", .registry),
                FindingEvidence("releases", groupedDigits(facts.releases), .registry),
                FindingEvidence(
                    "publishers", facts.publishers.sorted().map(\.text).joined(separator: ", "), .registry),
                FindingEvidence("comparedWith", history.previous?.version.text ?? "", .registry),
            ])
    }

    /// Whether an account that published this package before, a day earlier or more, published the dependency. What the
    /// dependency says of itself, its repository and who may publish it, proves nothing, nor does the release that is judged.
    private static func isRelated(_ facts: DependencyFacts, _ history: ReleaseHistory) -> Bool {
        let limit = history.audited.published.milliseconds - ReleaseHistory.settlingTime
        return history.settled.contains { release in
            guard let person = release.publisher.person else { return false }
            return release.published.milliseconds <= limit && facts.publishers.contains(person.name)
        }
    }
}

extension DependencyReference {
    fileprivate var sortKey: ExactText {
        switch self {
        case .registry(let text), .git(let text), .url(let text): text
        case .local: ExactText("")
        }
    }
}
