import ArgumentParser

/// The program's own command: it holds the others.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Program.name,
        abstract: "Says which npm dependencies one stolen credential could turn into an attack.",
        usage: """
            \(Program.name) <subcommand> ...
            \(Program.name) [<name>[@<version>] ...]
            """,
        discussion: """
            Names alone mean `audit`: `\(Program.name) axios chalk`. Provenance proves origin, not intent.

            Exit status:
              0    audited; nothing that the gate asks for was found
              1    the gate failed, or something that is present is wrong
              2    wrong usage, an unreadable input, or nothing to audit
              3    something that the gate depends on could not be checked
              4    a defect, or a report that could not be written
              130  interrupted
            """,
        version: Program.version,
        subcommands: [
            AuditCommand.self, ListCommand.self, VerifyCommand.self, ExplainCommand.self, PublishersCommand.self,
            DiffCommand.self, AcceptCommand.self, CacheCommand.self,
        ])
}
