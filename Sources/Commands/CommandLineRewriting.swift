import ArgumentParser

/// What the command line promises of arguments beyond what the argument parser knows.
enum CommandLineRewriting {
    /// The pattern that a bare `--require-provenance` stands for.
    static let everyPackage = "*"

    /// Names without a sub-command mean `audit`; `--require-provenance` takes a value only after `=`.
    ///
    /// - Throws: where the parser would do something else than was asked for: help about no command, a command that it would
    ///   take for a package, a value after `=` that is empty (it would take the next argument), and a second lock file (it would
    ///   drop the first).
    static func rewrite(_ arguments: [String]) throws(CommandFailure) -> [String] {
        var result = withCommandFirst(arguments)
        try checkHelp(result)
        joinNegativeNumbers(&result)
        try checkFiles(result)
        let end = result.firstIndex(of: "--") ?? result.count
        for index in 0..<end {
            let argument = result[index]
            if argument == "--require-provenance" { result[index] = "--require-provenance=\(everyPackage)" }
            guard argument.hasPrefix("-"), argument.hasSuffix("="), !argument.dropLast().contains("=") else { continue }
            throw CommandFailure(.usage, "`\(argument)` has no value", hint: hint(for: result))
        }
        try checkNames(result)
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

    /// A first word that is no command, and one edit away from one: what it may have been meant for.
    static func misspelling(in arguments: [String]) -> (word: String, command: String)? {
        guard let first = arguments.first, !isRootArgument(first),
            let index = CommandLineWords.positions(in: arguments).first
        else { return nil }
        let word = arguments[index]
        let commands = RootCommand.configuration.subcommands.map { $0._commandName }
        guard !isCommand(word), let command = commands.first(where: { CommandLineWords.isOneEdit(word, $0) }) else {
            return nil
        }
        return (word, command)
    }

    /// The command that is the first word comes before the options that were written before it; without one it is `audit`.
    private static func withCommandFirst(_ arguments: [String]) -> [String] {
        if let first = arguments.first, isRootArgument(first) { return arguments }
        var commands = RootCommand.configuration.subcommands
        var path: [Int] = []
        for index in CommandLineWords.positions(in: arguments) {
            let command = commands.first { $0._commandName == arguments[index] }
            guard command != nil || path.isEmpty && arguments[index] == helpCommand else { break }
            path.append(index)
            commands = command?.configuration.subcommands ?? []
        }
        guard !path.isEmpty else { return ["audit"] + arguments }
        return path.map { arguments[$0] } + arguments.indices.filter { !path.contains($0) }.map { arguments[$0] }
    }

    /// A number below zero is a value, though it begins as an option does: the option says then what it takes.
    private static func joinNegativeNumbers(_ arguments: inout [String]) {
        let end = arguments.firstIndex(of: "--") ?? arguments.count
        for index in (0..<max(0, end - 1)).reversed() where ["--top", "--timeout"].contains(arguments[index]) {
            guard Double(arguments[index + 1]).map({ $0 < 0 }) == true else { continue }
            arguments[index] += "=\(arguments.remove(at: index + 1))"
        }
    }

    private static func isRootArgument(_ argument: String) -> Bool {
        ["-h", "--help", "--version"].contains(argument) || isCommand(argument)
    }

    private static func isCommand(_ word: String) -> Bool {
        word == helpCommand || RootCommand.configuration.subcommands.contains { $0._commandName == word }
    }

    /// Commands whose words are names of packages.
    private static let commandsWithNames = ["audit", "verify", "explain", "publishers"]

    /// A command among names would be audited as a package, which is not what anybody means who did not write `--` before it.
    private static func checkNames(_ arguments: [String]) throws(CommandFailure) {
        guard let command = arguments.first else { return }
        let words = CommandLineWords.positions(in: arguments).dropFirst().map { arguments[$0] }
        if command == "list", let word = words.first {
            throw CommandFailure(.usage, "`list` takes no names, only a lock file", hint: "`list --file \(word)`")
        }
        guard commandsWithNames.contains(command), let word = words.first(where: isCommand) else { return }
        throw CommandFailure(
            .usage, "`\(word)` is a command: write it first",
            hint: "the package of that name is `\(command) -- \(word)`")
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
