public import PackageModel

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
