import PackageModel

/// Earlier releases were better vouched for (docs/findings/provenance-lost.md).
enum ProvenanceLost: HistoryRule {
    static let description = RuleDescription(
        id: .provenanceLost, group: .publication, alone: [.moderate, .low],
        summary: "the previous release, or an earlier one of its line, had a higher trust level",
        check: "npm view NAME@VERSION dist.attestations _npmUser")

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        let audited = history.audited
        guard let best = best(history) else { return .quiet }
        return fired(
            severity(best, release),
            "\(best.version) had trust level \(best.level.rawValue), this one has \(audited.level.rawValue)",
            [
                FindingEvidence("earlierVersion", best.version.text, .registry),
                FindingEvidence("earlierLevel", best.level.rawValue, .registry),
                FindingEvidence("earlierPublished", best.published.description, .registry),
                FindingEvidence("level", audited.level.rawValue, .registry),
                FindingEvidence("publisher", audited.publisher.description, .registry),
            ])
    }

    /// The release that was better vouched for than the audited one: the best of the past, and of several equally good ones
    /// the newest.
    static func best(_ history: ReleaseHistory) -> HistoricRelease? {
        var candidates = history.line
        if let previous = history.previous { candidates.append(previous) }
        guard let best = candidates.max(by: { ($0.level, $0.published) < ($1.level, $1.published) }),
            best.level > history.audited.level
        else { return nil }
        return best
    }

    /// Provenance from the same verified origin, but not by the trusted publisher, is little.
    private static func severity(_ best: HistoricRelease, _ release: ReviewedRelease) -> Severity {
        guard case .known(let history) = release.history, history.audited.level == .provenance,
            best.level == .trustedProvenance, let origin = release.verification.provenance.origin,
            let earlier = release.verification.earlierOrigins[best.version]
        else { return .moderate }
        return OriginDifference.all(from: earlier, to: origin).isEmpty ? .low : .moderate
    }
}
