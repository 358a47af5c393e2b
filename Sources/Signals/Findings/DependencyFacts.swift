public import PackageModel
public import Registry

/// A dependency as it was when a release began to pull it in.
public struct DependencyFacts: Sendable, Equatable {
    /// When its first version came out; nil when nothing of it had been published by then.
    public var firstPublished: Timestamp?
    /// Its releases up to then.
    public var releases: Int
    /// The accounts that published those. Who else may publish, and which repository it names, is its own word.
    public var publishers: Set<ExactText>

    public init(firstPublished: Timestamp?, releases: Int, publishers: Set<ExactText>) {
        self.firstPublished = firstPublished
        self.releases = releases
        self.publishers = publishers
    }
}

extension DependencyFacts {
    /// A dependency as it was at an instant; what it published later does not count.
    ///
    /// Nil when the registry does not say when its releases came out, so that nobody can tell how it was.
    public init?(_ packument: Packument, at moment: Timestamp) {
        let isDated = packument.releases.contains { $0.publishedAt != nil }
        guard isDated || packument.created != nil || packument.releases.isEmpty else { return nil }
        let releases = packument.releases.filter { release in release.publishedAt.map { $0 <= moment } ?? false }
        let first = ([packument.created].compactMap(\.self) + releases.compactMap(\.publishedAt)).min()
        let people = releases.compactMap { ReleasePublisher($0.publisher).person?.name }
        self.init(
            firstPublished: first.flatMap { $0 <= moment ? $0 : nil }, releases: releases.count,
            publishers: Set(people))
    }
}
