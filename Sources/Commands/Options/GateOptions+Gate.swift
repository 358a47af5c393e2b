import Auditing
import PackageModel
import Policy

extension GateOptions {
    /// The gate that the options and the project's policy ask for.
    ///
    /// - Parameter lockfile: the policy's default place is beside it.
    func gate(beside lockfile: String? = nil, in environment: Environment) throws(CommandFailure) -> Gate {
        let levels: [FailOn]?
        do {
            levels = failOn.isEmpty ? nil : try FailOn.list(failOn)
        } catch {
            throw CommandFailure(
                .usage, "`--fail-on` does not know `\(error.word)`",
                hint: "it takes critical, high, moderate, risky, none, or a rule's id")
        }
        var patterns: [Glob] = []
        for text in requireProvenance {
            guard let pattern = Glob(text) else {
                throw CommandFailure(
                    .usage, "`--require-provenance` takes a pattern of 1 to \(Glob.maximumLength) bytes")
            }
            patterns.append(pattern)
        }
        let file = try PolicyLoading.file(self, beside: lockfile, in: environment)
        let effective = EffectivePolicy(
            failOn: levels, requireProvenance: patterns, file: file.map { ($0.path, $0.policy) })
        var gate = Gate(
            failOn: effective.failOn.map(\.value), requireProvenance: effective.requireProvenance.map(\.value),
            allowsUnknown: allowUnknown)
        gate.policy = file
        return gate
    }
}
