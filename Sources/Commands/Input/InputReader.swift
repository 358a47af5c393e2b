import Auditing
import Lockfiles
import PackageModel
import Storage

extension InputOptions {
    /// The plan for what the user asked for.
    func plan(in environment: Environment, _ diagnostics: Diagnostics) throws(CommandFailure) -> AuditPlan {
        let requests = try RequestParsing.requests(names)
        guard file != nil || names.isEmpty else { return AuditPlan(requests: requests) }
        let (lockfile, _) = try lockfile(in: environment, diagnostics)
        let plan = AuditPlan(lockfile, omitting: omitted)
        return requests.isEmpty ? plan : plan.named(requests)
    }

    var omitted: Set<Lockfiles.DependencyKind> {
        var kinds = Set(
            omit.map(\.lockfileKind))
        if prod { kinds.insert(.dev) }
        return kinds
    }

    /// The lock file that was named, or the one that the folder has, and its name.
    func lockfile(in environment: Environment, _ diagnostics: Diagnostics) throws(CommandFailure) -> (Lockfile, String)
    {
        let name: String
        if let file {
            name = file
        } else {
            name = try LockfileDiscovery.find(in: environment)
            diagnostics.note("using `\(name)`")
        }
        return (try LockfileLoading.read(name, in: environment), name)
    }
}

/// Reads a lock file from a path or from standard input.
enum LockfileLoading {
    static func read(_ name: String, in environment: Environment) throws(CommandFailure) -> Lockfile {
        let bytes: [UInt8]
        do {
            bytes =
                name == "-"
                ? try environment.standardInput()
                : try environment.files.read(environment.absolute(name), LockfileLimits.maximumBytes)
        } catch { throw CommandFailure(error, path: name) }
        return try parse(
            bytes, named: name == "-" ? nil : name, shownAs: name, manifests(beside: name, in: environment))
    }

    /// - Parameter shown: what the user knows the file by.
    static func parse(
        _ bytes: [UInt8], named name: String?, shownAs shown: String, _ manifests: [ProjectManifest]
    ) throws(CommandFailure) -> Lockfile {
        do {
            return try Lockfile(reading: bytes, named: name, manifests: manifests)
        } catch {
            throw CommandFailure(.usage, "`\(shown)`: \(error.description)", hint: error.hint)
        }
    }
}

extension LockfileLoading {
    private static let maximumManifestBytes = 16 << 20
    /// The most members of a workspace that are read.
    private static let maximumMembers = 2000

    /// The package.json files of the project: some formats leave the kinds of dependencies to them, and package.json alone
    /// has the members of its workspace.
    private static func manifests(beside name: String, in environment: Environment) -> [ProjectManifest] {
        guard name != "-" else { return [] }
        let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
        guard let root = manifest(folder + "package.json", in: environment) else { return [] }
        let members = root.workspacePatterns.flatMap { folders($0, below: folder, in: environment) }
            .prefix(maximumMembers).compactMap { manifest($0 + "/package.json", in: environment) }
        return (name.hasSuffix("package.json") ? [] : [root]) + members
    }

    private static func manifest(_ path: String, in environment: Environment) -> ProjectManifest? {
        // A manifest that is not there or not readable says nothing; the lock file itself is what is read.
        guard let bytes = try? environment.files.read(environment.absolute(path), maximumManifestBytes) else {
            return nil
        }
        return try? ProjectManifest(parsing: bytes)
    }

    /// `packages/*`: the folders that a pattern names, one level for each `*`; never out of the project.
    private static func folders(_ pattern: String, below root: String, in environment: Environment) -> [String] {
        let parts = pattern.split(separator: "/").filter { $0 != "." }
        guard !pattern.hasPrefix("!"), !parts.contains("..") else { return [] }
        var found = [root]
        for part in parts {
            found = found.flatMap { base -> [String] in
                guard part.contains("*"), let glob = Glob(String(part)) else { return [base + part + "/"] }
                return environment.files.list(environment.absolute(base)).filter {
                    $0 != "node_modules" && glob.matches($0)
                }
                .sorted(by: precedesBytewise).map { base + $0 + "/" }
            }
        }
        return found.map { String($0.dropLast()) }
    }
}

extension CommandFailure {
    /// A file that cannot be used.
    init(_ error: FileError, path: String) {
        let message =
            switch error {
            case .notFound: "`\(path)` does not exist"
            case .notReadable(_, let code): "`\(path)` cannot be read: \(SystemError.words(code))"
            case .notWritable(_, let code): "`\(path)` cannot be written: \(SystemError.words(code))"
            case .tooLarge(_, let limit): "`\(path)` is larger than \(limit) bytes"
            case .notAFile: "`\(path)` is no file"
            case .brokenPipe: "nobody reads the output any more"
            case .interrupted: "interrupted"
            }
        let status: ExitStatus =
            switch error {
            case .notWritable, .brokenPipe: .internalError
            case .interrupted: .interrupted
            default: .usage
            }
        self.init(status, message)
    }
}

extension DependencyKind {
    var lockfileKind: Lockfiles.DependencyKind {
        switch self {
        case .dev: .dev
        case .optional: .optional
        case .peer: .peer
        }
    }
}
