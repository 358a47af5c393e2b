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
        var lines = ["  Do not install \(verdict.version) until this is explained; in CI, `--fail-on high` stops it."]
        if let previous = verdict.history.value?.previous {
            lines.append("  Stay on \(previous.version), and pin it in the lock file.")
        }
        lines += [
            "  Where it was installed, assume that its code has run: rotate every credential of that machine and of that CI job,",
            "  and look for it in the lock files and installations of other projects (`npm ls \(verdict.name)`).",
            "  Ask the maintainers in public, and tell npm (https://www.npmjs.com/support).",
        ]
        return [heading("What to do")] + lines + [""]
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
