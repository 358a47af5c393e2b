/// One question to a service: a GET of an address that this program built itself.
public struct WebRequest: Hashable, Sendable {
    /// Whom a request goes to, which decides credentials, concurrency and patience.
    public enum Service: String, Hashable, Sendable, CaseIterable {
        case registry, downloads, github, tuf
    }

    public let service: Service
    /// Absolute, `http` or `https`.
    public let url: String
    /// The `Accept` header: mirrors give two forms of a document one validator, so it is part of an answer's identity.
    public let accept: String
    /// The most bytes that the decoded body may have.
    public let maximumBytes: Int
    /// The `ETag` of an answer that the asker has: the same one is then not sent again, but fails as `notModified`.
    public var entityTag: String?

    public init(service: Service, url: String, accept: String = "application/json", maximumBytes: Int) {
        self.service = service
        self.url = url
        self.accept = accept
        self.maximumBytes = maximumBytes
    }
}

/// Limits on decoded bodies, in bytes.
public enum BodyLimit {
    /// npm refuses publishes over 100 MB, and documents beyond 38 MB exist.
    public static let packument = 128 << 20
    /// One version's; a package.json is the owner's text, and some have long lists.
    public static let manifest = 8 << 20
    /// Of one version; npm's have two.
    public static let attestations = 1 << 20
    /// A registry has a handful.
    public static let keys = 64 << 10
    /// 128 names, or the days of 18 months.
    public static let downloads = 1 << 20
    /// A page of a hundred commits or releases, with their texts.
    public static let github = 8 << 20
}

/// How much is under way at once: what is worked on, and what a service is asked.
public enum Concurrency {
    /// Packages that are worked on: enough that the registry always has as many requests as it has connections.
    public static let packages = 192
    /// Requests to the downloads API, which answers slowly; after its first refusal it is asked one by one.
    public static let downloads = 40
    /// Packages of which the daily downloads are asked for: few are named on a command line.
    public static let trends = 8
    /// Repositories that GitHub is asked about, and requests to it: it refuses those who ask for much at once.
    public static let gitHub = 4
    /// Requests to the TUF mirror; an update makes them one after the other.
    public static let tuf = 4
}
