public import PackageModel

/// The addresses of everything that is asked, made of configured bases and checked names only.
public struct Endpoints: Hashable, Sendable {
    public static let defaultRegistry = PackageURL.defaultRegistry
    public static let defaultDownloadsAPI = "https://api.npmjs.org"
    public static let defaultGitHubAPI = "https://api.github.com"
    public static let defaultTUFMirror = "https://tuf-repo-cdn.sigstore.dev"
    /// The most names in one bulk request for downloads.
    public static let maximumBulkNames = 128

    /// The registry of names whose scope has none of its own: npm's, or a mirror of it.
    public var registry: String
    /// Registries by scope, without its `@`.
    public var scopedRegistries: [String: String]
    public var downloadsAPI: String
    public var githubAPI: String
    public var tufMirror: String

    public init(
        registry: String = defaultRegistry, scopedRegistries: [String: String] = [:],
        downloadsAPI: String = defaultDownloadsAPI, githubAPI: String = defaultGitHubAPI,
        tufMirror: String = defaultTUFMirror
    ) {
        self.registry = Self.base(ofRegistry: registry)
        self.scopedRegistries = scopedRegistries.mapValues(Self.base)
        self.downloadsAPI = Self.withoutSlash(downloadsAPI)
        self.githubAPI = Self.withoutSlash(githubAPI)
        self.tufMirror = Self.withoutSlash(tufMirror)
    }

    /// The registry that a package comes from.
    public func registry(of name: PackageName) -> String {
        guard let scope = name.scope, let own = scopedRegistries[String(scope)] else { return registry }
        return own
    }

    /// Whether the package's scope has a registry of its own, which alone may learn its name and whose own keys vouch for it.
    ///
    /// It does not matter whether others have the same. npm's own registry is nobody's in particular.
    public func isPrivate(_ name: PackageName) -> Bool {
        guard let scope = name.scope, let own = scopedRegistries[String(scope)] else { return false }
        return own != Self.defaultRegistry
    }

    /// All of a package: its history, its owners and the manifests of its versions.
    public func packument(_ name: PackageName) -> WebRequest {
        WebRequest(
            service: .registry, url: "\(registry(of: name))/\(name.pathSegment)", maximumBytes: BodyLimit.packument)
    }

    /// One version alone, much smaller than the packument; without times, and some registries have none.
    public func manifest(_ name: PackageName, _ version: Version) -> WebRequest {
        WebRequest(
            service: .registry, url: "\(registry(of: name))/\(name.pathSegment)/\(Self.escaped(version))",
            maximumBytes: BodyLimit.manifest)
    }

    /// Of one version. The address that a packument names for them is never asked.
    public func attestations(_ name: PackageName, _ version: Version) -> WebRequest {
        WebRequest(
            service: .registry,
            url: "\(registry(of: name))/-/npm/v1/attestations/\(name.pathSegment)@\(Self.escaped(version))",
            maximumBytes: BodyLimit.attestations)
    }

    /// The keys that sign the registry's packages.
    public func keys(ofRegistry registry: String) -> WebRequest {
        WebRequest(service: .registry, url: "\(registry)/-/npm/v1/keys", maximumBytes: BodyLimit.keys)
    }

    /// Requires at most `maximumBulkNames` names, and none with a scope unless it is alone.
    public func weeklyDownloads(_ names: [PackageName]) -> WebRequest {
        let list = names.map(\.text).joined(separator: ",")
        return WebRequest(
            service: .downloads, url: "\(downloadsAPI)/downloads/point/last-week/\(list)",
            maximumBytes: BodyLimit.downloads)
    }

    /// Both days are included.
    public func dailyDownloads(_ name: PackageName, from start: Timestamp, to end: Timestamp) -> WebRequest {
        WebRequest(
            service: .downloads,
            url: "\(downloadsAPI)/downloads/range/\(start.dateText):\(end.dateText)/\(name.text)",
            maximumBytes: BodyLimit.downloads)
    }

    /// - Parameter path: what follows `/repos/OWNER/NAME`; owner and name are checked by `SourceRepository`.
    public func github(owner: String, name: String, _ path: String = "") -> WebRequest {
        WebRequest(
            service: .github, url: "\(githubAPI)/repos/\(owner)/\(name)\(path)", accept: "application/vnd.github+json",
            maximumBytes: BodyLimit.github)
    }

    /// A file of the TUF repository; how long it may be depends on what was signed before.
    public func tuf(_ path: String, maximumBytes: Int) -> WebRequest {
        WebRequest(service: .tuf, url: "\(tufMirror)/\(path)", accept: "*/*", maximumBytes: maximumBytes)
    }

    /// A version's only character that a path must not have is the `+` of build metadata.
    private static func escaped(_ version: Version) -> String {
        version.text.split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%2B")
    }

    /// npm's own registry has one form, however it is written.
    private static func base(ofRegistry address: String) -> String {
        let base = withoutSlash(address)
        let npm = WebAddress(defaultRegistry)
        return WebAddress(base) == npm ? defaultRegistry : base
    }

    private static func withoutSlash(_ base: String) -> String {
        var base = base[...]
        while base.utf8.last == UInt8(ascii: "/") { base = base.dropLast() }
        return String(base)
    }
}
