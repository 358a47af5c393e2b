import ArgumentParser

/// What the command line promises of arguments beyond what the argument parser knows.
enum CommandLineRewriting {
    /// The pattern that a bare `--require-provenance` stands for.
    static let everyPackage = "*"

    /// Names without a sub-command mean `audit`; `--require-provenance` takes a value only after `=`.
    ///
    /// - Throws: where the parser would do something else than was asked for: help about no command, a value after `=` that is
    ///   empty (it would take the next argument), and a second lock file (it would drop the first).
    static func rewrite(_ arguments: [String]) throws(CommandFailure) -> [String] {
        var result = arguments
        if let first = arguments.first, !isRootArgument(first) { result.insert("audit", at: 0) }
        if arguments.isEmpty { result = ["audit"] }
        try checkHelp(result)
        try checkFiles(result)
        let end = result.firstIndex(of: "--") ?? result.count
        for index in 0..<end {
            let argument = result[index]
            if argument == "--require-provenance" { result[index] = "--require-provenance=\(everyPackage)" }
            guard argument.hasPrefix("-"), argument.hasSuffix("="), !argument.dropLast().contains("=") else { continue }
            throw CommandFailure(.usage, "`\(argument)` has no value", hint: hint(for: result))
        }
        return result
    }

    /// Where the options are listed that the command of these arguments has.
    static func hint(for arguments: [String]) -> String {
        var words = [Program.name]
        var commands = RootCommand.configuration.subcommands
        for argument in arguments {
            guard let command = commands.first(where: { $0._commandName == argument }) else { break }
            words.append(argument)
            commands = command.configuration.subcommands
        }
        let subject = words.count == 1 ? "commands" : "its options"
        return "`\(words.joined(separator: " ")) --help` lists \(subject)"
    }

    private static func isRootArgument(_ argument: String) -> Bool {
        ["-h", "--help", "--version", helpCommand].contains(argument)
            || RootCommand.configuration.subcommands.contains { $0._commandName == argument }
    }

    /// The argument parser's own command.
    private static let helpCommand = "help"

    /// Of words that it does not know, the parser would say nothing and show the program's help.
    private static func checkHelp(_ arguments: [String]) throws(CommandFailure) {
        guard arguments.first == helpCommand else { return }
        var commands = RootCommand.configuration.subcommands
        for word in arguments.dropFirst() where !word.hasPrefix("-") && word != helpCommand {
            guard let command = commands.first(where: { $0._commandName == word }) else {
                throw CommandFailure(.usage, "there is no command `\(word)`", hint: hint(for: []))
            }
            commands = command.configuration.subcommands
        }
    }

    private static func checkFiles(_ arguments: [String]) throws(CommandFailure) {
        let count = arguments.prefix { $0 != "--" }.count { ["-f", "--file"].contains($0.prefix { $0 != "=" }) }
        guard count <= 1 else {
            throw CommandFailure(.usage, "`--file` takes one lock file, not \(count)", hint: hint(for: arguments))
        }
    }
}
