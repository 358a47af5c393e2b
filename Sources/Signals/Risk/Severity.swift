/// How bad a finding is.
public enum Severity: String, Sendable, Hashable, CaseIterable {
    case critical, high, moderate, low

    /// 0 is worst.
    private var rank: Int {
        switch self {
        case .critical: 0
        case .high: 1
        case .moderate: 2
        case .low: 3
        }
    }
}

extension Severity: Comparable {
    /// The lesser severity comes first, so that `max` is the worst.
    public static func < (left: Self, right: Self) -> Bool { left.rank > right.rank }
}
