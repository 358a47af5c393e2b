import ArgumentParser

/// What is audited: names, or a lock file.
struct InputOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Packages to look at.", valueName: "name[@version]"))
    var names: [String] = []

    @Option(name: [.short, .long], help: ArgumentHelp("A lock file; `-` is standard input.", valueName: "path"))
    var file: String?

    @OptionGroup var omission: OmissionOptions
}

/// Which dependencies of a lock file do not count.
struct OmissionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Dependencies of a lock file to leave out: dev, optional, peer.", valueName: "kind"))
    var omit: [OmittedKind] = []

    @Flag(help: "Leave out dev dependencies; the same as `--omit dev`.")
    var prod = false
}

/// A kind of dependency that `--omit` knows.
enum OmittedKind: String, ExpressibleByArgument, CaseIterable, Sendable {
    case dev, optional, peer
}

/// Where the report goes, and in which form.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the report as JSON; the same as `--format json`.")
    var json = false

    @Option(help: ArgumentHelp("The report's format.", valueName: "format"))
    var format: ReportFormat?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Write the report to a file; `-` is standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("When to use colors.", valueName: "when"))
    var color: ColorChoice = .auto

    @Flag(name: [.short, .long], help: "Print the report and errors only.")
    var quiet = false

    @Flag(name: [.short, .long], help: "Say more on standard error.")
    var verbose = false

    @Flag(name: .customLong("no-progress"), help: "Show no progress.")
    var noProgress = false

    /// The file that the report goes to; nil for standard output.
    var file: String? { output == "-" ? nil : output }

    var effectiveFormat: ReportFormat { format ?? (json ? .json : .table) }

    func validate() throws {
        guard output?.isEmpty != true else { throw ValidationError("`--output` takes a file") }
        guard !json || format == nil || format == .json else {
            throw ValidationError("`--json` and `--format \(format?.rawValue ?? "")` contradict each other")
        }
    }
}

/// How much of a table is shown.
struct RowOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Rows of the table for a large input; 0 is all.", valueName: "n"))
    var top = 25

    func validate() throws {
        guard top >= 0 else { throw ValidationError("`--top` takes a whole number from 0") }
    }
}

enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable { case table, json }

enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable { case auto, always, never }

/// Whom to ask, and how.
struct SourceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The npm registry.", valueName: "url"))
    var registry: String?

    @Option(name: .customLong("downloads-api"), help: ArgumentHelp("The downloads API.", valueName: "url"))
    var downloadsAPI: String?

    @Option(name: .customLong("github-api"), help: ArgumentHelp("GitHub's API.", valueName: "url"))
    var githubAPI: String?

    @Flag(name: .customLong("no-github"), help: "Do not ask GitHub.")
    var noGitHub = false

    @Flag(help: "Use only what is cached.")
    var offline = false

    @Flag(name: .customLong("no-cache"), help: "Use no cache.")
    var noCache = false

    @Option(name: .customLong("cache-dir"), help: ArgumentHelp("Where the cache is.", valueName: "dir"))
    var cacheDirectory: String?

    @Option(help: ArgumentHelp("Write every response that was used to a folder.", valueName: "dir"))
    var record: String?

    @Option(help: ArgumentHelp("Use the responses in a folder and nothing else.", valueName: "dir"))
    var replay: String?

    /// Seconds: a week.
    private static let maximumTimeout = 604_800.0

    @Option(help: ArgumentHelp("A deadline for the whole run.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("The instant the audit is made for, RFC 3339.", valueName: "time"))
    var now: String?

    func validate() throws {
        guard record == nil || replay == nil else {
            throw ValidationError("`--record` and `--replay` contradict each other")
        }
        guard record == nil || !offline else {
            throw ValidationError("`--offline` and `--record` contradict each other")
        }
        guard let timeout else { return }
        guard timeout > 0, timeout <= Self.maximumTimeout else {
            throw ValidationError("`--timeout` takes a number of seconds over 0 and up to \(Int(Self.maximumTimeout))")
        }
    }
}

/// What is trusted to sign (docs/verification.md, "Trust anchors").
struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("tuf-mirror"), help: ArgumentHelp("Where Sigstore's TUF repository is.", valueName: "url"))
    var tufMirror: String?

    @Option(
        name: .customLong("trusted-root"),
        help: ArgumentHelp(
            "Sigstore trust anchors. (default: those of the TUF mirror, else the embedded ones)", valueName: "file"))
    var trustedRoot: String?

    @Option(
        name: .customLong("npm-keys"),
        help: ArgumentHelp(
            "The registry's signing keys. (default: those of the TUF mirror, else the embedded ones)",
            valueName: "file"))
    var npmKeys: String?
}
