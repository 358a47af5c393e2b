package import Auditing
import Provenance
import Signals
import Sigstore

/// What `verify` found, for people: a line a release, and each check of what is wrong or was asked for by name.
package struct VerifyText: Sendable {
    private let palette: Palette
    private let showsChecks: Bool

    /// - Parameter showsChecks: each check of every release; otherwise only of those that did not verify.
    package init(palette: Palette, showsChecks: Bool) {
        self.palette = palette
        self.showsChecks = showsChecks
    }

    package func text(_ report: VerificationReport) -> String {
        var lines: [String] = []
        for verdict in report.verdicts { lines += self.lines(verdict) }
        let verdicts = report.verdicts
        let signed = verdicts.count { $0.signature.status == .verified }
        let attested = verdicts.count { $0.provenanceStatus == .verified }
        lines.append("")
        lines.append(
            "\(signed)/\(verdicts.count) have a verified registry signature, \(attested)/\(verdicts.count) verified provenance"
        )
        lines.append(AuditFooter.coverage(report.coverage))
        lines.append(
            "Trust anchors: \(report.trust.kind.rawValue)\(report.trust.date.map { ", of \($0)" } ?? "")"
                + (report.trust.reason.map { "; \(DisplayText(untrusted: $0))" } ?? ""))
        lines += AuditFooter(palette: palette).issueLines(report.gate)
        if verdicts.contains(where: { $0.provenanceStatus == .verified && $0.origin == .notJudged }) {
            lines.append(
                "Whether it is where earlier releases came from is looked at by `audit`, and with `--require-provenance`."
            )
        }
        lines.append("Provenance proves which workflow at which commit built these bytes: origin, not intent.")
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ verdict: VerificationVerdict) -> [String] {
        let attestation = verdict.attestation
        var line = "\(palette.paint(verdict.identity, .bold))  signature \(word(verdict.signature.status))"
        line += "  publish \(word(attestation.publish.status))  provenance \(word(verdict.provenanceStatus))"
        if let bound = attestation.boundTo {
            line += "  bound to the \(bound == .lockfile ? "lock file" : "registry")'s digest"
        }
        var lines = [line]
        if let build = attestation.build {
            lines.append("  built by \(DisplayText(identity: build.signer))")
            lines.append("  from \(DisplayText(identity: build.repository)) at \(DisplayText(identity: build.commit))")
        }
        if let reason = verdict.signature.reason, verdict.signature.status != .verified || showsChecks {
            lines.append("  signature: \(DisplayText(untrusted: reason))")
        }
        let isSaid = attestation.provenance.checks.contains { $0.reason == verdict.provenanceReason }
        if ![.verified, .absent].contains(verdict.provenanceStatus), !isSaid, let reason = verdict.provenanceReason {
            lines.append("  provenance: \(DisplayText(untrusted: reason))")
        }
        guard showsChecks || verdict.isInvalid || verdict.isUnknown else { return lines }
        lines +=
            Self.checks("provenance", attestation.provenance) + Self.checks("publish attestation", attestation.publish)
        return lines
    }

    /// One line a check: its mark, its name, the section of the procedure, and what was compared.
    static func checks(_ title: String, _ part: AttestationResult.Part) -> [String] {
        guard !part.checks.isEmpty else { return [] }
        return ["  \(title):"]
            + part.checks.map { check in
                let evidence = check.evidence.map { "\($0.key) \(DisplayText(identity: $0.value))" }.joined(
                    separator: ", ")
                let detail = check.reason.map { DisplayText(untrusted: $0).text } ?? evidence
                return
                    "    \(mark(check.status)) \(padded(check.id.rawValue, to: 26)) \(padded(check.id.section, to: 5)) \(detail)"
            }
    }

    static func mark(_ status: CheckStatus) -> String {
        switch status {
        case .verified: "✓"
        case .failed: "✗"
        case .absent, .notApplicable: "-"
        case .unknown: "?"
        }
    }

    private func word(_ status: ReleaseAssessment.ProvenanceStatus) -> String {
        switch status {
        case .verified: palette.paint("verified", .good)
        case .changed: palette.paint("changed", .alarm)
        case .lost: palette.paint("lost", .warning)
        case .invalid: palette.paint("INVALID", .alarm)
        case .claimed: palette.paint("claimed", .warning)
        case .unknown: palette.paint("unknown", .warning)
        case .absent: "none"
        }
    }

    private func word(_ status: CheckStatus) -> String {
        switch status {
        case .verified: palette.paint("verified", .good)
        case .failed: palette.paint("INVALID", .alarm)
        case .absent: "none"
        case .notApplicable: "not applicable"
        case .unknown: palette.paint("unknown", .warning)
        }
    }
}
