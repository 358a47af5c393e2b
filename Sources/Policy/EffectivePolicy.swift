public import PackageModel

/// What counts in one audit, and who said so: the command line, or the project's file.
public struct EffectivePolicy: Sendable {
    public enum Source: Sendable, Hashable {
        case commandLine
        /// The policy file, by the path that it was read from.
        case file(String)
    }

    /// A value and where it came from.
    public struct Sourced<Value: Sendable>: Sendable {
        public let value: Value
        public let source: Source
    }

    /// What fails the gate. The command line's word replaces the file's; empty when neither says anything.
    public let failOn: [Sourced<FailOn>]
    /// Patterns of both: neither takes back what the other requires.
    public let requireProvenance: [Sourced<Glob>]
    /// The file's exceptions; the command line has none.
    public let exceptions: [Sourced<PolicyException>]

    /// - Parameters:
    ///   - failOn: the values of `--fail-on`, or nil when it was not given; `none` among them takes back all of the file's.
    ///   - file: the policy and the path of its file; nil when there is none, or with `--no-policy`.
    public init(failOn: [FailOn]?, requireProvenance: [Glob], file: (path: String, policy: Policy)?) {
        func sourced<Value>(_ value: Value, _ source: Source) -> Sourced<Value> {
            Sourced(value: value, source: source)
        }
        let fileSource = file.map { Source.file($0.path) }
        if let failOn {
            self.failOn = failOn.filter { $0 != .nothing }.map { sourced($0, .commandLine) }
        } else if let fileSource, let values = file?.policy.failOn {
            self.failOn = values.filter { $0 != .nothing }.map { sourced($0, fileSource) }
        } else {
            self.failOn = []
        }
        var patterns = requireProvenance.map { sourced($0, .commandLine) }
        var exceptions: [Sourced<PolicyException>] = []
        if let file, let fileSource {
            patterns += file.policy.requireProvenance.map { sourced($0, fileSource) }
            exceptions = file.policy.exceptions.map { sourced($0, fileSource) }
        }
        self.requireProvenance = patterns
        self.exceptions = exceptions
    }

    /// The exceptions by which the project's own file lets findings pass, at an instant: every report has to show them.
    public func loosening(at now: Timestamp) -> [Sourced<PolicyException>] {
        exceptions.filter { !$0.value.expires.isOver(at: now) }
    }
}
