package import Auditing
import PackageModel
import Provenance
import Registry
import Signals
import Sigstore

/// One package in depth, as a page that somebody can act on (cli.md, `explain`).
package struct Explanation: Sendable {
    private let palette: Palette

    package init(palette: Palette) { self.palette = palette }

    package func text(_ report: AuditReport) -> String {
        var lines: [String] = []
        for verdict in report.results { lines += page(verdict) + [""] }
        lines += AuditFooter(palette: palette).issueLines(report.gate)
        lines += report.notes.map { "note: \(DisplayText(untrusted: $0))" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func page(_ verdict: PackageVerdict) -> [String] {
        let title = "\(verdict.identity)  \(AuditTable.risk(verdict.risk))  score \(verdict.score.total)"
        return [palette.paint(title, .bold), "as of \(verdict.inputs.now.dateText)", ""]
            + findings(verdict) + score(verdict) + publishers(verdict) + chain(verdict) + history(verdict)
            + paths(verdict) + advice(verdict)
    }

    private func heading(_ text: String) -> String { palette.paint(text, .bold) }

    private func findings(_ verdict: PackageVerdict) -> [String] {
        let findings = verdict.assessment.findings
        guard !findings.isEmpty || !verdict.assessment.undetermined.isEmpty else { return ["No findings.", ""] }
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
            lines.append("    how to check and to accept it: docs/findings/\(finding.rule.rawValue).md")
        }
        for flag in verdict.assessment.undetermined {
            let missing = flag.missing.map { "\($0.name.rawValue) (\($0.reason.rawValue))" }.joined(separator: ", ")
            lines.append(
                "  ? \(flag.rule.rawValue) cannot be told, and could be \(flag.worst.rawValue): unknown are \(missing)")
        }
        for question in verdict.assessment.unanswered {
            lines.append(
                "  ? \(question.rule.rawValue) was not judged: \(DisplayText(untrusted: question.subject)), \(question.reason.rawValue)"
            )
        }
        return lines + [""]
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
        let facts: [Dimension: String] = [
            .longevity: inputs.created.value.map {
                "first published \($0.dateText), \(Quantity.age(days: inputs.now.days(since: $0)))"
            }
                ?? "first publication unknown",
            .downloadMomentum:
                "\(Quantity.weeklyDownloads(inputs.weeklyDownloads.value.map { Int64(clamping: $0) })), trend \((inputs.trend.value ?? nil)?.rawValue ?? "unknown")",
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
                lines.append("    unknown: \(missing.name.rawValue) (\(missing.reason.rawValue))")
            }
        }
        return lines + [""]
    }

    private func publishers(_ verdict: PackageVerdict) -> [String] {
        guard let publishers = verdict.publishers else { return ["Publishers: the registry does not say.", ""] }
        return [
            heading("Publishers"), "  " + publishers.map { DisplayText(identity: $0).text }.joined(separator: ", "), "",
        ]
    }

    /// tarball → workflow run → commit → source, or in three lines how to get there.
    private func chain(_ verdict: PackageVerdict) -> [String] {
        let attestation = verdict.attestation
        var lines = [heading("Provenance \(AuditTable.provenance(verdict.provenanceStatus))")]
        lines.append(
            "  registry signature: \(verdict.signature.status.rawValue)\(verdict.signature.reason.map { ", \(DisplayText(untrusted: $0))" } ?? "")"
        )
        if let build = attestation.build {
            lines.append("  tarball   \(DisplayText(identity: verdict.integrity?.strongest?.description ?? "?"))")
            lines.append("  run       \(DisplayText(identity: build.runURL ?? "not in the certificate"))")
            lines.append("  workflow  \(DisplayText(identity: build.workflow ?? build.signer))")
            lines.append("  commit    \(DisplayText(identity: build.commit))")
            lines.append("  source    \(DisplayText(identity: build.repository))")
            if let builder = attestation.claims?.builder {
                lines.append("  claimed   builder \(DisplayText(untrusted: builder)), on the build's own word")
            }
            if let signedAt = attestation.signedAt {
                lines.append("  signed    \(signedAt), transparency log index \(attestation.logIndex ?? 0)")
            }
            if let bound = attestation.boundTo {
                lines.append("  bound to the \(bound == .lockfile ? "lock file" : "registry")'s digest")
            }
        }
        switch attestation.provenance.status {
        case .absent, .notApplicable:
            lines += [
                "  This release names no build. Its maintainers can turn on Trusted Publishing in the package's npm settings,",
                "  publish from CI with npm 11.5.1 or newer and `id-token: write`, and remove the token: provenance is then automatic.",
                "  docs/trusted-publishing.md says how, and how to see that it worked.",
            ]
        default:
            lines += VerifyText.checks("provenance", attestation.provenance)
            lines += VerifyText.checks("publish attestation", attestation.publish)
        }
        return lines + [""]
    }

    private func history(_ verdict: PackageVerdict) -> [String] {
        guard let history = verdict.history.value else {
            return ["History: the registry does not say when this release came out.", ""]
        }
        return [heading("History")] + TimelinePicture(history).lines.map { "  " + $0 } + [""]
    }

    private func paths(_ verdict: PackageVerdict) -> [String] {
        guard let locked = verdict.locked, !locked.dependencyPaths.isEmpty else { return [] }
        return [heading("Dependency paths (line \(locked.line))")]
            + locked.dependencyPaths.map { path in
                "  " + path.map { DisplayText(identity: $0).text }.joined(separator: " → ")
            } + [""]
    }

    private func advice(_ verdict: PackageVerdict) -> [String] {
        var lines: [String] = []
        if let worst = verdict.assessment.findings.first, worst.severity >= .high, worst.rule != .solePublisher {
            if let previous = verdict.history.value?.previous {
                lines.append(
                    "  Stay on \(previous.version) until the findings are explained, and pin it in the lock file.")
            }
            lines.append(
                "  Where this version was installed, treat the machine's credentials as exposed if it ran a script.")
        }
        if verdict.inputs.publishers.value == 1 {
            lines.append(
                "  A second account with publishing rights, and hardware keys, would end the dependence on one credential."
            )
        }
        if verdict.provenanceStatus == .absent || verdict.provenanceStatus == .lost {
            lines.append("  Trusted Publishing would tie releases to a workflow instead of a token.")
        }
        return lines.isEmpty ? [] : [heading("What would make it better")] + lines
    }
}
