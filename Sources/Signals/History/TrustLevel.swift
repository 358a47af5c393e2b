/// How a release came onto the registry, by how much of it is vouched for (docs/findings/README.md, "Terms").
public enum TrustLevel: String, Sendable, Hashable, CaseIterable {
    /// Published with a token or a password, without provenance.
    case none
    /// By a trusted publisher, without provenance: CircleCI, private sources, provenance switched off.
    case trusted
    case provenance
    /// By a trusted publisher, with provenance.
    case trustedProvenance
    /// Staged, and approved by a person.
    case staged

    /// 0 to 4.
    public var rank: Int {
        switch self {
        case .none: 0
        case .trusted: 1
        case .provenance: 2
        case .trustedProvenance: 3
        case .staged: 4
        }
    }

    /// The level that the three facts make.
    public init(hasApprover: Bool, isTrustedPublisher: Bool, hasProvenance: Bool) {
        self =
            switch (hasApprover, isTrustedPublisher, hasProvenance) {
            case (true, _, _): .staged
            case (false, true, true): .trustedProvenance
            case (false, false, true): .provenance
            case (false, true, false): .trusted
            case (false, false, false): .none
            }
    }
}

extension TrustLevel: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
