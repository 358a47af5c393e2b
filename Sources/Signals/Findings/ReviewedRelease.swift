public import PackageModel
public import Registry

/// Everything that rules look at for one package at one version.
public struct ReviewedRelease: Sendable {
    public let package: PackageName
    /// The version as it is written in the request or the lock file.
    public let version: String
    public let history: Known<ReleaseHistory>
    public let verification: VerificationFacts
    /// What the registry says about dependencies that are new in this release, by name.
    public let dependencies: [PackageName: Known<DependencyFacts>]

    public init(
        package: PackageName, version: String, history: Known<ReleaseHistory>, verification: VerificationFacts,
        dependencies: [PackageName: Known<DependencyFacts>] = [:]
    ) {
        self.package = package
        self.version = version
        self.history = history
        self.verification = verification
        self.dependencies = dependencies
    }
}

/// A dependency as it was when a release began to pull it in.
public struct DependencyFacts: Sendable, Equatable {
    /// When its first version came out; nil when nothing of it had been published by then.
    public var firstPublished: Timestamp?
    /// Its releases up to then.
    public var releases: Int
    /// The accounts that publish it, or may.
    public var publishers: Set<ExactText>
    public var repository: SourceRepository?

    public init(firstPublished: Timestamp?, releases: Int, publishers: Set<ExactText>, repository: SourceRepository?) {
        self.firstPublished = firstPublished
        self.releases = releases
        self.publishers = publishers
        self.repository = repository
    }
}
