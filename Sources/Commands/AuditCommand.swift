import ArgumentParser
import Auditing
import Reporting

/// `audit`: the table of risk, score, publishers, downloads, age and provenance.
struct AuditCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Say which packages one stolen credential could turn into an attack.",
        discussion: "Without names and without `--file`, the lock file of this folder is audited.")

    @OptionGroup var input: InputOptions
    @OptionGroup var options: RunOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let run = try PackageRun(
            options.settings, input: input,
            gate: options.gate.gate(options.failOn, beside: input.file, in: environment),
            nothing: "nothing to audit: no package of a registry in the input",
            in: environment)
        let report = await run.audit()
        return try await run.end(report.gate, errors: report.errors, notes: report.notes) {
            AuditJSON.document(report, tool: Program.name, version: Program.version)
        } table: { _, palette in
            AuditTable(top: options.rows.top, palette: palette).text(report)
        }
    }
}
