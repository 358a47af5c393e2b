/// Raises severities where independent signs agree (findings, "Corroboration").
///
/// Findings in two groups make the worst of them high, in three critical; `provenance-lost` or `channel-switch` together
/// with `install-script-added` or `dependency-added` is critical. Only findings at moderate or above count.
enum Corroboration {
    private static let lost: Set<RuleID> = [.provenanceLost, .channelSwitch]
    private static let new: Set<RuleID> = [.installScriptAdded, .dependencyAdded]

    /// The same findings, the worst of the corroborating ones raised.
    static func applied(to findings: [Finding]) -> [Finding] {
        var result = findings
        let counting = findings.indices.filter {
            findings[$0].severity >= .moderate && RuleCatalogue.description(of: findings[$0].rule)?.group != nil
        }
        let groups = Set(counting.compactMap { RuleCatalogue.description(of: findings[$0].rule)?.group })
        switch groups.count {
        case 2: raise(worst(of: counting, in: result), to: .high, .twoGroups, counting, &result)
        case 3...: raise(worst(of: counting, in: result), to: .critical, .threeGroups, counting, &result)
        default: break
        }
        let pair = counting.filter { lost.contains(findings[$0].rule) || new.contains(findings[$0].rule) }
        let rules = Set(pair.map { findings[$0].rule })
        if !rules.isDisjoint(with: lost), !rules.isDisjoint(with: new) {
            raise(worst(of: pair, in: result), to: .critical, .lostAndNew, pair, &result)
        }
        return result
    }

    /// The worst finding; of equals the first in the catalogue's order.
    private static func worst(of indices: [Int], in findings: [Finding]) -> Int? {
        indices.min { left, right in
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
