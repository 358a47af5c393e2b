public import PackageModel
public import Signals

/// What a project asks of its audits, committed beside the lock file as `.proof-of-commitment.yml`.
public struct Policy: Sendable {
    public static let fileName = ".proof-of-commitment.yml"

    /// What fails the gate; nil when the file does not say.
    public var failOn: [FailOn]?
    /// Packages that must have verified provenance.
    public var requireProvenance: [Glob]
    public var exceptions: [PolicyException]
    /// The verified origins that `accept --origins` recorded.
    public var origins: [RecordedOrigin]

    public init(
        failOn: [FailOn]? = nil, requireProvenance: [Glob] = [], exceptions: [PolicyException] = [],
        origins: [RecordedOrigin] = []
    ) {
        self.failOn = failOn
        self.requireProvenance = requireProvenance
        self.exceptions = exceptions
        self.origins = origins
    }

    /// The origins that were recorded, by package: several where several versions are locked.
    public var originsByPackage: [PackageName: [VerifiedOrigin]] {
        Dictionary(grouping: origins, by: \.package).mapValues { $0.map(\.origin) }
    }
}

/// One value of `fail-on`, as on the command line.
public enum FailOn: Sendable, Hashable {
    /// Findings of this severity or worse: `critical`, `high`, `moderate`.
    case severity(Severity)
    /// A score under `Risk.moderateFrom`, or critical.
    case risky
    /// `none`: nothing does.
    case nothing
    case rule(RuleID)

    /// Reads one value; nil for a word that is none.
    public init?(_ text: String) {
        switch text {
        case "critical": self = .severity(.critical)
        case "high": self = .severity(.high)
        case "moderate": self = .severity(.moderate)
        case "risky": self = .risky
        case "none": self = .nothing
        default:
            guard let rule = RuleID(rawValue: text) else { return nil }
            self = .rule(rule)
        }
    }
}

/// Where a package's releases came from when somebody accepted it.
public struct RecordedOrigin: Sendable, Equatable {
    public let package: PackageName
    public let origin: VerifiedOrigin

    public init(package: PackageName, origin: VerifiedOrigin) {
        self.package = package
        self.origin = origin
    }
}
