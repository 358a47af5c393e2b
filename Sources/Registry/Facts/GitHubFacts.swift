public import PackageModel

/// What `GET /repos/OWNER/NAME` of GitHub's API says about a repository.
public struct GitHubRepository: Equatable, Sendable {
    public var created: Timestamp?
    public var lastPush: Timestamp?
    public var stars: Int64?
    public var isArchived: Bool?

    public init(
        created: Timestamp? = nil, lastPush: Timestamp? = nil, stars: Int64? = nil, isArchived: Bool? = nil
    ) {
        self.created = created
        self.lastPush = lastPush
        self.stars = stars
        self.isArchived = isArchived
    }
}

/// The number of elements on the first page of a list: all of them, unless the page was full.
public struct ListedCount: Equatable, Sendable {
    public var count: Int
    /// The page was full, so that there may be more.
    public var isLowerBound: Bool

    public init(count: Int, isLowerBound: Bool) {
        self.count = count
        self.isLowerBound = isLowerBound
    }
}
