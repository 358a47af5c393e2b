import Auditing
import PackageModel
import Provenance
import Signals
import Sigstore

extension Explanation {
    /// tarball → workflow run → commit → source, or in three lines how to get there.
    func chain(_ verdict: PackageVerdict) -> [String] {
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
        if let open = Self.openOrigin(verdict) { lines += open.map { "  \($0)" } }
        switch attestation.provenance.status {
        case .absent, .notApplicable: lines += Self.withoutProvenance(verdict)
        default:
            lines += VerifyText.checks("provenance", attestation.provenance)
            lines += VerifyText.checks("publish attestation", attestation.publish)
        }
        return lines + [""]
    }

    /// Why provenance is unknown although it verifies; nil elsewhere.
    static func openOrigin(_ verdict: PackageVerdict) -> [String]? {
        guard verdict.provenanceStatus == .unknown, verdict.attestation.provenance.status == .verified,
            let question = verdict.assessment.originQuestions.first
        else { return nil }
        let subject = DisplayText(untrusted: question.subject)
        return [
            "every check of this release held; \(subject) could not be obtained,",
            "so that a change cannot be ruled out",
        ]
    }

    /// In three lines: what is missing, how it comes about, and where to read on.
    private static func withoutProvenance(_ verdict: PackageVerdict) -> [String] {
        if verdict.provenanceStatus == .lost, let history = verdict.history.value, history.audited.level == .none,
            let best = history.line.last(where: { $0.claimsProvenance })
        {
            return [
                "  This release names no build; \(best.version) of \(best.published.dateText) did. Whoever published this one had a token or a",
                "  password, and no workflow that the registry knows. Its maintainers can say whether it was them;",
                "  docs/findings/provenance-lost.md says how to look for its tag and its run.",
            ]
        }
        return [
            "  This release names no build. Its maintainers can turn on Trusted Publishing in the package's npm settings,",
            "  publish from CI with npm 11.5.1 or newer and `id-token: write`, and remove the token: provenance is then automatic.",
            "  docs/trusted-publishing.md says how, and how to see that it worked.",
        ]
    }
}
