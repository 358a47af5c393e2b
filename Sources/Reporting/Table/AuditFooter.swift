import Auditing
import Signals

/// What stands below the table: the count, what the words mean, what was covered, and why the gate decided.
struct AuditFooter {
    /// Problems shown one by one; the rest is counted.
    private static let maximumIssues = 20
    /// Packages, or accounts, that the footer names in one place.
    private static let maximumNames = 5

    let palette: Palette

    func lines(_ report: AuditReport) -> [String] {
        var lines = [""] + verdictLines(report)
        lines += provenanceLines(report)
        if report.isLockfile { lines.append(Self.coverage(report.coverage)) }
        lines += Self.partLines(report) + Self.rangeLines(report)
        lines += PolicyLines.lines(report)
        lines += issueLines(report.gate)
        lines += report.notes.map { "note: \(DisplayText(untrusted: $0))" }
        if report.results.contains(where: { $0.provenanceStatus == .verified || $0.provenanceStatus == .changed }) {
            lines.append("Provenance proves which workflow at which commit built these bytes: origin, not intent.")
        }
        return lines
    }

    private func verdictLines(_ report: AuditReport) -> [String] {
        let critical = report.results.filter(\.isSolePublisherCritical).count
        let other = report.results.filter { verdict in
            verdict.assessment.findings.contains { $0.severity == .critical && $0.rule != .solePublisher }
        }
        let open = report.results.filter(\.assessment.mayBeCritical)
        var lines: [String] = []
        if critical > 0 {
            lines.append(
                palette.paint("⚠ \(critical) CRITICAL package\(critical == 1 ? "" : "s") found.", .alarm))
            let reach = Quantity.grouped(Int64(RiskFlags.hugeReach))
            lines.append("CRITICAL = one account can publish, and more than \(reach) downloads a week follow it.")
            lines += Self.accounts(report)
        }
        if !other.isEmpty {
            // By name: their rows may be among those that are cut.
            lines.append(
                palette.paint(
                    "⚠ \(Quantity.counted(other.count, "package")) with other critical findings: \(Self.names(other))",
                    .alarm))
        }
        if !open.isEmpty {
            lines.append(
                palette.paint(
                    "? \(Quantity.counted(open.count, "package")) may be CRITICAL, for all that is known: \(Self.names(open))",
                    .warning))
        }
        let isAssessed =
            report.errors.isEmpty && !report.results.contains { $0.risk == .unknown || $0.assessment.lacksHistory }
        if critical == 0, other.isEmpty {
            if isAssessed, open.isEmpty, !report.results.isEmpty {
                lines.append(palette.paint("✓ No CRITICAL packages found.", .good))
            } else if !isAssessed {
                lines.append(palette.paint("? Not every package could be assessed.", .warning))
            }
        }
        return lines
    }

    private static func names(_ verdicts: [PackageVerdict]) -> String {
        let shown = verdicts.prefix(maximumNames).map { DisplayText(identity: $0.identity).text }.joined(
            separator: ", ")
        return verdicts.count > maximumNames ? "\(shown) and \(verdicts.count - maximumNames) more" : shown
    }

    /// In a lock file: which account stands behind several CRITICAL packages.
    private static func accounts(_ report: AuditReport) -> [String] {
        guard report.isLockfile else { return [] }
        let critical = report.results.filter(\.isSolePublisherCritical)
        let byAccount = Dictionary(grouping: critical.compactMap { $0.publishers?.first }, by: \.self).mapValues(
            \.count)
        let several = byAccount.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return several.prefix(maximumNames).map {
            "  \($0.value) of \(critical.count) by one account: \(DisplayText(identity: $0.key))"
        }
    }

    private func provenanceLines(_ report: AuditReport) -> [String] {
        let verified = report.results.filter { $0.provenanceStatus == .verified }
        guard !verified.isEmpty else { return [] }
        let trusted = verified.filter(\.isTrustedPublishing).count
        let share = "\(verified.count)/\(report.results.count)"
        return trusted == verified.count
            ? ["🔐 \(share) use Trusted Publishing (OIDC provenance), partial mitigation"]
            : ["🔐 \(share) have verified provenance (\(trusted) by Trusted Publishing), partial mitigation"]
    }

    static func coverage(_ coverage: Coverage) -> String {
        "Coverage: \(coverage.entries) \(coverage.entries == 1 ? "entry" : "entries") = \(coverage.audited) audited + "
            + "\(coverage.excluded) excluded + \(coverage.nonRegistry) not from a registry"
            + "\(coverage.nonRegistry > 0 ? " (`list` names them)" : "") + \(coverage.failed) failed"
    }

    func issueLines(_ gate: GateOutcome) -> [String] {
        var lines: [String] = []
        if !gate.failures.isEmpty {
            lines.append(palette.paint("✗ The gate failed:", .alarm))
            lines += Self.listed(gate.failures)
        }
        if !gate.unchecked.isEmpty {
            let suffix = gate.allowsUnknown ? " (allowed by --allow-unknown)" : ""
            lines.append(palette.paint("? Could not be checked\(suffix):", .warning))
            lines += Self.listed(gate.unchecked)
        }
        return lines
    }

    private static func listed(_ issues: [AuditIssue]) -> [String] {
        let shown = issues.prefix(maximumIssues).map { issue in
            let subject = issue.package.map { "\(DisplayText(identity: $0)): " } ?? ""
            return "  \(subject)\(DisplayText(untrusted: issue.message)) (\(issue.code))"
        }
        let rest = issues.count - shown.count
        return shown + (rest > 0 ? ["  … and \(rest) more (`--json` has all)"] : [])
    }
}
