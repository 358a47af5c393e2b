import ArgumentParser

/// `audit`: the table of risk, score, publishers, downloads, age and provenance.
struct AuditCommand: RunnableCommand {
    static let configuration = CommandConfiguration(commandName: "audit", abstract: "Audit packages, or a lock file.")

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        .success
    }
}
