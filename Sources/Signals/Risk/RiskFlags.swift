import PackageModel

/// The flags that need no history: how much hangs on one account, how young, how stale
/// (docs/scoring.md, "Bands and risk").
public struct RiskFlags: Sendable, Equatable {
    public let findings: [Finding]
    /// Flags that could not be told, in the order of the rules.
    public let undetermined: [UndeterminedFlag]

    /// Weekly downloads above which one publisher account is a large, and a huge, reach.
    static let largeReach: UInt64 = 1_000_000
    public static let hugeReach: UInt64 = 10_000_000
    /// Weekly downloads above which a package younger than a year is popular.
    static let popular: UInt64 = 100_000
    /// Where nobody looks at them.
    public static let none = RiskFlags(findings: [], undetermined: [])

    static let staleAfter = 365 * Milliseconds.day

    private init(findings: [Finding], undetermined: [UndeterminedFlag]) {
        self.findings = findings
        self.undetermined = undetermined
    }

    /// Judges the flags on the facts that the score is made of.
    ///
    /// - Parameter publishers: the names of the accounts that can publish, where they are known.
    public init(_ inputs: ScoreInputs, publishers: [String]? = nil) {
        var findings: [Finding] = []
        var undetermined: [UndeterminedFlag] = []
        for outcome in [
            SolePublisher.flag(inputs, account: publishers?.first), NewAndPopular.flag(inputs), Stale.flag(inputs),
        ] {
            switch outcome {
            case .raised(let finding): findings.append(finding)
            case .undetermined(let flag): undetermined.append(flag)
            case .quiet: break
            }
        }
        self.findings = findings
        self.undetermined = undetermined
    }
}

/// A flag that may or may not apply, for lack of a fact.
public struct UndeterminedFlag: Sendable, Hashable {
    public let rule: RuleID
    /// The worst that it could be.
    public let worst: Severity
    /// What would have to be known.
    public let missing: [MissingFact]
}

/// What judging one flag comes to.
enum FlagOutcome {
    case raised(Finding)
    case quiet
    case undetermined(UndeterminedFlag)
}
