import ArgumentParser
import Auditing
import Reporting

/// `verify`: registry signatures and provenance only, each check named.
struct VerifyCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify registry signatures and provenance, each check named.",
        discussion: "Without names and without `--file`, the lock file of this folder is verified.")

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let run = try PackageRun(
            RunSettings(output: output, source: source, trust: trust), input: input,
            gate: gate.gate(beside: input.file, in: environment),
            nothing: "nothing to verify: no package of a registry in the input",
            in: environment)
        let report = await run.withProgress { listen in
            await VerificationRun(
                sources: run.session.sources, trust: run.session.trust, now: run.session.now, gate: run.gate,
                listen: listen
            ).verify(run.plan)
        }
        return try await run.end(report.gate, errors: report.errors) {
            VerifyJSON.document(report)
        } table: { output, palette in
            VerifyText(palette: palette, showsChecks: !run.plan.isLockfile || output.verbose).text(report)
        }
    }
}
