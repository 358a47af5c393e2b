import ArgumentParser
import Auditing
import Lockfiles
import Reporting

/// `diff`: audits only what changed between two lock files, or since a git revision.
struct DiffCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Audit only what changed between two lock files, or since a git revision.")

    @Argument(help: ArgumentHelp("The older lock file, or a git revision.", valueName: "base"))
    var base: String

    @Argument(help: ArgumentHelp("The newer one; the working tree by default.", valueName: "head"))
    var head: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("The lock file that revisions are asked for.", valueName: "path"))
    var file: String?

    @Option(help: ArgumentHelp("Dependencies to leave out: dev, optional, peer.", valueName: "kind"))
    var omit: [DependencyKind] = []

    @Flag(help: "Leave out dev dependencies; the same as `--omit dev`.")
    var prod = false

    @OptionGroup var options: RunOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let older = try side(base, in: environment)
        let newer =
            try head.map { try side($0, in: environment) }
            ?? LockfileLoading.read(try path(environment), in: environment)
        let diff = LockfileDiff(from: older, to: newer)
        let changed = (diff.added + diff.changed.map(\.after)).map(\.identity)
        let kinds = Set(omit.map(\.lockfileKind)).union(prod ? [.dev] : [])
        let run = try PackageRun(
            options, plan: AuditPlan(newer, omitting: kinds).only(changed), beside: file,
            in: environment)
        let report = await run.audit()
        return try await run.end(report.gate, errors: report.errors, notes: report.notes) {
            let audit = AuditJSON.document(report, tool: Program.name, version: Program.version)
            return DiffReport.document(diff, audit: audit)
        } table: { _, palette in
            DiffReport.text(diff) + AuditTable(top: options.rows.top, palette: palette).text(report)
        }
    }

    private func path(_ environment: Environment) throws(CommandFailure) -> String {
        if let file { return file }
        return try LockfileDiscovery.find(in: environment)
    }

    /// A file of that name, else the lock file as of that revision.
    private func side(_ name: String, in environment: Environment) throws(CommandFailure) -> Lockfile {
        if name == "-" || environment.files.exists(environment.absolute(name)) {
            return try LockfileLoading.read(name, in: environment)
        }
        let path = try path(environment)
        let bytes: [UInt8]
        do {
            bytes = try environment.git.show(name, path, environment.currentDirectory)
        } catch {
            switch error {
            case .notRunnable: throw CommandFailure(.usage, "`\(name)` is no file, and git cannot be run")
            case .noSuchRevision(let revision):
                throw CommandFailure(.usage, "`\(revision)` is no file, and no git revision that has `\(path)`")
            }
        }
        return try LockfileLoading.parse(bytes, named: path, shownAs: "\(name):\(path)", [])
    }
}
