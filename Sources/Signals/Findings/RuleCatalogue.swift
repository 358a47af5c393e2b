/// Every rule there is, in the order of the specification; help, schema and documentation are derived from it.
public enum RuleCatalogue {
    public static let all: [RuleDescription] = [
        SolePublisher.rule, NewAndPopular.rule, Stale.rule,
    ]

    /// The description of one rule.
    public static func description(of id: RuleID) -> RuleDescription? { all.first { $0.id == id } }
}
