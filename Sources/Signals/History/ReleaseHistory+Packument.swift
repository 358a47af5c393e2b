public import PackageModel
public import Registry

extension ReleaseHistory {
    /// Looks back from one version of a packument.
    ///
    /// - Returns: unknown when the registry does not list the version, or does not say when it was published.
    public static func upTo(_ version: Version, in packument: Packument) -> Known<ReleaseHistory> {
        // By index: an element in hand would be a copy of all its facts.
        let releases = packument.releases.indices.compactMap {
            HistoricRelease(packument.releases[$0], packageRepository: packument.repository)
        }
        let removed =
            packument.listsAllTimes
            ? []
            : packument.removals.compactMap { entry in
                (try? Version(parsing: entry.version)).map { RemovedVersion(version: $0, removed: entry.time) }
            }
        let history = ReleaseHistory(
            package: packument.name, version: version, releases: releases, removed: removed,
            maintainers: packument.maintainers?.compactMap { account in
                account.name.map { PublisherAccount(name: $0, email: account.email) }
            },
            latest: packument.distTag("latest").flatMap { try? Version(parsing: $0) })
        return Known(history, otherwise: .notSaid)
    }
}

extension Packument {
    /// The usual case, seen without a look-up: `time` has the listed versions in their order, and no other.
    fileprivate var listsAllTimes: Bool {
        times.count == releases.count
            && times.indices.allSatisfy { equalBytewise(times[$0].version, releases[$0].versionText) }
    }
}

extension ReleasePublisher {
    /// Reads a version's `_npmUser`.
    public init(_ publisher: Publisher?) {
        self.init(
            name: publisher?.account.name, email: publisher?.account.email,
            trustedPublisher: publisher?.trustedPublisher.map { ($0.provider, $0.configurationID) })
    }
}

extension InstallHooks {
    /// A native add-on without a script of its own is built by npm's `install`.
    init(_ scripts: InstallScripts) {
        self = []
        if scripts.preinstall != nil { insert(.preinstall) }
        if scripts.install != nil || scripts.isNativeAddOn { insert(.install) }
        if scripts.postinstall != nil { insert(.postinstall) }
    }
}

extension DependencyFacts {
    /// A dependency as it was at an instant; what it published later does not count.
    public init(_ packument: Packument, at moment: Timestamp) {
        let releases = packument.releases.filter { release in release.publishedAt.map { $0 <= moment } ?? false }
        let first = ([packument.created].compactMap(\.self) + releases.compactMap(\.publishedAt)).min()
        let people = releases.compactMap { ReleasePublisher($0.publisher).person?.name }
        let accounts = (packument.maintainers ?? []).compactMap { $0.name.map(ExactText.init(_:)) }
        self.init(
            firstPublished: first.flatMap { $0 <= moment ? $0 : nil }, releases: releases.count,
            publishers: Set(people + accounts),
            repository: (releases.last?.repository ?? packument.repository)?.source)
    }
}
