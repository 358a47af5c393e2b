package import Auditing
import PackageModel
import Provenance
import Registry
import Signals
import Sigstore

/// One package in depth, as a page that somebody can act on (cli.md, `explain`).
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
        let earlier = verdict.history.value?.previous?.version.text
        let command = rule.check.replacing("NAME", with: verdict.name.text)
            .replacing("VERSION", with: verdict.semanticVersion.text)
            .replacing("EARLIER", with: earlier ?? "EARLIER")
            .replacing("DEPENDENCY", with: dependency?.text ?? "DEPENDENCY")
        return ["    check: \(command)", "    more, and how to accept it: \(rule.documentation)"]
    }

    private static func words(_ raise: SeverityRaise) -> String {
        let others = raise.with.map(\.rawValue).joined(separator: ", ")
        return switch raise.cause {
        case .twoGroups: "independent signs agree (\(others))"
        case .threeGroups: "three independent kinds of signs agree (\(others))"
        case .lostAndNew: "publishing changed together with something new that runs or is pulled (\(others))"
        }
    }

    private func score(_ verdict: PackageVerdict) -> [String] {
        let inputs = verdict.inputs
        let week = verdict.downloadsThrough.map { " up to \($0.dateText)" } ?? ""
        let facts: [Dimension: String] = [
            .longevity: inputs.created.value.map {
                "first published \($0.dateText), \(Quantity.age(days: inputs.now.days(since: $0)))"
            }
                ?? "first publication unknown",
            .downloadMomentum:
                "\(Quantity.weeklyDownloads(inputs.weeklyDownloads.value.map { Int64(clamping: $0) }))\(week), trend \((inputs.trend.value ?? nil)?.rawValue ?? "unknown")",
            .releaseConsistency:
                "\(inputs.releases.value.map(String.init) ?? "?") releases, the last on \(inputs.latestPublished.value?.dateText ?? "?")",
            .publisherDepth: inputs.publishers.value.map { Quantity.counted($0, "account") + " can publish" }
                ?? "accounts unknown",
            .githubBacking: verdict.repository.map { DisplayText(identity: $0.url).text } ?? "no repository",
            .provenance: AuditTable.provenance(verdict.provenanceStatus),
        ]
        var lines = [heading("Score \(verdict.score.total)")]
        for part in verdict.score.parts {
            let points = padded("\(part.points)/\(part.dimension.maximum)", to: 8)
            lines.append("  \(padded(part.dimension.rawValue, to: 20))\(points)\(facts[part.dimension] ?? "")")
            for missing in part.missing {
                lines.append("    unknown: \(missing.name.rawValue) (\(missing.reason.words))")
            }
        }
        return lines + [""]
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
