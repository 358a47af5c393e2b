package import PackageModel
package import Policy
import Provenance
import Sigstore
import Signals

/// What the gate found (README.md, "Commands").
package struct GateOutcome: Sendable {
    /// What fails the run.
    package var failures: [AuditIssue] = []
    /// What the gate depends on and could not be checked.
    package var unchecked: [AuditIssue]
    package var allowsUnknown: Bool

    package init(unchecked: [AuditIssue], allowsUnknown: Bool) {
        self.unchecked = unchecked
        self.allowsUnknown = allowsUnknown
    }

    package var passed: Bool { failures.isEmpty && (unchecked.isEmpty || allowsUnknown) }
    package var reasons: [AuditIssue] { failures + unchecked }

    /// Leaves what an error says already to the error.
    mutating func forgetRepeated(_ errors: [AuditIssue]) {
        let said = Set(errors.map { [$0.package, $0.message] })
        unchecked.removeAll { said.contains([$0.package, $0.message]) && !errors.contains($0) }
    }
}

/// The conditions under which a run fails.
package struct Gate: Sendable {
    package var failOn: [FailOn]
    /// Packages that match must have verified provenance.
    package var requireProvenance: [Glob]
    package var allowsUnknown: Bool
    /// Whether anchors that are not fresh count as not checked.
    package var requiresFreshAnchors = false
    /// The project's file, whose exceptions let findings pass.
    package var policy: PolicyFile?

    package init(
        failOn: [FailOn] = [], requireProvenance: [Glob] = [], allowsUnknown: Bool = false
    ) {
        self.failOn = failOn
        self.requireProvenance = requireProvenance
        self.allowsUnknown = allowsUnknown
    }

    /// Whether `--fail-on` looks at the score, and so at downloads and GitHub.
    package var looksAtScore: Bool { failOn.contains(.risky) }

    /// - Parameter exceptions: what the policy's exceptions did; a finding that they cover fails nothing.
    package func judge(
        _ verdicts: [PackageVerdict], errors: [AuditIssue], anchors: AnchorSource, exceptions: PolicyOutcome?
    ) -> GateOutcome {
        var outcome = GateOutcome(unchecked: errors, allowsUnknown: allowsUnknown)
        judge(anchors, &outcome)
        for (index, verdict) in verdicts.enumerated() {
            judgeWrong(verdict, &outcome)
            judgeUnchecked(verdict, &outcome)
            let findings = exceptions?.remaining[index] ?? verdict.assessment.findings
            let open = OpenQuestions(verdict.assessment) { rule in
                exceptions?.accepts(rule, of: verdict.name, verdict.semanticVersion) == true
            }
            for level in failOn { judge(verdict, level, findings, open, &outcome) }
            judgeProvenance(verdict.name, verdict.identity, verdict.provenanceStatus, &outcome)
        }
        outcome.failures = Self.distinct(outcome.failures)
        outcome.unchecked = Self.distinct(outcome.unchecked)
        outcome.forgetRepeated(errors)
        return outcome
    }

    func judge(_ anchors: AnchorSource, _ outcome: inout GateOutcome) {
        guard requiresFreshAnchors, !anchors.isFresh else { return }
        outcome.unchecked.append(
            AuditIssue(package: nil, code: "stale-trust-root", message: anchors.reason ?? "not fresh"))
    }

    /// What is present and wrong fails without being asked.
    private func judgeWrong(_ verdict: PackageVerdict, _ outcome: inout GateOutcome) {
        for finding in verdict.assessment.findings
        where [.provenanceInvalid, .signatureInvalid, .integrityMismatch].contains(finding.rule) {
            outcome.failures.append(Self.issue(verdict, finding.rule.rawValue, finding.message))
        }
    }

    private func judgeUnchecked(_ verdict: PackageVerdict, _ outcome: inout GateOutcome) {
        if verdict.signature.status == .unknown {
            outcome.unchecked.append(
                Self.issue(
                    verdict, "signature-unchecked", verdict.signature.reason ?? "the signature could not be checked"))
        }
        let attestation = verdict.attestation
        if attestation.provenance.status == .unknown {
            outcome.unchecked.append(
                Self.issue(verdict, "provenance-unchecked", attestation.provenance.reason ?? "it could not be checked"))
        } else if attestation.publish.status == .unknown {
            outcome.unchecked.append(
                Self.issue(verdict, "provenance-unchecked", attestation.publish.reason ?? "it could not be checked"))
        } else if attestation.provenance.status == .verified {
            for question in verdict.assessment.originQuestions { unanswered(verdict, question, &outcome) }
        }
    }

    private func judge(
        _ verdict: PackageVerdict, _ level: FailOn, _ findings: [Finding], _ open: OpenQuestions,
        _ outcome: inout GateOutcome
    ) {
        let assessment = verdict.assessment
        switch level {
        case .severity(let threshold):
            for finding in findings where finding.severity >= threshold {
                outcome.failures.append(Self.issue(verdict, finding.rule.rawValue, finding.message))
            }
            for flag in open.flags where flag.worst >= threshold { undetermined(verdict, flag, &outcome) }
            for question in open.rules where couldReach(threshold, question, assessment) {
                unanswered(verdict, question, &outcome)
            }
        case .nothing: break
        case .rule(let rule):
            for finding in findings where finding.rule == rule {
                outcome.failures.append(Self.issue(verdict, rule.rawValue, finding.message))
            }
            for flag in open.flags where flag.rule == rule { undetermined(verdict, flag, &outcome) }
            for question in open.rules where question.rule == rule {
                unanswered(verdict, question, &outcome)
            }
        case .risky:
            let score = verdict.score.total
            if findings.contains(where: { $0.severity == .critical }) {
                outcome.failures.append(Self.issue(verdict, "risky", "a critical finding"))
            } else if score.high < Risk.moderateFrom {
                outcome.failures.append(Self.issue(verdict, "risky", "a score of \(score)"))
            } else if score.low < Risk.moderateFrom {
                outcome.unchecked.append(
                    Self.issue(verdict, "score-unknown", "the score is between \(score.low) and \(score.high)"))
            }
            for flag in open.flags where flag.worst == .critical { undetermined(verdict, flag, &outcome) }
            for question in open.rules where couldReach(.critical, question, assessment) {
                unanswered(verdict, question, &outcome)
            }
        }
    }

    /// Whether the rule could have fired that badly, alone or together with the others.
    private func couldReach(
        _ threshold: Severity, _ question: UnansweredRule, _ assessment: ReleaseAssessment
    ) -> Bool {
        if question.worst >= threshold { return true }
        return question.isOpen && assessment.worstPossible.map { $0 >= threshold } == true
    }

    func requiresProvenance(of name: PackageName) -> Bool {
        requireProvenance.contains { $0.matches(name.text) }
    }

    func judgeProvenance(
        _ name: PackageName, _ identity: String, _ status: ReleaseAssessment.ProvenanceStatus,
        _ outcome: inout GateOutcome
    ) {
        guard requiresProvenance(of: name) else { return }
        switch status {
        case .verified: break
        // Could not be checked, which is reported as such already.
        case .claimed, .unknown: break
        case .changed, .lost, .invalid, .absent:
            outcome.failures.append(
                AuditIssue(
                    package: identity, code: "provenance-required",
                    message: "verified provenance is required, and it is \(status.rawValue)"))
        }
    }

    private func undetermined(_ verdict: PackageVerdict, _ flag: UndeterminedFlag, _ outcome: inout GateOutcome) {
        let missing = flag.missing.map(\.name.rawValue).joined(separator: ", ")
        outcome.unchecked.append(
            Self.issue(verdict, "\(flag.rule.rawValue)-undetermined", "unknown: \(missing)"))
    }

    private func unanswered(_ verdict: PackageVerdict, _ question: UnansweredRule, _ outcome: inout GateOutcome) {
        outcome.unchecked.append(
            Self.issue(verdict, "\(question.rule.rawValue)-undetermined", "unknown: \(question.subject)"))
    }

    private static func issue(_ verdict: PackageVerdict, _ code: String, _ message: String) -> AuditIssue {
        AuditIssue(package: verdict.identity, code: code, message: message)
    }

    private static func distinct(_ issues: [AuditIssue]) -> [AuditIssue] {
        var seen: Set<AuditIssue> = []
        return issues.filter { seen.insert($0).inserted }
    }
}

/// What could not be told of a release, without what the project accepts whatever the answer.
private struct OpenQuestions {
    let flags: [UndeterminedFlag]
    let rules: [UnansweredRule]

    init(_ assessment: ReleaseAssessment, _ isAccepted: (RuleID) -> Bool) {
        flags = assessment.undetermined.filter { !isAccepted($0.rule) }
        rules = assessment.unanswered.filter { !isAccepted($0.rule) }
    }
}
