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
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: output.quiet)
        var conditions = try gate.gate(beside: input.file, in: environment)
        let plan = try input.plan(in: environment, diagnostics)
        guard !plan.targets.isEmpty || !plan.errors.isEmpty else {
            throw CommandFailure(.usage, "nothing to verify: no package of a registry in the input")
        }
        let session = try Session(source: source, trust: trust, in: environment, diagnostics)
        if trust.requireFreshTrustRoot, !session.trust.source.isFresh {
            conditions.staleAnchors = session.trust.source.reason
        }
        let run = VerificationRun(sources: session.sources, trust: session.trust, now: session.now, gate: conditions)
        let report = await run.verify(plan)
        try await session.finish()
        if Task.isCancelled { return .interrupted }
        switch output.effectiveFormat {
        case .json: try output.write(VerifyJSON.document(report).document, in: environment)
        case .table:
            let text = VerifyText(palette: output.palette(environment), showsChecks: !plan.isLockfile || output.verbose)
            try output.write(text.text(report), in: environment)
        }
        AuditCommand.say(report.errors, diagnostics)
        return AuditCommand.status(report.gate)
    }
}
