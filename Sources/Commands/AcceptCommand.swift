import ArgumentParser
import Auditing
import PackageModel
import Policy
import Provenance
import Signals

/// `accept`: writes an exception, or the verified origins, into the committed policy.
struct AcceptCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Write an exception, or the verified origins, into the committed policy.",
        discussion: "`accept RULE NAME[@RANGE] --reason … --expires YYYY-MM-DD`, or `accept --origins`.")

    @Argument(help: ArgumentHelp("The rule whose finding is accepted.", valueName: "rule"))
    var rule: String?

    @Argument(help: ArgumentHelp("The packages: a name or pattern, with a range.", valueName: "name[@range]"))
    var package: String?

    @Option(help: "Why it is accepted.")
    var reason: String?

    @Option(help: ArgumentHelp("The last day on which it is accepted.", valueName: "YYYY-MM-DD"))
    var expires: String?

    @Flag(help: "Record where the verified provenance of each package of the lock file comes from.")
    var origins = false

    @Option(name: [.short, .long], help: ArgumentHelp("A lock file, for `--origins`.", valueName: "path"))
    var file: String?

    @Option(help: ArgumentHelp("The policy file.", valueName: "file"))
    var policy: String?

    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: false)
        return origins ? try await recordOrigins(environment, diagnostics) : try addException(environment, diagnostics)
    }

    private var policyPath: String { policy ?? Policy.fileName }

    private func addException(_ environment: Environment, _ diagnostics: Diagnostics) throws(CommandFailure)
        -> ExitStatus
    {
        guard let rule, let package, let reason, let expires else {
            throw CommandFailure(
                .usage, "`accept` needs a rule, a package, `--reason` and `--expires`",
                hint: "`accept stale left-pad --reason \"done, see issue 3\" --expires 2026-12-31`")
        }
        guard let id = RuleID(rawValue: rule) else {
            throw CommandFailure(.usage, "there is no rule `\(rule)`", hint: "docs/findings has all of them")
        }
        guard !PolicyException.notAcceptable.contains(id) else {
            throw CommandFailure(.usage, "`\(rule)` cannot be accepted: what is present and wrong fails every audit")
        }
        guard let date = ExpiryDate(expires) else {
            throw CommandFailure(.usage, "`--expires` takes a date such as `2026-12-31`, not `\(expires)`")
        }
        let (name, range) = Self.parts(package)
        guard let pattern = Glob(name), let versions = try? VersionRange(parsing: range) else {
            throw CommandFailure(.usage, "`\(package)` is no package with a range")
        }
        let exception = PolicyException(package: pattern, versions: versions, rule: id, reason: reason, expires: date)
        let path = environment.absolute(policyPath)
        do {
            let old = environment.files.exists(path) ? try environment.files.read(path, Policy.maximumBytes) : nil
            let text = try Policy.adding(exception, to: old)
            try environment.files.replace(path, Array(text.utf8))
        } catch let error as FileError {
            throw CommandFailure(error, path: policyPath)
        } catch let error as PolicyError {
            throw CommandFailure(.usage, "`\(policyPath)`: \(error.description)")
        } catch { throw CommandFailure(.internalError, "\(error)") }
        diagnostics.note("`\(policyPath)` accepts \(rule) of \(package) until \(expires)")
        return .success
    }

    /// The last `@` that is not the first byte parts pattern and range.
    private static func parts(_ text: String) -> (String, String) {
        guard let at = text.utf8.dropFirst().lastIndex(of: UInt8(ascii: "@")) else { return (text, "*") }
        return (String(text[..<at]), String(text[text.utf8.index(after: at)...]))
    }

    private func recordOrigins(_ environment: Environment, _ diagnostics: Diagnostics) async throws -> ExitStatus {
        let name = try file ?? LockfileDiscovery.find(in: environment)
        let plan = AuditPlan(try LockfileLoading.read(name, in: environment), omitting: [])
        let session = try Session(source: source, trust: trust, in: environment, diagnostics)
        let report = await VerificationRun(
            sources: session.sources, trust: session.trust, now: session.now, gate: Gate()
        ).verify(plan)
        try await session.finish()
        if Task.isCancelled { return .interrupted }
        let origins = report.verdicts.compactMap { verdict in
            verdict.attestation.build.map { RecordedOrigin(package: verdict.name, origin: VerifiedOrigin($0)) }
        }
        let path = PolicyLoading.originRecord(beside: policyPath)
        do {
            try environment.files.replace(environment.absolute(path), Array(OriginRecord.text(origins).utf8))
        } catch { throw CommandFailure(error, path: path) }
        diagnostics.note("`\(path)` has the origins of \(origins.count) packages")
        diagnostics.say(report.errors)
        return ExitStatus(report.gate)
    }
}
