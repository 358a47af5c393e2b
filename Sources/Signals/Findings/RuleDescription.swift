/// What a rule is, for help texts, schemas and documentation.
public struct RuleDescription: Sendable, Equatable {
    public let id: RuleID
    /// The group in which the rule corroborates others, or nil when it stands alone.
    public let group: CorroborationGroup?
    /// The severities that it gives on its own, worst first.
    public let alone: [Severity]
    /// When it fires: one line, lower case, without a final stop.
    public let summary: String
    /// A command that shows what the rule looked at; NAME, VERSION, EARLIER and DEPENDENCY stand for what a finding is about.
    public let check: String

    /// Where the rule is explained, relative to the root of the project.
    public var documentation: String { "docs/findings/\(id.rawValue).md" }
}

/// The three independent kinds of signs (docs/findings/README.md, "Corroboration").
public enum CorroborationGroup: String, Sendable, Hashable, CaseIterable {
    /// Who published.
    case publication = "who published"
    /// What the release would run or pull.
    case content = "what it would do"
    /// How it came out.
    case circumstances = "how it came out"
}
