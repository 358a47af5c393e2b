import ArgumentParser
import Auditing
import PackageModel
import Policy
import Reporting

/// `audit`: the table of risk, score, publishers, downloads, age and provenance.
struct AuditCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Say which packages one stolen credential could turn into an attack.",
        discussion: "Without names and without `--file`, the lock file of this folder is audited.")

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: output.quiet)
        let rules = try gate.gate(beside: input.file, in: environment)
        let plan = try input.plan(in: environment, diagnostics)
        guard !plan.targets.isEmpty || !plan.errors.isEmpty else {
            throw CommandFailure(.usage, "nothing to audit: no package of a registry in the input")
        }
        let session = try Session(source: source, trust: trust, in: environment, diagnostics)
        var conditions = rules
        if trust.requireFreshTrustRoot, !session.trust.source.isFresh {
            conditions.staleAnchors = session.trust.source.reason
        }
        let progress = ProgressLine(
            stream: environment.standardError,
            isShown: environment.standardError.isTerminal && !output.noProgress && !output.quiet
                && environment.variable("CI") == nil)
        let auditor = Auditor(
            sources: session.sources, trust: session.trust,
            options: .init(now: session.now, gate: conditions, asksGitHub: !source.noGitHub), listen: progress.show)
        let report = await auditor.audit(plan)
        progress.clear()
        try await session.finish()
        if Task.isCancelled { return .interrupted }
        for note in report.notes { diagnostics.note(note) }
        try output.write(text(report, environment), in: environment)
        Self.say(report.errors, diagnostics)
        return Self.status(report.gate)
    }

    private func text(_ report: AuditReport, _ environment: Environment) -> String {
        switch output.effectiveFormat {
        case .json: AuditJSON.document(report, tool: Program.name, version: Program.version).document
        case .table: AuditTable(top: output.top, palette: output.palette(environment)).text(report)
        }
    }

    /// Problems shown one by one on standard error; the report has all.
    private static let maximumErrors = 10

    static func say(_ errors: [AuditIssue], _ diagnostics: Diagnostics) {
        for issue in errors.prefix(maximumErrors) {
            diagnostics.error("\(issue.package.map { "\($0): " } ?? "")\(issue.message) (\(issue.code))")
        }
        if errors.count > maximumErrors { diagnostics.error("and \(errors.count - maximumErrors) more packages") }
    }

    static func status(_ gate: GateOutcome) -> ExitStatus {
        if !gate.failures.isEmpty { return .gateFailed }
        return gate.passed ? .success : .unchecked
    }
}

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

extension OutputOptions {
    /// Writes the report to `--output`, or to standard output.
    func write(_ text: String, in environment: Environment) throws(CommandFailure) {
        do {
            if let output {
                try environment.files.replace(environment.absolute(output), Array(text.utf8))
            } else {
                try environment.standardOutput.write(text)
            }
        } catch { throw CommandFailure(error, path: output ?? "standard output") }
    }

    func palette(_ environment: Environment) -> Palette {
        switch color {
        case .always: .colored
        case .never: .plain
        case .auto: isColored(environment) ? .colored : .plain
        }
    }

    private func isColored(_ environment: Environment) -> Bool {
        if environment.variable("NO_COLOR") != nil { return false }
        if let force = environment.variable("FORCE_COLOR") { return force != "0" }
        return output == nil && environment.standardOutput.isTerminal && environment.variable("TERM") != "dumb"
            && environment.variable("CI") == nil
    }
}
