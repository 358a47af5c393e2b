public import PackageModel

/// One listed version of a package, as far as an audit needs it; all of it is the registry's or the package's word.
public struct Release: Equatable, Sendable {
    /// The version as the registry lists it.
    public var versionText: String
    /// Nil if the registry lists something that is no semantic version.
    public var version: Version?
    /// `time[version]`; nil if the registry does not say.
    public var publishedAt: Timestamp?
    /// `_npmUser`; nil if the registry does not say.
    public var publisher: Publisher? {
        get { sharedPublisher.value }
        set { sharedPublisher = Shared(newValue) }
    }
    public var distribution: Distribution
    public var scripts: InstallScripts {
        get { sharedScripts.value ?? InstallScripts() }
        set { sharedScripts = Shared(newValue == InstallScripts() ? nil : newValue) }
    }
    /// In the order of the document.
    public var dependencies: [Dependency]
    public var optionalDependencies: [Dependency]
    /// Without those that `peerDependenciesMeta` says to be optional: npm from 7 on installs the others.
    public var peerDependencies: [Dependency]
    /// The commit that the package says it was made from.
    public var gitHead: String?
    public var repository: RepositoryField? {
        get { sharedRepository.value }
        set { sharedRepository = Shared(newValue) }
    }
    /// The owner's words; nil when not deprecated. Empty words and `false` mean not deprecated, `true` gives empty words.
    public var deprecation: String?
    /// What the registry says in a shape that was not understood: these facts are unknown, not absent.
    public var unreadable: Set<Fact>

    // A packument has thousands of releases, and few publishers, scripts and repositories.
    var sharedPublisher: Shared<Publisher>
    var sharedScripts: Shared<InstallScripts>
    public internal(set) var sharedRepository: Shared<RepositoryField>

    public enum Fact: String, Hashable, Sendable, CaseIterable {
        case time, publisher, distribution, integrity, shasum, signatures, attestations, size, scripts
        case dependencies, optionalDependencies, peerDependencies, gitHead, repository, deprecation
    }

    public var isDeprecated: Bool { deprecation != nil }
}

// In an extension, so that the decoder has the initializer that Swift makes, which copies nothing.
extension Release {
    public init(
        versionText: String, publishedAt: Timestamp? = nil, publisher: Publisher? = nil,
        distribution: Distribution = Distribution(), scripts: InstallScripts = InstallScripts(),
        dependencies: [Dependency] = [], optionalDependencies: [Dependency] = [], peerDependencies: [Dependency] = [],
        gitHead: String? = nil, repository: RepositoryField? = nil, deprecation: String? = nil,
        unreadable: Set<Fact> = []
    ) {
        self.init(
            versionText: versionText, version: try? Version(parsing: versionText), publishedAt: publishedAt,
            distribution: distribution, dependencies: dependencies,
            optionalDependencies: optionalDependencies, peerDependencies: peerDependencies, gitHead: gitHead,
            deprecation: deprecation, unreadable: unreadable, sharedPublisher: Shared(publisher),
            sharedScripts: Shared(scripts == InstallScripts() ? nil : scripts), sharedRepository: Shared(repository))
    }
}
