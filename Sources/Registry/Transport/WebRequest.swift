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
    public static let manifest = 8 << 20
    public static let attestations = 1 << 20
    public static let keys = 64 << 10
    public static let downloads = 1 << 20
    public static let github = 8 << 20
    public static let tufMetadata = 512_000
}
