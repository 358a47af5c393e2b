/// The stable, documented name of a rule; its raw value is what JSON, policy files and `--fail-on` say.
///
/// The cases are in the order of the catalogue, which is the order of docs/findings/README.md.
public enum RuleID: String, Sendable, Hashable, CaseIterable {
    case provenanceInvalid = "provenance-invalid"
    case signatureInvalid = "signature-invalid"
    case integrityMismatch = "integrity-mismatch"
    case provenanceLost = "provenance-lost"
    case originChanged = "origin-changed"
    case repositoryMismatch = "repository-mismatch"
    case channelSwitch = "channel-switch"
    case newPublisher = "new-publisher"
    case dormantPublisher = "dormant-publisher"
    case installScriptAdded = "install-script-added"
    case dependencyAdded = "dependency-added"
    case sizeJump = "size-jump"
    case releaseBurst = "release-burst"
    case wokeUp = "woke-up"
    case versionAnomaly = "version-anomaly"
    case commitMissing = "commit-missing"
    case unpublishedNeighbour = "unpublished-neighbour"
    case solePublisher = "sole-publisher"
    case newAndPopular = "new-and-popular"
    case stale = "stale"
}

extension RuleID: Comparable {
    /// The order of the catalogue.
    public static func < (left: Self, right: Self) -> Bool { left.position < right.position }

    private static let positions = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

    private var position: Int { Self.positions[self] ?? Self.allCases.count }
}

extension RuleID: CustomStringConvertible {
    public var description: String { rawValue }
}
