import Registry
import RegistryHTTP

/// Reads npm's configuration as npm does: variables, then the project's, the user's and the global `.npmrc`.
///
/// The project's is the one beside the lock file, so that names of its private scopes go where they belong; else that of
/// the current folder.
enum NPMConfiguration {
    static func read(
        _ source: SourceOptions, beside lockfile: String?, _ environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> RegistryConfiguration {
        var variables = environment.variables
        if let registry = source.registry {
            // As npm takes its own `--registry`: credentials for its origin are then meant for it.
            variables = variables.filter { $0.key.lowercased() != "npm_config_registry" }
            variables["npm_config_registry"] = registry
        }
        var layers = [ConfigurationLayer(variables: variables)]
        let home = environment.variable("HOME")
        let userFile =
            environment.variable("npm_config_userconfig") ?? environment.variable("NPM_CONFIG_USERCONFIG")
            ?? home.map { $0 + "/.npmrc" }
        let prefix = environment.variable("npm_config_prefix") ?? environment.variable("PREFIX") ?? "/usr/local"
        let globalFile = environment.variable("npm_config_globalconfig") ?? prefix + "/etc/npmrc"
        let projectFile = projectFile(beside: lockfile, environment)
        let files: [(ConfigurationLayer.Kind, String?)] = [
            (.project, projectFile), (.user, userFile), (.global, globalFile),
        ]
        for (kind, path) in files {
            guard let path, let entries = try entries(path, environment) else { continue }
            // A project in the home folder has one file, not two.
            if kind == .user, path == projectFile { continue }
            layers.append(ConfigurationLayer(kind: kind, name: path, entries: entries))
        }
        let configuration = RegistryConfiguration(layers: layers, variables: environment.variables)
        for address in [configuration.registry] + configuration.scopedRegistries.values where WebAddress(address) == nil
        {
            throw CommandFailure(.usage, "`\(address)` is no address of a registry", hint: "write `https://host/`")
        }
        for notice in configuration.notices { diagnostics.warning(notice) }
        return configuration
    }

    private static func projectFile(beside lockfile: String?, _ environment: Environment) -> String {
        if let lockfile, lockfile != "-", let slash = lockfile.lastIndex(of: "/") {
            let path = environment.absolute(lockfile[...slash] + ".npmrc")
            if environment.files.exists(path) { return path }
        }
        return environment.currentDirectory + "/.npmrc"
    }

    private static func entries(_ path: String, _ environment: Environment) throws(CommandFailure) -> [NPMRC.Entry]? {
        let bytes: [UInt8]
        do {
            bytes = try environment.files.read(path, NPMRC.maximumBytes)
        } catch {
            guard case .notFound = error else { throw CommandFailure(error, path: path) }
            return nil
        }
        do {
            return try NPMRC(parsing: bytes).entries
        } catch { throw CommandFailure(.usage, "`\(path)` is too large to be a configuration of npm") }
    }
}
