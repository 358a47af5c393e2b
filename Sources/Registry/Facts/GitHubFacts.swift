public import PackageModel

/// What `GET /repos/OWNER/NAME` of GitHub's API says about a repository.
public struct GitHubRepository: Equatable, Sendable {
    /// Stays the same when a repository is renamed or moved.
    public var id: Int64
    /// Today's `owner/name`; another one than was asked for after a rename.
    public var fullName: String
    public var created: Timestamp?
    public var lastPush: Timestamp?
    public var stars: Int64?
    public var isArchived: Bool?
    public var isFork: Bool?
    public var defaultBranch: String?

    public init(
        id: Int64, fullName: String, created: Timestamp? = nil, lastPush: Timestamp? = nil, stars: Int64? = nil,
        isArchived: Bool? = nil, isFork: Bool? = nil, defaultBranch: String? = nil
    ) {
        self.id = id
        self.fullName = fullName
        self.created = created
        self.lastPush = lastPush
        self.stars = stars
        self.isArchived = isArchived
        self.isFork = isFork
        self.defaultBranch = defaultBranch
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
