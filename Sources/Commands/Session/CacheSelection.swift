import Storage

/// Which cache a run uses.
enum CacheSelection {
    /// The folder that `--cache-dir` names, or the standard one; nil without a home folder.
    static func path(_ option: String?, _ environment: Environment) -> String? {
        option.map(environment.absolute) ?? CacheFolder.standardPath(environment.variables)
    }

    /// The cache of a run; a folder that is no safe place is not used, and that is said.
    static func open(
        _ source: SourceOptions, _ environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> CacheFolder? {
        guard !source.noCache, let path = path(source.cacheDirectory, environment) else { return nil }
        do {
            return try CacheFolder(path)
        } catch {
            let problem = "the cache `\(path)` is not used: \(error.reason)"
            // Somebody who names a folder wants to have it used.
            guard source.cacheDirectory == nil else { throw CommandFailure(.usage, problem) }
            diagnostics.warning(problem)
            return nil
        }
    }
}
