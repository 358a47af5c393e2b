public import PackageModel

/// What `GET <registry>/<name>/<version>` says: enough to verify a release, without its time and today's publishers.
public struct VersionManifest: Equatable, Sendable {
    public var name: PackageName
    /// `publishedAt` is nil: the manifest has no times.
    public var release: Release

    public init(name: PackageName, release: Release) {
        self.name = name
        self.release = release
    }
}
