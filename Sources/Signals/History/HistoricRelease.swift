public import PackageModel
public import Registry

/// A release with the facts that rules compare, all as the registry recorded them when it came out.
public struct HistoricRelease: Sendable, Equatable {
    public var version: Version
    public var published: Timestamp
    public var publisher: ReleasePublisher
    /// What the registry claims; nothing of it is verified.
    public var level: TrustLevel
    public var hooks: InstallHooks
    /// The entries of `dependencies` and `optionalDependencies`, each with its specifier.
    public var dependencies: [Dependency]
    /// Bytes, and files, of the unpacked tarball.
    public var unpackedSize: Int64?
    public var fileCount: Int64?
    public var gitHead: ExactText?
    /// The repository that this version's manifest names.
    public var repository: RepositoryField?
    /// Whether the registry announces provenance; a staged release may have it or not.
    public var claimsProvenance: Bool
    /// What the registry says in a shape that was not understood: unknown, not absent.
    public var unreadable: Set<Release.Fact>

    public init(
        version: Version, published: Timestamp, publisher: ReleasePublisher = .unknown, level: TrustLevel = .none,
        hooks: InstallHooks = [], dependencies: [Dependency] = [], unpackedSize: Int64? = nil,
        fileCount: Int64? = nil, gitHead: ExactText? = nil, repository: RepositoryField? = nil,
        claimsProvenance: Bool? = nil,
        unreadable: Set<Release.Fact> = []
    ) {
        self.version = version
        self.published = published
        self.publisher = publisher
        self.level = level
        self.hooks = hooks
        self.dependencies = dependencies
        self.unpackedSize = unpackedSize
        self.fileCount = fileCount
        self.gitHead = gitHead
        self.repository = repository
        self.unreadable = unreadable
        self.claimsProvenance = claimsProvenance ?? (level == .provenance || level == .trustedProvenance)
    }

    /// What the entries pull in.
    var references: Set<DependencyReference> {
        Set(dependencies.map { DependencyReference(name: $0.name, specifier: $0.specifier) })
    }
}

/// An entry of `time` whose version is no longer listed; its time is that of the removal.
public struct RemovedVersion: Sendable, Equatable {
    public let version: Version
    public let removed: Timestamp

    public init(version: Version, removed: Timestamp) {
        self.version = version
        self.removed = removed
    }
}
