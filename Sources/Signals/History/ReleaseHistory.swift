public import PackageModel
public import Registry

/// A package's past as it was when one of its releases came out: nothing that was published later is in it.
///
/// Built in one pass over the releases; rules read the derived parts and do not search again.
public struct ReleaseHistory: Sendable {
    /// A release must be so much older to be a past that an attacker did not just make.
    static let settlingTime = Milliseconds.day

    public let package: PackageName
    /// The release that is judged.
    public let audited: HistoricRelease
    /// Every release before it, oldest first.
    public let earlier: [HistoricRelease]
    /// The earlier releases that are at least a day older; all earlier ones when none is.
    public let settled: ArraySlice<HistoricRelease>
    /// Earlier releases of its line, oldest first; for a stable release only stable ones, where there are any.
    public let line: [HistoricRelease]
    /// The release that it is compared with (docs/findings/README.md, "Terms"), or nil for the first one.
    public let previous: HistoricRelease?
    /// Versions that were removed before it came out, oldest removal first.
    public let removed: [RemovedVersion]
    /// Every version that is no longer listed: when it came out, nobody says.
    let removedAtAnyTime: [Version]
    /// The accounts that may publish today, or nil when the registry does not say.
    public let maintainers: [PublisherAccount]?
    /// The version that the tag `latest` names now.
    public let latest: Version?
    /// What the package itself names as its repository now: the word of whoever released last.
    let packageRepository: Shared<RepositoryField>

    /// Looks back from one release.
    ///
    /// - Parameters:
    ///   - releases: the listed releases in any order; later ones are left out.
    ///   - removed: the entries of `time` that are no longer listed.
    /// - Returns: nil when the version is not among the releases.
    public init?(
        package: PackageName, version: Version, releases: [HistoricRelease], removed: [RemovedVersion] = [],
        maintainers: [PublisherAccount]? = nil, latest: Version? = nil,
        packageRepository: Shared<RepositoryField> = Shared(nil)
    ) {
        guard let audited = releases.first(where: { $0.version == version }) else { return nil }
        self.package = package
        self.audited = audited
        self.maintainers = maintainers
        self.latest = latest
        self.packageRepository = packageRepository
        let earlier = Self.sorted(releases.filter { Self.isBefore($0, audited) })
        self.earlier = earlier
        self.removedAtAnyTime = removed.map(\.version)
        self.removed = removed.filter { $0.removed <= audited.published }.sorted { $0.removed < $1.removed }
        let line = Self.line(of: audited, in: earlier)
        self.line = line
        let limit = audited.published.milliseconds - Self.settlingTime
        let isSettled = { (release: HistoricRelease) in release.published.milliseconds <= limit }
        let end = earlier.lastIndex(where: isSettled).map { $0 + 1 } ?? 0
        self.settled = end == 0 ? earlier[...] : earlier[..<end]
        // What came out on a new line within a day is no past of its own: who publishes there twice is not compared with
        // himself while there is anything older.
        self.previous =
            line.last(where: isSettled) ?? Self.newest(comparableTo: audited, in: earlier[..<end])
            ?? line.last ?? Self.newest(comparableTo: audited, in: earlier[...])
    }

    /// The previous release, if it is of the same line.
    public var previousInLine: HistoricRelease? {
        previous.flatMap { ReleaseLine(of: $0.version) == ReleaseLine(of: audited.version) ? $0 : nil }
    }

    /// Says whether nothing of the last day lies between the settled releases and this one: neither the version just below
    /// it, nor another of its major and minor number. Pre-releases are nothing for a stable one.
    public var beginsOnItsBranch: Bool {
        guard let last = settled.last else { return true }
        let version = audited.version
        let recent = earlier[settled.endIndex...].filter { version.isPrerelease || !$0.version.isPrerelease }
        guard !recent.contains(where: { $0.version.major == version.major && $0.version.minor == version.minor }) else {
            return false
        }
        let below = (earlier[..<settled.endIndex] + recent).filter { $0.version < version }
        let predecessor = below.max { $0.version < $1.version }
        return predecessor.map { $0.published <= last.published } ?? true
    }

    /// Whether a release of its line claimed provenance, or, where the line is not yet a day old, the release before it.
    var claimedProvenance: Bool {
        line.contains(where: \.claimsProvenance) || previousInLine == nil && previous?.claimsProvenance == true
    }

    private static func isBefore(_ left: HistoricRelease, _ right: HistoricRelease) -> Bool {
        left.published == right.published ? left.version < right.version : left.published < right.published
    }

    /// Registries list releases in the order of time, more often than not.
    private static func sorted(_ releases: [HistoricRelease]) -> [HistoricRelease] {
        let isSorted = zip(releases, releases.dropFirst()).allSatisfy { isBefore($0, $1) }
        return isSorted ? releases : releases.sorted(by: isBefore)
    }

    private static func line(of audited: HistoricRelease, in earlier: [HistoricRelease]) -> [HistoricRelease] {
        let line = ReleaseLine(of: audited.version)
        return comparable(to: audited, earlier.filter { ReleaseLine(of: $0.version) == line })
    }

    /// The last stable release for a stable one, else the last of any kind.
    private static func newest(
        comparableTo audited: HistoricRelease, in releases: ArraySlice<HistoricRelease>
    ) -> HistoricRelease? {
        guard !audited.version.isPrerelease else { return releases.last }
        return releases.last { !$0.version.isPrerelease } ?? releases.last
    }

    /// Leaves pre-releases out for a stable release, unless there is nothing else.
    private static func comparable(to audited: HistoricRelease, _ releases: [HistoricRelease]) -> [HistoricRelease] {
        guard !audited.version.isPrerelease else { return releases }
        let stable = releases.filter { !$0.version.isPrerelease }
        return stable.isEmpty ? releases : stable
    }
}
