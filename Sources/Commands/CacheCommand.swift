import ArgumentParser
import Reporting
import Storage

/// `cache`: where the cache is and how large.
struct CacheCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Say where the cache is and how large; `cache clear` empties it.",
        subcommands: [ClearCommand.self])

    @OptionGroup var location: CacheOptions

    func run(in environment: Environment) async throws -> ExitStatus {
        let cache = try location.open(environment)
        let (entries, bytes) = cache.size()
        let size = "\(Quantity.counted(entries, "answer")), \(Quantity.counted(bytes, "byte"))"
        try environment.say("\(cache.path)\n\(size)\n")
        return .success
    }

    /// `cache clear`.
    struct ClearCommand: RunnableCommand {
        static let configuration = CommandConfiguration(commandName: "clear", abstract: "Remove every cached answer.")

        @OptionGroup var location: CacheOptions

        func run(in environment: Environment) async throws -> ExitStatus {
            let cache = try location.open(environment)
            let (entries, bytes) = cache.size()
            do {
                try cache.clear()
            } catch {
                throw CommandFailure(.internalError, "the cache `\(cache.path)` cannot be emptied: \(error.reason)")
            }
            let megabytes = Quantity.tenths(Double(bytes) / 1_000_000)
            try environment.say("removed \(Quantity.counted(entries, "answer")), \(megabytes) MB\n")
            return .success
        }
    }
}

/// Where the cache is.
struct CacheOptions: ParsableArguments {
    @Option(name: .customLong("cache-dir"), help: ArgumentHelp("Where the cache is.", valueName: "dir"))
    var cacheDirectory: String?

    func open(_ environment: Environment) throws(CommandFailure) -> CacheFolder {
        guard let path = CacheSelection.path(cacheDirectory, environment) else {
            throw CommandFailure(.usage, "there is no home folder for a cache", hint: "name one with `--cache-dir`")
        }
        do {
            return try CacheFolder(path)
        } catch { throw CommandFailure(.usage, "the cache `\(path)` is not used: \(error.reason)") }
    }
}
