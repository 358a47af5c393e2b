/// What a release says about itself when its history is read: a rule that fired, and what it was judged on.
public struct Finding: Sendable, Equatable {
    public let rule: RuleID
    /// The severity that counts, after corroboration.
    public internal(set) var severity: Severity
    /// One line, lower case, without the package's name.
    public let message: String
    /// The values that were compared, in the order in which one would read them.
    public let evidence: [FindingEvidence]
    /// How the severity came about when other findings raised it, else nil.
    public internal(set) var raise: SeverityRaise?

    public init(rule: RuleID, severity: Severity, message: String, evidence: [FindingEvidence]) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.evidence = evidence
        self.raise = nil
    }

    /// The severity that the rule gives on its own.
    public var severityAlone: Severity { raise?.from ?? severity }
}

/// A value that a rule compared.
public struct FindingEvidence: Sendable, Hashable {
    /// Whose word a value is.
    public enum Voucher: String, Sendable, Hashable, CaseIterable {
        /// Checked here, by signatures and logs.
        case proved
        /// The registry says so.
        case registry
        /// The package says so, or who published it.
        case package
    }

    public let key: String
    public let value: String
    /// Nil for what the rule itself computed, or was given by the user.
    public let vouchedBy: Voucher?

    public init(_ key: String, _ value: String, _ vouchedBy: Voucher? = nil) {
        self.key = key
        self.value = value
        self.vouchedBy = vouchedBy
    }
}

/// Why a finding weighs more than its rule alone gives it (docs/findings/README.md, "Corroboration").
public struct SeverityRaise: Sendable, Equatable {
    public enum Cause: String, Sendable, Hashable {
        /// Findings of two independent groups.
        case twoGroups
        /// Findings of all three groups.
        case threeGroups
        /// Provenance or channel lost together with something new that would run or be pulled.
        case lostAndNew
    }

    public let from: Severity
    public let cause: Cause
    /// The other rules that corroborate, in the order of the catalogue.
    public let with: [RuleID]
}
