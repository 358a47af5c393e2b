package import Auditing
import PackageModel
import Registry
import Signals

/// An audit's report for people: the table, what hangs below its rows, and the footer.
package struct AuditTable: Sendable {
    /// Rows from which on a lock file's table is cut.
    private let top: Int
    private let palette: Palette

    /// - Parameter top: rows to show of a lock file; 0 is all.
    package init(top: Int, palette: Palette) {
        self.top = top
        self.palette = palette
    }

    package func text(_ report: AuditReport) -> String {
        var lines: [String] = []
        let shown = report.isLockfile && top > 0 ? Array(report.results.prefix(top)) : report.results
        let names = Dictionary(report.results.map { ($0.name, 1) }, uniquingKeysWith: +)
        if !shown.isEmpty {
            lines += TableLayout(palette: palette).lines(shown.map { row($0, isOnlyVersion: names[$0.name] == 1) })
        }
        if shown.count < report.results.count {
            lines.append(
                "… and \(Quantity.counted(report.results.count - shown.count, "package")) more (`--top 0` shows all)")
        }
        lines += AuditFooter(palette: palette).lines(report)
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Parameter isOnlyVersion: whether its name is in no other row; a lock file's rows have their versions in any case.
    private func row(_ verdict: PackageVerdict, isOnlyVersion: Bool) -> TableLayout.Row {
        let label = verdict.locked == nil && isOnlyVersion ? verdict.name.text : verdict.identity
        let cells = [
            TableLayout.Cell(text: label, style: .bold),
            TableLayout.Cell(text: Self.risk(verdict.risk), style: Self.style(verdict.risk)),
            TableLayout.Cell(text: verdict.score.total.description, style: nil),
            TableLayout.Cell(text: verdict.publishers.map { String($0.count) } ?? "?", style: nil),
            TableLayout.Cell(
                text: Quantity.weeklyDownloads(verdict.inputs.weeklyDownloads.value.map { Int64(clamping: $0) }),
                style: nil),
            TableLayout.Cell(text: Quantity.age(days: verdict.ageInDays), style: nil),
            TableLayout.Cell(
                text: Self.provenance(verdict.provenanceStatus), style: Self.style(verdict.provenanceStatus)),
        ]
        return TableLayout.Row(cells: cells, notes: notes(verdict))
    }

    static func risk(_ risk: Risk) -> String {
        switch risk {
        case .critical: "🔴 CRITICAL"
        case .high: "🟠 HIGH"
        case .unknown: "⚪ UNKNOWN"
        case .moderate: "🟡 MODERATE"
        case .good: "🟢 GOOD"
        case .healthy: "🟢 HEALTHY"
        }
    }

    static func provenance(_ status: ReleaseAssessment.ProvenanceStatus) -> String {
        switch status {
        case .verified: "🔐 verified"
        case .changed: "⚠ changed"
        case .lost: "⬇ lost"
        case .invalid: "✗ INVALID"
        case .claimed: "claimed"
        case .unknown: "? unknown"
        case .absent: "-"
        }
    }

    private static func style(_ risk: Risk) -> Style? {
        switch risk {
        case .critical, .high: .alarm
        case .unknown, .moderate: .warning
        case .good, .healthy: .good
        }
    }

    private static func style(_ status: ReleaseAssessment.ProvenanceStatus) -> Style? {
        switch status {
        case .verified: .good
        case .invalid: .alarm
        case .changed, .lost, .unknown: .warning
        case .claimed, .absent: nil
        }
    }

    /// The community that does not help against one stolen account, then the other findings, worst first.
    private func notes(_ verdict: PackageVerdict) -> [String] {
        var notes: [String] = []
        if verdict.isSolePublisherCritical, let contributors = verdict.contributors, contributors.count > 1 {
            notes.append(
                "\(contributors.count)\(contributors.isLowerBound ? "+" : "") GitHub contributors, publish-access concentration risk despite active community"
            )
        }
        for finding in verdict.assessment.findings where finding.rule != .solePublisher || finding.severity != .critical
        {
            notes.append(
                "\(finding.severity.rawValue): \(DisplayText(untrusted: finding.message)) (\(finding.rule.rawValue))")
        }
        return notes + verdict.notes.map { DisplayText(untrusted: $0.message).text }
    }
}
