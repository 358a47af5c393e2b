package import Auditing
import PackageModel
import Registry
import Signals

/// One package in depth, as a page that somebody can act on (the command `explain`).
package struct Explanation: Sendable {
    /// Cells of a line where the output is no terminal.
    package static let standardWidth = 96

    private let palette: Palette
    private let width: Int

    /// - Parameter width: cells of a line of the terminal.
    package init(palette: Palette, width: Int = standardWidth) {
        self.palette = palette
        self.width = width
    }

    package func text(_ report: AuditReport) -> String {
        var lines: [String] = []
        for verdict in report.results { lines += page(verdict) + [""] }
        lines += AuditFooter.partLines(report)
        lines += PolicyLines.lines(report)
        lines += AuditFooter(palette: palette).issueLines(report.gate)
        lines += report.notes.map { "note: \(DisplayText(untrusted: $0))" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func page(_ verdict: PackageVerdict) -> [String] {
        let title = "\(verdict.identity)  \(AuditTable.risk(verdict.risk))  score \(verdict.score.total)"
        return [palette.paint(title, .bold), "as of \(verdict.inputs.now.dateText)"] + tree(verdict) + [""]
            + changes(verdict) + findings(verdict) + urgent(verdict) + score(verdict) + publishers(verdict)
            + chain(verdict) + history(verdict) + paths(verdict) + advice(verdict)
    }

    func heading(_ text: String) -> String { palette.paint(text, .bold) }

    private func changes(_ verdict: PackageVerdict) -> [String] {
        guard let history = verdict.history.value else { return [] }
        let lines = ReleaseChanges(history).lines
        return lines.prefix(1).map(heading) + lines.dropFirst() + [""]
    }

    private func findings(_ verdict: PackageVerdict) -> [String] {
        let findings = verdict.assessment.findings
        let isOpen = !verdict.assessment.undetermined.isEmpty || !verdict.assessment.unanswered.isEmpty
        guard !findings.isEmpty || isOpen else { return ["No findings.", ""] }
        var lines = [heading("Findings")]
        for finding in findings {
            lines.append(
                "  \(finding.severity.rawValue.uppercased()) \(finding.rule.rawValue): \(DisplayText(untrusted: finding.message))"
            )
            for evidence in finding.evidence {
                let source = evidence.vouchedBy.map { " (\($0.rawValue))" } ?? ""
                lines.append("    \(evidence.key): \(DisplayText(identity: evidence.value))\(source)")
            }
            if let raise = finding.raise {
                lines.append("    raised from \(raise.from.rawValue): \(Self.words(raise))")
            }
            lines += Self.check(finding, of: verdict)
        }
        for flag in verdict.assessment.undetermined {
            let missing = flag.missing.map { "\($0.name.rawValue) (\($0.reason.words))" }.joined(separator: ", ")
            lines.append(
                "  ? \(flag.rule.rawValue) cannot be told, and could be \(flag.worst.rawValue): unknown are \(missing)")
        }
        for question in verdict.assessment.unanswered {
            lines.append(
                "  ? \(question.rule.rawValue) was not judged: \(DisplayText(untrusted: question.subject)) (\(question.reason.words))"
            )
        }
        return lines + [""]
    }

    /// How to see it without this program. Nothing from outside gets into a command but names and versions that were parsed.
    private static func check(_ finding: Finding, of verdict: PackageVerdict) -> [String] {
        guard let rule = RuleCatalogue.description(of: finding.rule) else { return [] }
        let dependency = finding.evidence.first { $0.key == "dependency" }.flatMap {
            try? PackageName(parsing: $0.value)
        }
        let command = rule.check.replacing("NAME", with: verdict.name.text)
            .replacing("VERSION", with: verdict.semanticVersion.text)
            .replacing("EARLIER", with: earlier(finding, verdict) ?? "EARLIER")
            .replacing("DEPENDENCY", with: dependency?.text ?? "DEPENDENCY")
        var lines = ["    check: \(command)"]
        if finding.rule == .originChanged { lines.append("    and compare the lines `built by`; open both runs") }
        // What is present and wrong is accepted by nothing.
        let more = Self.wrong.contains(finding.rule) ? "more" : "more, and how to accept it"
        return lines + ["    \(more): \(rule.documentation)"]
    }

    /// The release that a finding compares with, if it says so, else the previous one.
    private static func earlier(_ finding: Finding, _ verdict: PackageVerdict) -> String? {
        let compared = finding.evidence.first { $0.key == "comparedWith" }?.value.split(separator: ", ").last
        let version = compared.flatMap { try? Version(parsing: String($0)) }
        return (version ?? verdict.history.value?.previous?.version)?.text
    }

    private static func words(_ raise: SeverityRaise) -> String {
        let others = raise.with.map(\.rawValue).joined(separator: ", ")
        return switch raise.cause {
        case .twoGroups: "independent signs agree (\(others))"
        case .threeGroups: "three independent kinds of signs agree (\(others))"
        case .lostAndNew: "publishing changed together with something new that runs or is pulled (\(others))"
        }
    }

    private func publishers(_ verdict: PackageVerdict) -> [String] {
        guard let publishers = verdict.publishers else { return ["Publishers: the registry does not say.", ""] }
        guard !publishers.isEmpty else { return ["Publishers: the registry lists nobody.", ""] }
        return [
            heading("Publishers"), "  " + publishers.map { DisplayText(identity: $0).text }.joined(separator: ", "), "",
        ]
    }

    private func history(_ verdict: PackageVerdict) -> [String] {
        guard let history = verdict.history.value else {
            return ["History: the registry does not say when this release came out.", ""]
        }
        return [heading("History")]
            + TimelinePicture(history, width: width - 2).lines.map { $0.isEmpty ? "" : "  " + $0 } + [""]
    }

    private func paths(_ verdict: PackageVerdict) -> [String] {
        guard let locked = verdict.locked, !locked.dependencyPaths.isEmpty else { return [] }
        return [heading("Dependency paths (line \(locked.line))")]
            + locked.dependencyPaths.map { path in
                "  " + path.map { DisplayText(identity: $0).text }.joined(separator: " → ")
            } + [""]
    }
}
