import ArgumentParser
import Auditing
import Reporting

/// Options of an audit with a table.
struct RunOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions
    @OptionGroup var rows: RowOptions
    @OptionGroup var failOn: FailOnOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    var settings: RunSettings { RunSettings(output: output, source: source, trust: trust) }
}

/// What every command that asks services about packages is told.
///
/// Each has all options that say whom to ask and what to trust, so that a project can set them once, but only those
/// conditions of the gate that it can judge.
struct RunSettings {
    let output: OutputOptions
    let source: SourceOptions
    let trust: TrustOptions
}

/// One run over packages: what it looks at, whom it asks and when it fails, and the end that all such commands share.
struct PackageRun {
    let plan: AuditPlan
    let gate: Gate
    let session: Session
    private let settings: RunSettings
    private let environment: Environment
    private let diagnostics: Diagnostics

    /// - Parameter lockfile: the project's configuration of npm is looked for beside it.
    private init(
        _ settings: RunSettings, plan: AuditPlan, gate: Gate, beside lockfile: String?, in environment: Environment
    ) throws(CommandFailure) {
        self.diagnostics = Diagnostics(
            stream: environment.standardError, isQuiet: settings.output.quiet, isVerbose: settings.output.verbose)
        self.session = try Session(
            source: settings.source, trust: settings.trust, beside: lockfile, in: environment, diagnostics)
        self.gate = gate
        self.plan = plan
        self.settings = settings
        self.environment = environment
    }

    /// - Parameter lockfile: the policy's default place is beside it.
    init(
        _ options: RunOptions, plan: AuditPlan, beside lockfile: String?, in environment: Environment
    ) throws(CommandFailure) {
        let gate = try options.gate.gate(options.failOn, beside: lockfile, in: environment)
        try self.init(options.settings, plan: plan, gate: gate, beside: lockfile, in: environment)
    }

    /// A run over names or a lock file, which are read before anybody is asked: wrong input costs no request.
    ///
    /// - Parameter nothing: what to say when there is no package of a registry in the input.
    init(
        _ settings: RunSettings, input: InputOptions, gate: Gate, nothing: String, in environment: Environment
    ) throws(CommandFailure) {
        let plan = try input.plan(
            in: environment, Diagnostics(stream: environment.standardError, isQuiet: settings.output.quiet))
        guard !plan.targets.isEmpty || !plan.errors.isEmpty else {
            let excluded = plan.coverage.excluded
            throw CommandFailure(
                .usage, nothing,
                hint: excluded > 0 ? "`--omit` or `--prod` leaves out \(excluded) of its packages" : nil)
        }
        try self.init(settings, plan: plan, gate: gate, beside: input.file, in: environment)
    }

    /// Audits the plan, with progress on a terminal.
    func audit() async -> AuditReport {
        var report = await withProgress { listen in
            await Auditor(
                sources: session.sources, trust: session.trust,
                options: .init(now: session.now, gate: gate, asksGitHub: !settings.source.noGitHub), listen: listen
            ).audit(plan)
        }
        report.isByName = plan.targets.contains(where: \.isNamed)
        report.asksGitHub = !settings.source.noGitHub
        return report
    }

    /// Does the work of the run, and shows how far it is on a terminal that can take a line back.
    func withProgress<Report>(
        _ work: (_ listen: @escaping @Sendable (AuditEvent) -> Void) async -> Report
    ) async -> Report {
        let output = settings.output
        let progress = ProgressLine(
            stream: environment.standardError,
            isShown: environment.standardError.isTerminal && !output.noProgress && !output.quiet
                && environment.variable("CI") == nil && environment.variable("TERM") != "dumb")
        let report = await work(progress.show)
        progress.clear()
        return report
    }

    /// Ends the session, writes the report in the format that was asked for, and says what went wrong.
    ///
    /// - Returns: the status of an interrupted run, else that of the gate.
    /// - Throws: when the record is incomplete, or the report cannot be written.
    func end(
        _ gate: GateOutcome, errors: [AuditIssue], notes: [String] = [], json: () -> JSONNode,
        table: (OutputOptions, Palette) -> String
    ) async throws -> ExitStatus {
        var failure: CommandFailure?
        do throws(CommandFailure) { try await session.finish() } catch { failure = error }
        if Task.isCancelled { return .interrupted }
        let output = settings.output
        // One terminal shows a table with all that went wrong: there it is said once.
        let isSaid =
            output.effectiveFormat == .table && output.file == nil && environment.standardOutput.isTerminal
            && environment.standardError.isTerminal
        if !isSaid { for note in notes { diagnostics.note(note) } }
        switch output.effectiveFormat {
        case .json: try output.write(json(), in: environment)
        case .table: try output.write(table(output, output.palette(environment)), in: environment)
        }
        if !isSaid { diagnostics.say(errors) }
        // The audit was made, whatever became of its record.
        if let failure { throw failure }
        return ExitStatus(gate)
    }
}

extension Diagnostics {
    /// Problems shown one by one; the report has all.
    private static var maximumIssues: Int { 10 }

    func say(_ issues: [AuditIssue]) {
        for issue in issues.prefix(Self.maximumIssues) {
            error("\(issue.package.map { "\($0): " } ?? "")\(issue.message) (\(issue.code))")
        }
        if issues.count > Self.maximumIssues { error("and \(issues.count - Self.maximumIssues) more") }
    }
}

extension ExitStatus {
    /// What the gate found, as a status: wrong before unchecked.
    init(_ gate: GateOutcome) {
        self = !gate.failures.isEmpty ? .gateFailed : gate.passed ? .success : .unchecked
    }
}
