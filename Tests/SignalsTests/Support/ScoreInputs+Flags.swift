import PackageModel
import Signals

extension ScoreInputs {
    /// The severity of a flag on these facts, or nil when it is not raised.
    func severity(of rule: RuleID) -> Severity? {
        RiskFlags(self).findings.first { $0.rule == rule }?.severity
    }

    /// The rules whose flags these facts leave open.
    var undetermined: [RuleID] { RiskFlags(self).undetermined.map(\.rule) }

    var risk: Risk {
        let flags = RiskFlags(self)
        return Risk(findings: flags.findings, undetermined: flags.undetermined, score: Score(self).total)
    }
}
