public import PackageModel
public import Registry

/// A release with the facts that rules compare, all as the registry recorded them when it came out.
///
/// A class, so that a past of thousands of releases is sorted and filtered without copying their facts.
public final class HistoricRelease: Sendable {
    public let version: Version
    public let published: Timestamp
    public let publisher: ReleasePublisher
    /// What the registry claims; nothing of it is verified.
    public let level: TrustLevel
    /// Whether the registry announces provenance; a staged release may have it or not.
    public let claimsProvenance: Bool
    public let hooks: InstallHooks
    public let dependencies: [Dependency]
    public let optionalDependencies: [Dependency]
    /// Those that are not optional.
    public let peerDependencies: [Dependency]
    /// Bytes, and files, of the unpacked tarball.
    public let unpackedSize: Int64?
    public let fileCount: Int64?
    public let gitHead: ExactText?
    private let sharedRepository: Shared<RepositoryField>
    /// What the registry says in a shape that was not understood: unknown, not absent.
    public let unreadable: Set<Release.Fact>

    /// The repository that this version's own manifest names. The package's field is the word of whoever released last, and
    /// says nothing of what was there before.
    public var repository: RepositoryField? { sharedRepository.value }

    /// The facts of a listed version; nil when it is no semantic version, or its time is not said.
    public init?(_ release: Release) {
        guard let version = release.version, let published = release.publishedAt else { return nil }
        let publisher = release.publisher
        let claimsProvenance = release.distribution.attestations?.provenancePredicateType != nil
        self.version = version
        self.published = published
        self.publisher = ReleasePublisher(publisher)
        self.level = TrustLevel(
            hasApprover: publisher?.approver != nil, isTrustedPublisher: publisher?.trustedPublisher != nil,
            hasProvenance: claimsProvenance)
        self.claimsProvenance = claimsProvenance
        self.hooks = InstallHooks(release.scripts)
        self.dependencies = release.dependencies
        self.optionalDependencies = release.optionalDependencies
        self.peerDependencies = release.peerDependencies
        self.unpackedSize = release.distribution.unpackedSize
        self.fileCount = release.distribution.fileCount
        self.gitHead = release.gitHead.map(ExactText.init(_:))
        self.sharedRepository = release.sharedRepository
        self.unreadable = release.unreadable
    }

    /// What it pulls in and the other release did not.
    func references(notIn other: HistoricRelease) -> Set<DependencyReference> {
        // The usual case: no entry has to be read.
        if dependencies == other.dependencies, optionalDependencies == other.optionalDependencies,
            peerDependencies == other.peerDependencies
        {
            return []
        }
        return references.subtracting(other.references)
    }

    /// What is installed with it.
    public var pulled: [Dependency] { dependencies + optionalDependencies + peerDependencies }

    private var references: Set<DependencyReference> {
        Set(pulled.map { DependencyReference(name: $0.name, specifier: $0.specifier) })
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
