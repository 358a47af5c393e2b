import ArgumentParser
import PackageModel
import Policy
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

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The lock file; what is written lies beside it.", valueName: "path"))
    var file: String?

    @Option(
        help: ArgumentHelp(
            "The policy file. (default: .proof-of-commitment.yml beside the lock file)", valueName: "file"))
    var policy: String?

    @OptionGroup var source: SourceOptions
    @OptionGroup var trust: TrustOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: false)
        return origins ? try await recordOrigins(environment, diagnostics) : try addException(environment, diagnostics)
    }

    var policyPath: String { PolicyLoading.path(policy, beside: file) }

    private func addException(_ environment: Environment, _ diagnostics: Diagnostics) throws(CommandFailure)
        -> ExitStatus
    {
        let exception = try exception(environment)
        let path = environment.absolute(policyPath)
        do {
            let old = environment.files.exists(path) ? try environment.files.read(path, Policy.maximumBytes) : nil
            let text = try Policy.adding(exception, to: old)
            try environment.files.replace(path, Array(text.utf8))
        } catch let error as FileError {
            throw CommandFailure(error, path: policyPath)
        } catch let error as PolicyError {
            throw CommandFailure(error, policy: policyPath)
        } catch { throw CommandFailure(.internalError, "\(error)") }
        diagnostics.note(
            "`\(policyPath)` accepts \(exception.rule) of \(exception.package.pattern)@\(exception.versions.text) until \(exception.expires)"
        )
        return .success
    }

    /// What the arguments say, every part of it there and possible: whoever wrote it would not see that it protects nothing.
    private func exception(_ environment: Environment) throws(CommandFailure) -> PolicyException {
        guard let rule, let package, let reason, let expires else {
            let parts = [
                ("a rule", rule), ("a package", package), ("`--reason`", reason), ("`--expires`", expires),
            ].filter { $0.1 == nil }.map(\.0)
            let missing = parts.dropLast().joined(separator: ", ") + (parts.count > 1 ? " and " : "")
            throw CommandFailure(
                .usage, "`accept` needs \(missing)\(parts.last ?? "")",
                hint: "`accept stale left-pad --reason \"done, see issue 3\" --expires 2026-12-31`")
        }
        guard let id = RuleID(rawValue: rule) else {
            throw CommandFailure(
                .usage, "there is no rule `\(rule)`", hint: "docs/findings of the project's sources has all of them")
        }
        guard !PolicyException.notAcceptable.contains(id) else {
            throw CommandFailure(.usage, "`\(rule)` cannot be accepted: what is present and wrong fails every audit")
        }
        guard let date = ExpiryDate(expires) else {
            throw CommandFailure(.usage, "`--expires` takes a date such as `2026-12-31`, not `\(expires)`")
        }
        guard !date.isOver(at: try source.instant(environment)) else {
            throw CommandFailure(.usage, "`--expires` takes the last day of the exception, and `\(expires)` is over")
        }
        guard PolicyException.isReason(reason) else { throw CommandFailure(.usage, "the reason is empty") }
        let (name, range) = Self.parts(package)
        guard let pattern = Glob(packages: name) else {
            throw CommandFailure(.usage, "`\(name)` is no pattern for package names")
        }
        guard !range.isEmpty else {
            throw CommandFailure(
                .usage, "`\(package)` names no range", hint: "`\(name)` alone is every version of it")
        }
        guard let versions = try? VersionRange(parsing: range) else {
            throw CommandFailure(.usage, "`\(range)` is no range of versions")
        }
        return PolicyException(package: pattern, versions: versions, rule: id, reason: reason, expires: date)
    }

    /// The last `@` that is not the first byte parts pattern and range.
    private static func parts(_ text: String) -> (String, String) {
        guard let at = text.utf8.dropFirst().lastIndex(of: UInt8(ascii: "@")) else { return (text, "*") }
        return (String(text[..<at]), String(text[text.utf8.index(after: at)...]))
    }
}
