public import PackageModel
public import Registry

/// All releases of a packument with the facts that rules compare, to look back from any of them.
public struct PackageReleases: Sendable {
    private let package: PackageName
    private let releases: [HistoricRelease]
    private let removed: [RemovedVersion]
    private let maintainers: [PublisherAccount]?
    private let latest: Version?
    private let repository: Shared<RepositoryField>

    public init(_ packument: Packument) {
        self.package = packument.name
        self.repository = Shared(packument.repository)
        // By index: an element in hand would be a copy of all its facts.
        self.releases = packument.releases.indices.compactMap { HistoricRelease(packument.releases[$0]) }
        self.removed =
            packument.listsAllTimes
            ? []
            : packument.removals.compactMap { entry in
                (try? Version(parsing: entry.version)).map { RemovedVersion(version: $0, removed: entry.time) }
            }
        self.maintainers = packument.maintainers?.compactMap { account in
            account.name.map { PublisherAccount(name: $0, email: account.email) }
        }
        self.latest = packument.distTag("latest").flatMap { try? Version(parsing: $0) }
    }

    /// Looks back from one version.
    ///
    /// - Returns: unknown when the registry does not list the version, or does not say when it was published.
    public func upTo(_ version: Version) -> Known<ReleaseHistory> {
        Known(
            ReleaseHistory(
                package: package, version: version, releases: releases, removed: removed, maintainers: maintainers,
                latest: latest, packageRepository: repository))
    }
}

extension ReleaseHistory {
    /// Looks back from one version of a packument; for several versions of one package, keep its `PackageReleases`.
    public static func upTo(_ version: Version, in packument: Packument) -> Known<ReleaseHistory> {
        PackageReleases(packument).upTo(version)
    }
}

extension Packument {
    /// The usual case, seen without a look-up: `time` has the listed versions in their order, and no other.
    fileprivate var listsAllTimes: Bool {
        times.count == releases.count
            && times.indices.allSatisfy { equalBytewise(times[$0].version, releases[$0].versionText) }
    }
}
