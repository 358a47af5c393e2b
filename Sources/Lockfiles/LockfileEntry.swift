public import PackageModel

/// One thing that a lock file holds: a package at a version, or what stands there instead of one.
public struct LockfileEntry: Hashable, Sendable {
    /// What an entry is (Schemas/list.schema.json; docs/lockfiles.md).
    public enum Class: String, Hashable, Sendable, CaseIterable {
        /// A package of a registry.
        case registry
        /// Inside its parent's tarball, with neither an address nor a digest of its own.
        case bundled
        case workspace, link, file, git
        /// An address of a tarball that no registry's index leads to.
        case tarball
        /// A package with local changes; what was changed is an entry of its own where the format has one.
        case patch
        /// A module that Deno fetches by its URL.
        case remote
        case jsr
        /// A JavaScript runtime or a package manager.
        case runtime
        case unsupported
    }

    /// Why an entry is no registry package.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case insideParentTarball = "inside its parent's tarball"
        case workspaceMember = "a member of the workspace"
        case linkedFolder = "a link to a folder"
        case localFile = "a file or folder of the project"
        case gitRepository = "a git repository"
        case tarballAddress = "an address outside the registry's index"
        case localChanges = "a registry package with local changes"
        case remoteModule = "a module by URL"
        case jsrPackage = "a package of JSR"
        case runtime = "a runtime"
        case toolEnvironment = "the package manager's own environment"
        case noVersion = "no version in the lock file"
        case noResolution = "no resolution in the lock file"
        case unknownProtocol = "a protocol that is not known"
        case generatedPackage = "made by a script of the project"
    }

    /// The name in the registry; for what has none, the name or the path by which the project knows it.
    ///
    /// Without credentials where it is an address, as `version`, `registry` and `range` are.
    public var name: String
    /// The name by which it is installed, where that is another one.
    public var alias: String?
    /// As the file has it; nil where it has none.
    public var version: String?
    public var `class`: Class
    /// The registry's address without a final slash, from `resolved`; nil where the file does not say, and the
    /// configured registry is meant.
    public var registry: String?
    /// Where the file says that it was fetched; compared, never fetched. Untrusted, and may hold credentials.
    public var resolved: String?
    /// Subresource Integrity of the tarball, as it is written.
    public var integrity: String?
    /// The declared range: only in a manifest.
    public var range: String?
    /// True if the entry goes when development dependencies are omitted; nil where the file does not tell.
    public var dev: Bool?
    /// True if the entry goes when optional dependencies are omitted; nil where the file does not tell.
    public var optional: Bool?
    /// True if only peer dependencies lead to it; nil where the file does not tell.
    public var peer: Bool?
    /// Goes only when development and optional dependencies are both omitted (npm's `devOptional`).
    public var isDevOptional = false
    /// Counted from 1.
    public var line: Int
    /// Why it is no registry package; nil if it is one.
    public var reason: Reason?

    init(name: String, version: String?, class: Class, line: Int, reason: Reason? = nil) {
        self.name = name
        self.version = version
        self.class = `class`
        self.line = line
        self.reason = reason
    }

    /// `name@version`, the identity under which registry packages are counted.
    public var identity: String { version.map { "\(name)@\($0)" } ?? name }

    /// The digests of `integrity`; nil if there are none that can be compared.
    public var digests: Integrity? { integrity.flatMap { try? Integrity(parsing: $0) } }

    /// Says whether the entry goes when these kinds of dependencies are omitted; what is not known stays.
    public func isOmitted(_ kinds: Set<DependencyKind>) -> Bool {
        dev == true && kinds.contains(.dev) || optional == true && kinds.contains(.optional)
            || peer == true && kinds.contains(.peer)
            || isDevOptional && kinds.contains(.dev) && kinds.contains(.optional)
    }
}

/// How one package depends on another.
public enum DependencyKind: UInt8, Hashable, Sendable, CaseIterable {
    case production, dev, optional, peer
}
