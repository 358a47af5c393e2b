import ArgumentParser

/// The program's own command: it holds the others.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Program.name,
        abstract: "Says which npm dependencies one stolen credential could turn into an attack.",
        discussion: """
            Names alone mean `audit`: `\(Program.name) axios chalk`. Provenance proves origin, not intent.
            """,
        version: Program.version,
        subcommands: [
            AuditCommand.self, ListCommand.self, VerifyCommand.self, ExplainCommand.self, PublishersCommand.self,
            DiffCommand.self, AcceptCommand.self, CacheCommand.self,
        ])
}
