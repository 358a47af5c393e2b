/// One question that is asked of a release; a conforming type is one file with its own tests and documented section.
protocol Rule: SendableMetatype {
    static var description: RuleDescription { get }
    static func judge(_ release: ReviewedRelease) -> RuleOutcome
}

/// A rule that compares a release with its package's past.
protocol HistoryRule: Rule {
    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome
}

extension HistoryRule {
    static func judge(_ release: ReviewedRelease) -> RuleOutcome {
        switch release.history {
        case .known(let history): judge(history, release)
        case .unknown(let reason): .unanswered(UnansweredRule.history, reason)
        }
    }

    /// A finding of this rule at the only severity that it gives alone.
    static func fired(_ severity: Severity, _ message: String, _ evidence: [FindingEvidence]) -> RuleOutcome {
        RuleOutcome(
            findings: [
                Finding(rule: description.id, severity: severity, message: message, evidence: evidence)
            ])
    }
}

/// What one rule has to say: findings, and what it could not judge.
struct RuleOutcome {
    var findings: [Finding] = []
    var unanswered: [(subject: String, reason: UnknownReason)] = []

    static let quiet = RuleOutcome()

    static func unanswered(_ subject: String, _ reason: UnknownReason) -> RuleOutcome {
        RuleOutcome(unanswered: [(subject, reason)])
    }
}

/// Something that a rule could not judge for lack of facts; reported, never silently passed.
public struct UnansweredRule: Sendable, Hashable {
    public let rule: RuleID
    /// What would have been needed: `history`, or the name of a dependency.
    public let subject: String
    public let reason: UnknownReason

    /// The subject of rules that lack the package's past.
    static let history = "history"

    public init(rule: RuleID, subject: String, reason: UnknownReason) {
        self.rule = rule
        self.subject = subject
        self.reason = reason
    }

    /// Whether the rule might have fired, had the network given what it did not.
    ///
    /// A past that the registry does not tell, and attestations that do not verify, are what they are.
    public var isOpen: Bool {
        switch reason {
        case .unverified: false
        case .notSaid: subject != Self.history
        case .notAsked, .unreachable, .rateLimited, .notCached, .notRecorded, .timedOut, .contradicted: true
        }
    }

    /// The worst that the rule gives on its own.
    public var worst: Severity { RuleCatalogue.description(of: rule)?.alone.max() ?? .critical }
}
