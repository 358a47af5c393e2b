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
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: output.quiet)
        guard !input.names.isEmpty else {
            throw CommandFailure(.usage, "`explain` needs the name of a package", hint: "`explain axios@1.14.1`")
        }
        let conditions = try gate.gate(beside: input.file, in: environment)
        let plan = try input.plan(in: environment, diagnostics)
        guard !plan.targets.isEmpty || !plan.errors.isEmpty else {
            throw CommandFailure(
                .usage, "the lock file has no such package: `\(input.names.joined(separator: "`, `"))`")
        }
        let session = try Session(source: source, trust: trust, in: environment, diagnostics)
        let auditor = Auditor(
            sources: session.sources, trust: session.trust,
            options: .init(now: session.now, gate: conditions, asksGitHub: !source.noGitHub))
        let report = await auditor.audit(plan)
        try await session.finish()
        if Task.isCancelled { return .interrupted }
        switch output.effectiveFormat {
        case .json:
            try output.write(
                AuditJSON.document(report, tool: Program.name, version: Program.version).document, in: environment)
        case .table:
            try output.write(Explanation(palette: output.palette(environment)).text(report), in: environment)
        }
        AuditCommand.say(report.errors, diagnostics)
        return AuditCommand.status(report.gate)
    }
}
