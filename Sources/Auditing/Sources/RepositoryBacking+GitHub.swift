package import PackageModel
package import Registry
package import Signals

/// What GitHub says about a package's repository, and how many contribute to it.
package struct RepositoryFacts: Sendable {
    package let backing: Known<RepositoryBacking>
    package let contributors: ListedCount?
}

extension PackageSources {
    /// Pages that settle every step of the sub-score: 50 commits, 20 contributors and `30+`, 10 releases.
    private static var commitPage: Int { 50 }
    private static var contributorPage: Int { 30 }
    private static var releasePage: Int { 100 }
    private static var settlingReleases: Int { 10 }

    /// Asks about one repository: four requests.
    package func gitHub(_ repository: SourceRepository, now: Timestamp) async -> RepositoryFacts {
        let (owner, name) = (repository.owner, repository.name)
        let about: GitHubRepository
        do {
            about = try await github(owner, name, "") { (bytes) throws(GitHubError) in
                try GitHubRepository(decoding: bytes)
            }
        } catch {
            guard error != .notFound else { return RepositoryFacts(backing: .known(.notFound), contributors: nil) }
            return RepositoryFacts(backing: .unknown(UnknownReason(error)), contributors: nil)
        }
        let since = now.adding(days: -30).description.prefix { $0 != "." } + "Z"
        let commits = await known {
            () async throws(TransportError) in
            try await github(owner, name, "/commits?since=\(since)&per_page=\(Self.commitPage)") {
                (bytes) throws(GitHubError) in
                try GitHubList.count(bytes, pageSize: Self.commitPage)
            }
        }
        let contributors = await known {
            () async throws(TransportError) in
            try await github(owner, name, "/contributors?per_page=\(Self.contributorPage)") {
                (bytes) throws(GitHubError) in
                try GitHubList.count(bytes, pageSize: Self.contributorPage)
            }
        }
        let releases = await known {
            () async throws(TransportError) in
            try await github(owner, name, "/releases?per_page=\(Self.releasePage)") { (bytes) throws(GitHubError) in
                try GitHubList.releases(bytes, pageSize: Self.releasePage)
            }
        }
        let activity = RepositoryActivity(
            created: Known(about.created), recentCommits: commits.map(\.count),
            contributors: contributors.map(\.count), releases: Self.settled(releases),
            stars: Known(about.stars.map { Int(clamping: $0) }),
            isArchived: Known(about.isArchived),
            lastPush: Known(about.lastPush))
        return RepositoryFacts(backing: .known(.repository(activity)), contributors: contributors.value)
    }

    /// The number of releases; unknown where a page full of pre-releases hides whether there are enough.
    private static func settled(_ releases: Known<ListedCount>) -> Known<Int> {
        guard case .known(let listed) = releases, listed.isLowerBound, listed.count < settlingReleases else {
            return releases.map(\.count)
        }
        return .unknown(.notSaid)
    }

    private func github<Value: Sendable>(
        _ owner: String, _ name: String, _ path: String,
        _ decode: @escaping @Sendable ([UInt8]) throws(GitHubError) -> Value
    ) async throws(TransportError) -> Value {
        try await transport.fetch(endpoints.github(owner: owner, name: name, path)) {
            CollectingDecoder { (bytes) throws(DecodingFailure) in
                do { return try decode(bytes) } catch { throw DecodingFailure("\(error)") }
            }
        }.output
    }

    private func known<Value>(_ ask: () async throws(TransportError) -> Value) async -> Known<Value> {
        do { return .known(try await ask()) } catch { return .unknown(UnknownReason(error)) }
    }
}
