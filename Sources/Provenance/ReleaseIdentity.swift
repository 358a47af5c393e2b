public import PackageModel

/// The release that is judged: its name, its digests, and where it comes from.
public struct ReleaseIdentity: Hashable, Sendable {
    public let name: PackageName
    public let version: String
    /// `dist.integrity`, or `dist.shasum` where there is none.
    public let integrity: Integrity?
    /// What the lock file has.
    public let lockedIntegrity: Integrity?
    /// The address under which attestations name the registry: npm's own for npm's keys, whatever mirror was asked.
    public let registry: String

    public init(
        name: PackageName, version: String, integrity: Integrity?, lockedIntegrity: Integrity? = nil,
        registry: String = PackageURL.defaultRegistry
    ) {
        self.name = name
        self.version = version
        self.integrity = integrity
        self.lockedIntegrity = lockedIntegrity
        self.registry = registry
    }

    /// The subject that every statement about the release must have.
    public var packageURL: String { PackageURL.npm(name, version, registry: registry) }
}

/// What a verified digest is bound to.
public enum Binding: String, Hashable, Sendable {
    /// The digest that will be installed.
    case lockfile
    /// What the registry lists today: the lock file has nothing comparable, or there is none.
    case registry
}
