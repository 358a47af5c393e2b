import Auditing
import Signals

extension Explanation {
    /// What to do now about a release that looks like an attack.
    func urgent(_ verdict: PackageVerdict) -> [String] {
        guard
            let worst = verdict.assessment.findings.first(where: {
                ![.solePublisher, .stale, .newAndPopular].contains($0.rule)
            }), worst.severity >= .high
        else { return [] }
        let rules = Set(verdict.assessment.findings.map(\.rule))
        // Provenance that does not hold for the locked digest is what such a digest comes with.
        if rules.contains(.integrityMismatch) { return [heading("What to do")] + Self.otherDigest(verdict) + [""] }
        var lines: [String]
        if !rules.isDisjoint(with: Self.wrong) {
            lines = [
                "  Do not install \(verdict.version): it fails every run, and nothing accepts it.",
                "  Pin the last version that verifies; `proof-of-commitment verify \(verdict.name)@VERSION` tells.",
            ]
        } else {
            lines = ["  Do not install \(verdict.version) until this is explained; in CI, `--fail-on high` stops it."]
            if let previous = verdict.history.value?.previous {
                lines.append("  Stay on \(previous.version), and pin it in the lock file.")
            }
        }
        lines += [
            "  Where it was installed, assume that its code has run: rotate every credential of that machine and of that CI job,",
            "  and look for it in the lock files and installations of other projects (`npm ls \(verdict.name)`).",
            "  Ask the maintainers in public, and tell npm (https://www.npmjs.com/support).",
        ]
        return [heading("What to do")] + lines + [""]
    }

    /// The rules about what is present and wrong: they fail every run.
    static let wrong: Set<RuleID> = [.provenanceInvalid, .signatureInvalid, .integrityMismatch]

    /// A version is immutable: either the lock file or the registry was changed (docs/findings/integrity-mismatch.md).
    private static func otherDigest(_ verdict: PackageVerdict) -> [String] {
        [
            "  Do not install \(verdict.version): the lock file or the registry was changed, and nothing accepts that.",
            "  Find the commit that brought the locked digest, and what its author had installed from.",
            "  Compare both digests with the tarball that the registry serves. If the lock file was written against a mirror that",
            "  repacks tarballs, write it again against the registry that you install from.",
        ]
    }

    func advice(_ verdict: PackageVerdict) -> [String] {
        var lines: [String] = []
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
