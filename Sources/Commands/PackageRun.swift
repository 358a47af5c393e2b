import ArgumentParser
import Auditing
import Reporting

/// Options of every command that asks services about packages.
struct RunOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions
}

/// One run over packages: what it looks at, whom it asks and when it fails, and the end that all such commands share.
struct PackageRun {
    let plan: AuditPlan
    let gate: Gate
    let session: Session
    private let options: RunOptions
    private let environment: Environment
    private let diagnostics: Diagnostics

    /// - Parameter lockfile: the policy's default place is beside it.
    init(
        _ options: RunOptions, plan: AuditPlan, beside lockfile: String?, in environment: Environment
    ) throws(CommandFailure) {
        self.diagnostics = Diagnostics(
            stream: environment.standardError, isQuiet: options.output.quiet, isVerbose: options.output.verbose)
        var gate = try options.gate.gate(beside: lockfile, in: environment)
        self.session = try Session(source: options.source, trust: options.trust, in: environment, diagnostics)
        gate.requiresFreshAnchors = options.trust.requireFreshTrustRoot
        self.gate = gate
        self.plan = plan
        self.options = options
        self.environment = environment
    }

    /// A run over names or a lock file, which are read before anybody is asked: wrong input costs no request.
    ///
    /// - Parameter nothing: what to say when there is no package of a registry in the input.
    init(
        _ options: RunOptions, input: InputOptions, nothing: String, in environment: Environment
    ) throws(CommandFailure) {
        let plan = try input.plan(
            in: environment, Diagnostics(stream: environment.standardError, isQuiet: options.output.quiet))
        guard !plan.targets.isEmpty || !plan.errors.isEmpty else { throw CommandFailure(.usage, nothing) }
        try self.init(options, plan: plan, beside: input.file, in: environment)
    }

    /// Audits the plan, with progress on a terminal.
    func audit() async -> AuditReport {
        let output = options.output
        let progress = ProgressLine(
            stream: environment.standardError,
            isShown: environment.standardError.isTerminal && !output.noProgress && !output.quiet
                && environment.variable("CI") == nil)
        let auditor = Auditor(
            sources: session.sources, trust: session.trust,
            options: .init(now: session.now, gate: gate, asksGitHub: !options.source.noGitHub), listen: progress.show)
        let report = await auditor.audit(plan)
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
        for note in notes { diagnostics.note(note) }
        let output = options.output
        switch output.effectiveFormat {
        case .json: try output.write(json(), in: environment)
        case .table: try output.write(table(output, output.palette(environment)), in: environment)
        }
        diagnostics.say(errors)
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
