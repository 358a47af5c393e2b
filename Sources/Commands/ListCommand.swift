import ArgumentParser
import Reporting

/// `list`: what a lock file contains, without any network.
struct ListCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what a lock file contains, without any network.")

    @Option(name: [.short, .long], help: ArgumentHelp("A lock file; `-` is standard input.", valueName: "path"))
    var file: String?

    @OptionGroup var output: OutputOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: output.quiet)
        let name = try LockfileDiscovery.chosen(file, in: environment, diagnostics)
        let lockfile = try LockfileLoading.read(name, in: environment, diagnostics)
        switch output.effectiveFormat {
        case .json: try output.write(ListJSON.document(lockfile, file: name), in: environment)
        case .table: try output.write(ListTable.text(lockfile, output.palette(environment)), in: environment)
        }
        return .success
    }
}
