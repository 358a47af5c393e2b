import Lockfiles
import RegistryHTTP

/// Finds the configuration of Yarn Berry, which does not read `.npmrc`.
enum YarnConfiguration {
    static let fileName = ".yarnrc.yml"

    /// What Yarn's variables and files say; nothing for a project of another tool.
    ///
    /// As Yarn does, this reads the file of each folder from the lock file's up to the root, and then the home folder's.
    static func layers(
        beside lockfile: String?, _ paths: ConfigurationPaths
    ) throws(CommandFailure) -> [ConfigurationLayer] {
        let environment = paths.environment
        let users = paths.home.map { ConfigurationPaths.child(fileName, of: $0) }
        let projects = ConfigurationPaths.ancestors(paths.folder(of: lockfile))
            .map { ConfigurationPaths.child(fileName, of: $0) }.filter { $0 != users }
        let files = projects.map { (ConfigurationLayer.Kind.project, $0) } + (users.map { [(.user, $0)] } ?? [])
        let found = files.filter { environment.files.exists($0.1) }
        // Without a file, variables are Yarn's where a lock file is.
        guard !found.isEmpty || hasLock(lockfile, paths), isYarns(lockfile, paths) else { return [] }
        var places = [ConfigurationLayer.YarnPlace(variables: environment.variables)]
        for (kind, path) in found {
            guard let contents = try contents(path, environment) else { continue }
            places.append(ConfigurationLayer.YarnPlace(kind: kind, name: path, contents: contents))
        }
        return ConfigurationLayer.layers(ofYarn: places, variables: environment.variables)
    }

    private static func hasLock(_ lockfile: String?, _ paths: ConfigurationPaths) -> Bool {
        let name = LockfileName.yarn.rawValue
        if let lockfile { return LockfileName.base(lockfile) == name }
        return paths.environment.files.exists(ConfigurationPaths.child(name, of: paths.folder(of: nil)))
    }

    /// Whether the project may be one of Yarn Berry: it is not where it has the lock file of another tool, or of Yarn 1.
    private static func isYarns(_ lockfile: String?, _ paths: ConfigurationPaths) -> Bool {
        let files = paths.environment.files
        let folder = paths.folder(of: lockfile)
        let names =
            lockfile.map { [LockfileName.base($0)] }
            ?? LockfileName.allCases.map(\.rawValue).filter {
                files.exists(ConfigurationPaths.child($0, of: folder))
            }
        guard names.allSatisfy({ LockfileName(rawValue: $0).map { $0 == .yarn } ?? true }) else { return false }
        // What cannot be read ends the run elsewhere.
        let lock = ConfigurationPaths.child(names.first ?? LockfileName.yarn.rawValue, of: folder)
        guard lockfile != "-", let bytes = try? files.read(lock, LockfileLimits.maximumBytes) else { return true }
        return !bytes.prefix(maximumHeadBytes).split(separator: UInt8(ascii: "\n"))
            .contains { $0.starts(with: "# yarn lockfile v1".utf8) }
    }

    /// Where a file of Yarn 1 says that it is one.
    private static let maximumHeadBytes = 1024

    private static func contents(_ path: String, _ environment: Environment) throws(CommandFailure) -> YarnRC? {
        let bytes: [UInt8]
        do {
            bytes = try environment.files.read(path, YarnRC.maximumBytes)
        } catch {
            guard case .notFound = error else { throw CommandFailure(error, path: path) }
            return nil
        }
        do {
            return try YarnRC(parsing: bytes)
        } catch { throw CommandFailure(.usage, "`\(path)`: \(error.description)") }
    }
}
