import ArgumentParser

/// The program as a function: an environment in, streams written, an exit status out.
package enum Program {
    package static let name = "proof-of-commitment"
    package static let version = "0.1.0"

    /// Runs the command that the arguments name; every way in which that can end is a status.
    package static func run(_ environment: Environment) async -> ExitStatus {
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: false)
        do {
            let arguments = try CommandLineRewriting.rewrite(environment.arguments)
            sayMisspelling(environment)
            guard let command = try command(arguments, environment) else { return .success }
            return try await command.run(in: environment)
        } catch let failure as CommandFailure {
            // Whoever interrupts a run knows.
            if failure.status != .interrupted { diagnostics.error(failure.message, hint: failure.hint) }
            return failure.status
        } catch is CancellationError {
            return .interrupted
        } catch {
            diagnostics.error("internal error: \(error)", hint: "please report this as a defect")
            return .internalError
        }
    }

    /// A package may be called so: that it is taken for one is no error.
    private static func sayMisspelling(_ environment: Environment) {
        let options = environment.arguments.prefix { $0 != "--" }
        guard let (word, command) = CommandLineRewriting.misspelling(in: environment.arguments) else { return }
        Diagnostics(stream: environment.standardError, isQuiet: options.contains("-q") || options.contains("--quiet"))
            .note("`\(word)` is taken for the name of a package; the command is `\(command)`")
    }

    /// The command that is to be run; nil where help, the version or a completion script was asked for, which is then shown.
    ///
    /// - Throws: for wrong usage, and when what was asked for cannot be shown.
    private static func command(
        _ arguments: [String], _ environment: Environment
    ) throws(CommandFailure) -> (any RunnableCommand)? {
        do {
            var command = try RootCommand.parseAsRoot(arguments)
            if let command = command as? any RunnableCommand { return command }
            // The root or the parser's own help command: each throws the help that it stands for.
            try command.run()
        } catch {
            guard RootCommand.exitCode(for: error) == .success else {
                throw CommandFailure(
                    .usage, lowercasedFirst(RootCommand.message(for: error)),
                    hint: CommandLineRewriting.hint(for: arguments))
            }
            // The parser knows no option whose value may only stand after `=`.
            let message = RootCommand.fullMessage(for: error)
                .replacing("--require-provenance <pattern>", with: "--require-provenance[=<pattern>]")
            try environment.say(message + "\n")
        }
        return nil
    }

    private static func lowercasedFirst(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// A sub-command that runs inside an environment.
protocol RunnableCommand: ParsableCommand {
    func run(in environment: Environment) async throws -> ExitStatus
}

/// The end of a run that has one sentence for the user.
struct CommandFailure: Error, Equatable {
    let status: ExitStatus
    let message: String
    let hint: String?

    init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
    }
}
