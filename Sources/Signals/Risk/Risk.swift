/// What a row of the report says at a glance, worst first (docs/scoring.md, "Bands and risk").
public enum Risk: String, Sendable, Hashable, CaseIterable {
    case critical, high, unknown, moderate, good, healthy

    private static let healthyFrom = 75
    private static let goodFrom = 60
    /// Scores under this are high: what `risky` means in `--fail-on`.
    public static let moderateFrom = 40

    /// The band of a score.
    public init(band score: Int) {
        self =
            switch score {
            case Self.healthyFrom...: .healthy
            case Self.goodFrom...: .good
            case Self.moderateFrom...: .moderate
            default: .high
            }
    }

    /// What a finding makes of a package; a low one changes nothing.
    public init?(_ severity: Severity) {
        switch severity {
        case .critical: self = .critical
        case .high: self = .high
        case .moderate: self = .moderate
        case .low: return nil
        }
    }

    /// The worse of the worst finding and the band of the score's low end.
    ///
    /// A flag that could not be determined, and that could make the package high or worse, makes it `unknown` unless
    /// something worse is known; and so does a rule that might have made it worse than it is (`worstPossible`).
    ///
    /// - Parameter worstPossible: the assessment's.
    public init(
        findings: [Finding], undetermined: [UndeterminedFlag], worstPossible: Severity? = nil, score: ScoreRange
    ) {
        var all = findings.compactMap { Risk($0.severity) }
        all.append(Risk(band: score.low))
        if undetermined.contains(where: { $0.worst >= .high }) { all.append(.unknown) }
        if let known = all.min(), let possible = worstPossible.flatMap(Risk.init(_:)), possible < known {
            all.append(.unknown)
        }
        self = all.min() ?? .unknown
    }
}

extension Risk: Comparable {
    private var rank: Int {
        switch self {
        case .critical: 0
        case .high: 1
        case .unknown: 2
        case .moderate: 3
        case .good: 4
        case .healthy: 5
        }
    }

    /// The worse risk comes first, as in the report.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
