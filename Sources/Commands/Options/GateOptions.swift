import ArgumentParser

/// What the run fails on (README.md, "Commands"), of what each command that has a gate can find.
struct GateOptions: ParsableArguments {
    @Option(
        name: .customLong("require-provenance"),
        help: ArgumentHelp(
            "Fail unless packages, or those that match `=pattern`, have verified provenance.", valueName: "pattern"))
    var requireProvenance: [String] = []

    @OptionGroup var unknown: UnknownOptions

    @Flag(
        name: .customLong("require-fresh-trust-root"),
        help: "Count trust anchors that could not be refreshed as unknown.")
    var requireFreshTrustRoot = false

    @Option(
        help: ArgumentHelp(
            "The policy file. (default: .proof-of-commitment.yml beside the lock file)", valueName: "file"))
    var policy: String?

    @Flag(name: .customLong("no-policy"), help: "Use no policy file.")
    var noPolicy = false

    func validate() throws {
        guard policy == nil || !noPolicy else {
            throw ValidationError("`--policy` and `--no-policy` contradict each other")
        }
    }
}

/// Findings that the run fails on, for the commands that look for findings.
struct FailOnOptions: ParsableArguments {
    @Option(
        name: .customLong("fail-on"),
        help: ArgumentHelp(
            "Fail on findings: critical, high, moderate, risky, none, or a rule id; several by commas.",
            valueName: "level"))
    var failOn: [String] = []
}

/// Whether what could not be checked fails the run.
struct UnknownOptions: ParsableArguments {
    @Flag(name: .customLong("allow-unknown"), help: "Do not fail for what could not be checked.")
    var allowUnknown = false
}
