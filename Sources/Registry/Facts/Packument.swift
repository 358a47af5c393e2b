public import PackageModel

/// What a registry says about a package: its releases, and who can publish the next one.
public struct Packument: Equatable, Sendable {
    public var name: PackageName
    /// `dist-tags`, in the order of the document.
    public var distTags: [DistTag]
    /// Every listed version, in the order of the document.
    public var releases: [Release]
    /// `time` without its keys that are no versions. It has versions that are no longer listed, too, with the time of their
    /// removal.
    public var times: [VersionTime]
    /// `time.created`: the first publication.
    public var created: Timestamp?
    /// The accounts that can publish; nil if the registry does not say.
    public var maintainers: [Account]?
    public var repository: RepositoryField?
    /// Set when all of the package was removed by its owner.
    public var unpublished: Unpublished?
    /// What the registry says in a shape that was not understood: these facts are unknown, not absent.
    public var unreadable: Set<Fact>

    public enum Fact: String, Hashable, Sendable, CaseIterable {
        case versions, distTags, times, created, maintainers, repository, unpublished
    }

    public init(
        name: PackageName, distTags: [DistTag] = [], releases: [Release] = [], times: [VersionTime] = [],
        created: Timestamp? = nil, maintainers: [Account]? = nil,
        repository: RepositoryField? = nil, unpublished: Unpublished? = nil, unreadable: Set<Fact> = []
    ) {
        self.name = name
        self.distTags = distTags
        self.releases = releases
        self.times = times
        self.created = created
        self.maintainers = maintainers
        self.repository = repository
        self.unpublished = unpublished
        self.unreadable = unreadable
    }
}

/// A name for a version, `latest` for one; owners move it at will.
public struct DistTag: Equatable, Sendable {
    public var tag: String
    public var version: String

    public init(tag: String, version: String) {
        self.tag = tag
        self.version = version
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.tag, right.tag) && equalBytewise(left.version, right.version)
    }
}

/// An entry of `time`: when a listed version was published, or one that is no longer listed was removed.
public struct VersionTime: Equatable, Sendable {
    public var version: String
    public var time: Timestamp

    public init(version: String, time: Timestamp) {
        self.version = version
        self.time = time
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.version, right.version) && left.time == right.time
    }
}

/// `time.unpublished`: the whole package was removed.
public struct Unpublished: Equatable, Sendable {
    public var time: Timestamp?

    public init(time: Timestamp?) { self.time = time }
}
