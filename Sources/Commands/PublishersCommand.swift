import ArgumentParser
import Auditing
import Reporting

/// `publishers`: who can publish code into a tree.
struct PublishersCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publishers",
        abstract: "Show who can publish code into this tree, and how much hangs on each account.")

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var rows: RowOptions
    @OptionGroup var unknown: UnknownOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let run = try PackageRun(
            RunSettings(output: output, source: source, trust: trust), input: input,
            // Nothing is judged here: what could not be asked is all that the gate can miss.
            gate: Gate(allowsUnknown: unknown.allowUnknown),
            nothing: "nobody to look for: no package of a registry in the input",
            in: environment)
        let report = await run.withProgress { listen in
            await PublisherSurvey(sources: run.session.sources, now: run.session.now, listen: listen).report(run.plan)
        }
        let gate = GateOutcome(unchecked: report.errors, allowsUnknown: run.gate.allowsUnknown)
        return try await run.end(gate, errors: report.errors) {
            PublishersJSON.document(report, gate)
        } table: { _, palette in
            PublishersTable(top: rows.top, palette: palette).text(report, gate)
        }
    }
}
