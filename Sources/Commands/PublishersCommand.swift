import ArgumentParser
import Auditing
import PackageModel
import Reporting

/// `publishers`: who can publish code into a tree.
struct PublishersCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publishers",
        abstract: "Show who can publish code into this tree, and how much hangs on each account.")

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: output.quiet)
        let conditions = try gate.gate(beside: input.file, in: environment)
        let plan = try input.plan(in: environment, diagnostics)
        guard !plan.targets.isEmpty || !plan.errors.isEmpty else {
            throw CommandFailure(.usage, "nobody to look for: no package of a registry in the input")
        }
        let session = try Session(source: source, trust: trust, in: environment, diagnostics)
        let survey = PublisherSurvey(sources: session.sources, now: session.now)
        let report = await survey.report(plan)
        try await session.finish()
        if Task.isCancelled { return .interrupted }
        switch output.effectiveFormat {
        case .json: try output.write(PublishersJSON.document(report).document, in: environment)
        case .table:
            try output.write(
                PublishersTable(top: output.top, palette: output.palette(environment)).text(report), in: environment)
        }
        AuditCommand.say(report.errors, diagnostics)
        return report.errors.isEmpty || conditions.allowsUnknown ? .success : .unchecked
    }
}
