import Lockfiles

/// Reads a lock file from a path or from standard input.
enum LockfileLoading {
    /// The largest package.json that is read, in bytes.
    static let maximumManifestBytes = 16 << 20

    static func read(
        _ name: String, in environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> Lockfile {
        let bytes: [UInt8]
        do {
            bytes =
                name == "-"
                ? try environment.standardInput()
                : try environment.files.read(environment.absolute(name), LockfileLimits.maximumBytes)
        } catch { throw CommandFailure(error, path: name) }
        guard name != "-" || !bytes.isEmpty else { throw CommandFailure(.usage, "standard input is empty") }
        let lockfile = try parse(
            bytes, named: name == "-" ? nil : name, shownAs: name, manifests(beside: name, in: environment, diagnostics)
        )
        if lockfile.areFlagsDisbelieved {
            diagnostics.note(
                "package.json and `\(name)` disagree about what is for development or optional: nothing is left out")
        }
        return lockfile
    }

    /// The package.json files of a project.
    struct Manifests {
        /// The project's own first.
        var all: [ProjectManifest] = []
        /// Whether there are some that could not be read, or not be found: what they say is not known, unlike what is said
        /// where there are none.
        var isUnreadable = false
    }

    /// - Parameter shown: what the user knows the file by.
    static func parse(
        _ bytes: [UInt8], named name: String?, shownAs shown: String, _ manifests: Manifests
    ) throws(CommandFailure) -> Lockfile {
        do {
            return try Lockfile(
                reading: bytes, named: name, manifests: manifests.all, isManifestUnreadable: manifests.isUnreadable)
        } catch {
            throw CommandFailure(.usage, "`\(shown)`: \(error.description)", hint: error.hint)
        }
    }

    /// The package.json files of the project: some formats leave the kinds of dependencies to them, and package.json alone
    /// has the members of its workspace.
    ///
    /// Beside a lock file it is all of them or none: what a missing one would have said is not known, and what is not known
    /// is not left out.
    private static func manifests(
        beside name: String, in environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> Manifests {
        guard name != "-" else { return Manifests() }
        let isManifest = name.hasSuffix("package.json")
        let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
        do throws(CommandFailure) {
            guard let root = try manifest(folder + "package.json", in: environment) else { return Manifests() }
            let search = WorkspaceSearch(
                root.workspacePatterns, below: environment.absolute(folder),
                in: environment.files)
            if let pattern = search.unknownPattern {
                throw CommandFailure(
                    .usage, "`\(folder)package.json` has a pattern of workspaces that is not understood, `\(pattern)`")
            }
            guard !search.isCut else {
                throw CommandFailure(.usage, "`\(folder)package.json` names more folders than are looked at")
            }
            var members: [ProjectManifest] = []
            for member in search.members {
                let found = try manifest(
                    "\(folder)\(member)package.json", of: String(member.dropLast()), in: environment)
                if let found { members.append(found) }
            }
            return Manifests(all: (isManifest ? [] : [root]) + members)
        } catch {
            guard !isManifest else { throw error }
            diagnostics.warning("\(error.message): what dependencies are for is not taken from package.json")
            return Manifests(isUnreadable: true)
        }
    }

    /// A package.json; nil if there is none.
    private static func manifest(
        _ path: String, of member: String = "", in environment: Environment
    ) throws(CommandFailure) -> ProjectManifest? {
        let bytes: [UInt8]
        do {
            bytes = try environment.files.read(environment.absolute(path), maximumManifestBytes)
        } catch {
            if case .notFound = error { return nil }
            throw CommandFailure(error, path: path)
        }
        do {
            return try ProjectManifest(parsing: bytes, folder: member)
        } catch { throw CommandFailure(.usage, "`\(path)`: \(error.description)", hint: error.hint) }
    }
}
