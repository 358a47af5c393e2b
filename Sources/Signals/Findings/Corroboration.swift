/// Raises severities where independent signs agree (docs/findings/README.md, "Corroboration").
///
/// Findings in two groups make the worst of them high, in three critical; `provenance-lost` or `channel-switch` together
/// with `install-script-added` or `dependency-added` is critical. Only findings at moderate or above count.
enum Corroboration {
    private static let lost: Set<RuleID> = [.provenanceLost, .channelSwitch]
    private static let new: Set<RuleID> = [.installScriptAdded, .dependencyAdded]

    /// The same findings, the worst of the corroborating ones raised.
    ///
    /// - Parameter accepted: indices of findings that somebody accepted. They corroborate, and do not carry the raise: else
    ///   who accepts the worst of them would accept what the others say together with it.
    static func applied(to findings: [Finding], accepted: Set<Int> = []) -> [Finding] {
        var result = findings
        let counting = findings.indices.filter {
            findings[$0].severity >= .moderate && RuleCatalogue.description(of: findings[$0].rule)?.group != nil
        }
        let groups = Set(counting.compactMap { RuleCatalogue.description(of: findings[$0].rule)?.group })
        switch groups.count {
        case 2: raise(worst(of: counting, besides: accepted, in: result), to: .high, .twoGroups, counting, &result)
        case 3...:
            raise(worst(of: counting, besides: accepted, in: result), to: .critical, .threeGroups, counting, &result)
        default: break
        }
        let pair = counting.filter { lost.contains(findings[$0].rule) || new.contains(findings[$0].rule) }
        let rules = Set(pair.map { findings[$0].rule })
        if !rules.isDisjoint(with: lost), !rules.isDisjoint(with: new) {
            raise(worst(of: pair, besides: accepted, in: result), to: .critical, .lostAndNew, pair, &result)
        }
        return result
    }

    /// The worst finding; of equals the first in the catalogue's order.
    private static func worst(of indices: [Int], besides accepted: Set<Int>, in findings: [Finding]) -> Int? {
        indices.filter { !accepted.contains($0) }.min { left, right in
            (findings[right].severity, findings[left].rule) < (findings[left].severity, findings[right].rule)
        }
    }

    private static func raise(
        _ index: Int?, to severity: Severity, _ cause: SeverityRaise.Cause, _ corroborating: [Int],
        _ findings: inout [Finding]
    ) {
        guard let index, findings[index].severity < severity else { return }
        let others = Set(corroborating.map { findings[$0].rule }).subtracting([findings[index].rule])
        let from = findings[index].severityAlone
        findings[index].severity = severity
        findings[index].raise = SeverityRaise(from: from, cause: cause, with: others.sorted())
    }
}

extension [Finding] {
    /// The findings as they are when some of them are accepted, in their order: what those said together with others is
    /// said by the worst of the others (`Corroboration`).
    public func accepting(_ accepted: Set<Int>) -> [Finding] {
        guard !accepted.isEmpty else { return self }
        let alone = map { finding in
            var finding = finding
            if let raise = finding.raise { (finding.severity, finding.raise) = (raise.from, nil) }
            return finding
        }
        return Corroboration.applied(to: alone, accepted: accepted)
    }
}
