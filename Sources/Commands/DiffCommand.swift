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

    @OptionGroup var omission: OmissionOptions

    @OptionGroup var options: RunOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: options.output.quiet)
        let (base, head) = try sides(environment, diagnostics)
        let older = try read(base, in: environment, diagnostics)
        let newer = try read(head, in: environment, diagnostics)
        let diff = LockfileDiff(from: older, to: newer, omitting: omission.kinds)
        if !omission.kinds.isEmpty, older.entries.contains(where: { $0.dev == nil }) {
            diagnostics.warning(
                "`\(base.name)` does not say what its dependencies are for: what is for something else since is not shown"
            )
        }
        let changed = (diff.added + diff.changed.map(\.after)).map(\.identity)
        let run = try PackageRun(
            options, plan: AuditPlan(newer, omitting: omission.kinds).only(changed), beside: head.path,
            in: environment)
        let report = await run.audit()
        return try await run.end(report.gate, errors: report.errors, notes: report.notes) {
            let audit = AuditJSON.document(report, tool: Program.name, version: Program.version)
            return DiffReport.document(diff, audit: audit)
        } table: { _, palette in
            DiffReport.text(diff) + AuditTable(top: options.rows.top, palette: palette).text(report)
        }
    }

    /// One state of a lock file.
    private enum Side {
        case file(String)
        case revision(String, of: String)

        /// What the user knows it by.
        var name: String {
            switch self {
            case .file(let path): path
            case .revision(let revision, of: let path): "\(revision):\(path)"
            }
        }

        /// Where the lock file is in the working tree.
        var path: String {
            switch self {
            case .file(let path), .revision(_, of: let path): path
            }
        }
    }

    /// Files where the arguments name some, else revisions; a folder is no lock file, and may be called like a branch.
    private func sides(
        _ environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> (Side, Side) {
        try Self.check(base, "first")
        if let head { try Self.check(head, "second") }
        func isFile(_ name: String) -> Bool {
            name == "-" || environment.files.existsAsFile(environment.absolute(name))
        }
        // Two files need no other; a revision is asked for a lock file, and the working tree has it.
        if let head, isFile(base), isFile(head) { return (.file(base), .file(head)) }
        let path: String
        do {
            path = try LockfileDiscovery.chosen(file, in: environment, diagnostics)
        } catch {
            guard let name = [base, head].compactMap(\.self).first(where: { !isFile($0) }) else { throw error }
            throw CommandFailure(
                .usage, "`\(name)` is no file, and this folder has no lock file to look for in a git revision",
                hint: "name two lock files, or the one that revisions are asked for with `--file`")
        }
        func side(_ name: String) -> Side { isFile(name) ? .file(name) : .revision(name, of: path) }
        return (side(base), head.map(side) ?? .file(path))
    }

    /// Refuses what git would read as something else than a revision: nothing before the colon is its index, which nothing that
    /// was not committed differs from, and a run that compared with it would pass whatever came.
    private static func check(_ name: String, _ which: String) throws(CommandFailure) {
        guard !name.isEmpty else {
            throw CommandFailure(
                .usage, "`diff` needs a lock file or a git revision; the \(which) argument is empty")
        }
        guard !name.hasPrefix(":"), name == "-" || !name.hasPrefix("-") else {
            throw CommandFailure(.usage, "`\(name)` is no file, and no git revision begins so")
        }
    }

    private func read(
        _ side: Side, in environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> Lockfile {
        switch side {
        case .file(let name): return try LockfileLoading.read(name, in: environment, diagnostics)
        case .revision(let name, of: let path):
            let bytes: [UInt8]
            do {
                bytes = try environment.git.show(name, path, environment.currentDirectory)
            } catch {
                throw CommandFailure(error, revision: name, path: path)
            }
            return try LockfileLoading.parse(bytes, named: path, shownAs: side.name, LockfileLoading.Manifests())
        }
    }
}
