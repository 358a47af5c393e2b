import ArgumentParser

/// The program as a function: an environment in, streams written, an exit status out.
package enum Program {
    package static let name = "proof-of-commitment"
    package static let version = "0.1.0"

    package static func run(_ environment: Environment) async -> ExitStatus {
        let command: any ParsableCommand
        do {
            command = try RootCommand.parseAsRoot(CommandLineRewriting.rewrite(environment.arguments))
        } catch {
            return finish(parsing: error, environment)
        }
        let diagnostics = Diagnostics(stream: environment.standardError, isQuiet: false)
        guard let command = command as? any RunnableCommand else {
            // The bare root command: nothing was asked for.
            return await show(RootCommand.helpMessage(), environment)
        }
        do {
            return try await command.run(in: environment)
        } catch let failure as CommandFailure {
            diagnostics.error(failure.message, hint: failure.hint)
            return failure.status
        } catch is CancellationError {
            return .interrupted
        } catch {
            diagnostics.error("internal error: \(error)", hint: "please report this as a defect")
            return .internalError
        }
    }

    /// Help and the version are asked for and go to standard output; anything else is wrong usage.
    private static func finish(parsing error: any Error, _ environment: Environment) -> ExitStatus {
        let text = RootCommand.fullMessage(for: error)
        if RootCommand.exitCode(for: error) == .success {
            return (try? environment.standardOutput.write(text + "\n")) == nil ? .internalError : .success
        }
        let lines = RootCommand.message(for: error)
        Diagnostics(stream: environment.standardError, isQuiet: false)
            .error(Self.lowercasedFirst(lines), hint: "`\(name) --help` lists commands and options")
        return .usage
    }

    private static func show(_ text: String, _ environment: Environment) async -> ExitStatus {
        (try? environment.standardOutput.write(text + "\n")) == nil ? .internalError : .success
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
