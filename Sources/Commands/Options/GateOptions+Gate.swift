import Auditing
import PackageModel
import Policy

extension GateOptions {
    /// The gate that the options and the project's policy ask for.
    ///
    /// - Parameters:
    ///   - failOn: of a command that looks for findings.
    ///   - lockfile: the policy's default place is beside it.
    func gate(
        _ failOn: FailOnOptions? = nil, beside lockfile: String?, in environment: Environment
    ) throws(CommandFailure) -> Gate {
        let levels = try failOn?.levels()
        var patterns: [Glob] = []
        for text in requireProvenance {
            guard let pattern = Glob(text) else {
                throw CommandFailure(
                    .usage, "`--require-provenance` takes a pattern of 1 to \(Glob.maximumLength) bytes")
            }
            patterns.append(pattern)
        }
        let file = try PolicyLoading.file(self, beside: lockfile, in: environment)
        let effective = EffectivePolicy(failOn: levels, requireProvenance: patterns, file: file?.policy)
        var gate = Gate(
            failOn: effective.failOn, requireProvenance: effective.requireProvenance,
            allowsUnknown: unknown.allowUnknown)
        gate.requiresFreshAnchors = requireFreshTrustRoot
        gate.policy = file
        return gate
    }
}

extension FailOnOptions {
    /// The values of `--fail-on`; nil when it was not given.
    fileprivate func levels() throws(CommandFailure) -> [FailOn]? {
        guard !failOn.isEmpty else { return nil }
        let levels: [FailOn]
        do {
            levels = try FailOn.list(failOn)
        } catch {
            throw CommandFailure(
                .usage, "`--fail-on` does not know `\(error.word)`",
                hint: "it takes critical, high, moderate, risky, none, or a rule's id")
        }
        guard levels.count == 1 || !levels.contains(.nothing) else {
            throw CommandFailure(.usage, "`--fail-on` takes `none` alone, and no other word with it")
        }
        return levels
    }
}
