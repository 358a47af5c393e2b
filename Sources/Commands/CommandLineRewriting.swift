import ArgumentParser

/// What cli.md promises of arguments beyond what the argument parser knows.
enum CommandLineRewriting {
    /// The pattern that a bare `--require-provenance` stands for.
    static let everyPackage = "*"

    /// Names without a sub-command mean `audit`; `--require-provenance` takes a value only after `=`.
    static func rewrite(_ arguments: [String]) -> [String] {
        var result = arguments
        if let first = arguments.first, !isRootArgument(first) { result.insert("audit", at: 0) }
        if arguments.isEmpty { result = ["audit"] }
        let end = result.firstIndex(of: "--") ?? result.count
        for index in 0..<end where result[index] == "--require-provenance" {
            result[index] = "--require-provenance=\(everyPackage)"
        }
        return result
    }

    private static func isRootArgument(_ argument: String) -> Bool {
        ["-h", "--help", "--version", "help"].contains(argument)
            || RootCommand.configuration.subcommands.contains { $0._commandName == argument }
    }
}
