/// Every rule there is, in the order of docs/findings/README.md.
public enum RuleCatalogue {
    /// The rules that look at a release and its past.
    static let rules: [any Rule.Type] = [
        ProvenanceInvalid.self, SignatureInvalid.self, IntegrityMismatch.self, ProvenanceLost.self,
        OriginChanged.self, RepositoryMismatch.self, ChannelSwitch.self, NewPublisher.self, DormantPublisher.self,
        InstallScriptAdded.self, DependencyAdded.self, SizeJump.self, ReleaseBurst.self, WokeUp.self,
        VersionAnomaly.self, CommitMissing.self, UnpublishedNeighbour.self,
    ]

    public static let all: [RuleDescription] =
        rules.map { $0.description } + [SolePublisher.description, NewAndPopular.description, Stale.description]

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

    /// The description of one rule.
    public static func description(of id: RuleID) -> RuleDescription? { byID[id] }
}
