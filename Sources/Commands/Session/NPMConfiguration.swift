import Registry
import RegistryHTTP

/// Reads the configuration of npm as npm does: variables, then the project's, the user's, the global and the built-in file; for
/// a project of Yarn Berry that of Yarn first (docs/configuration.md).
///
/// The project's file is the one beside the lock file, so that names of its private scopes go where they belong; else the
/// one that npm would read there; else the one that it would read in the current folder.
enum NPMConfiguration {
    static func read(
        _ source: SourceOptions, beside lockfile: String?, _ environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> RegistryConfiguration {
        let paths = ConfigurationPaths(environment: environment)
        var variables = environment.variables
        if let registry = source.registry {
            // As npm takes its own `--registry`: credentials for its origin are then meant for it.
            variables = variables.filter { $0.key.lowercased() != "npm_config_registry" }
            variables["npm_config_registry"] = registry
        }
        let options = ConfigurationLayer(variables: variables)
        let layers =
            [options] + (try YarnConfiguration.layers(beside: lockfile, paths))
            + (try files(options, beside: lockfile, paths))
        var configuration = RegistryConfiguration(layers: layers, variables: environment.variables)
        configuration.certificateFiles = configuration.certificateFiles.map(paths.path)
        for address in [configuration.registry] + configuration.scopedRegistries.values { try check(address) }
        for notice in configuration.notices { diagnostics.warning(notice) }
        if let notice = OtherConfiguration.notice(beside: lockfile, paths) { diagnostics.warning(notice) }
        return configuration
    }

    static func check(_ address: String) throws(CommandFailure) {
        guard WebAddress(address) != nil else {
            throw CommandFailure(.usage, "`\(address)` is no address of a registry", hint: "write `https://host/`")
        }
    }

    /// Each file may say where the next one is.
    private static func files(
        _ options: ConfigurationLayer, beside lockfile: String?, _ paths: ConfigurationPaths
    ) throws(CommandFailure) -> [ConfigurationLayer] {
        let environment = paths.environment
        var known = [options]
        /// The first that says it; a project's file may not.
        func named(_ key: String) -> String? {
            known.lazy.compactMap { $0.value(of: key, environment.variables) }.first.map(paths.path)
        }
        let userFile = named("userconfig") ?? paths.home.map { ConfigurationPaths.child(".npmrc", of: $0) }
        let project = projectFile(beside: lockfile, paths)
        // A project in the home folder has one file, and it is the user's.
        let projectLayer = project == userFile ? nil : try layer(.project, project, environment)
        let user = try layer(.user, userFile, environment)
        let builtIn = try layer(.global, paths.builtIn, environment)
        known += [user, builtIn].compactMap(\.self)
        let prefix = named("prefix") ?? paths.prefix
        let globalFile = named("globalconfig") ?? ConfigurationPaths.child("etc/npmrc", of: prefix)
        let global = try layer(.global, globalFile, environment)
        return [projectLayer, user, global, builtIn].compactMap(\.self)
    }

    private static func projectFile(beside lockfile: String?, _ paths: ConfigurationPaths) -> String {
        let files = paths.environment.files
        let current = ProjectFolder.find(from: paths.folder(of: nil), files)
        let folder = paths.folder(of: lockfile)
        // A folder with a lock file is a project's, whatever else it has.
        let hasLockfile =
            lockfile != nil
            || LockfileName.allCases.contains {
                files.exists(ConfigurationPaths.child($0.rawValue, of: folder))
            }
        let folders = hasLockfile ? [folder, ProjectFolder.find(from: folder, files)] : []
        let places = (folders + [current]).map { ConfigurationPaths.child(".npmrc", of: $0) }
        return places.first(where: files.exists) ?? places[places.count - 1]
    }

    /// Nil without the file.
    private static func layer(
        _ kind: ConfigurationLayer.Kind, _ path: String?, _ environment: Environment
    ) throws(CommandFailure) -> ConfigurationLayer? {
        guard let path else { return nil }
        let bytes: [UInt8]
        do {
            bytes = try environment.files.read(path, NPMRC.maximumBytes)
        } catch {
            guard case .notFound = error else { throw CommandFailure(error, path: path) }
            return nil
        }
        do {
            return ConfigurationLayer(kind: kind, name: path, entries: try NPMRC(parsing: bytes).entries)
        } catch { throw CommandFailure(.usage, "`\(path)` is too large to be a configuration of npm") }
    }
}
