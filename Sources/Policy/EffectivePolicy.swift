public import PackageModel

/// What fails the gate of one audit: the command line's word, and the project's file's.
public struct EffectivePolicy: Sendable {
    /// The command line's replaces the file's; empty when neither says anything.
    public let failOn: [FailOn]
    /// Patterns of both: neither takes back what the other requires.
    public let requireProvenance: [Glob]

    /// - Parameters:
    ///   - failOn: the values of `--fail-on`, or nil when it was not given; `none` among them takes back all of the file's.
    ///   - file: nil when there is none, or with `--no-policy`.
    public init(failOn: [FailOn]?, requireProvenance: [Glob], file: Policy?) {
        self.failOn = (failOn ?? file?.failOn ?? []).filter { $0 != .nothing }
        self.requireProvenance = requireProvenance + (file?.requireProvenance ?? [])
    }
}
