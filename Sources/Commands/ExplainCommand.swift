import ArgumentParser
import Auditing
import Reporting

/// `explain`: one package in depth.
struct ExplainCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain one package: every point of the score, every finding, the chain from tarball to source.")

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var failOn: FailOnOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        guard !input.names.isEmpty else {
            throw CommandFailure(.usage, "`explain` needs the name of a package", hint: "`explain axios@1.14.1`")
        }
        let run = try PackageRun(
            RunSettings(output: output, source: source, trust: trust), input: input,
            gate: gate.gate(failOn, beside: input.file, in: environment),
            nothing: "the lock file has no such package: `\(input.names.joined(separator: "`, `"))`",
            in: environment)
        let report = await run.audit()
        return try await run.end(report.gate, errors: report.errors, notes: report.notes) {
            AuditJSON.document(report, tool: Program.name, version: Program.version)
        } table: { output, palette in
            Explanation(palette: palette, width: output.columns(environment) ?? Explanation.standardWidth).text(report)
        }
    }
}
