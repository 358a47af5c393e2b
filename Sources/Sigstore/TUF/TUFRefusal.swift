import JSONCursor

/// Why an update of the trust root ended: the file, and exactly which condition did not hold.
public struct TUFRefusal: Error, Hashable, Sendable {
    /// Whether something is wrong with the repository, or only time or the network was against it.
    public enum Kind: Hashable, Sendable {
        /// A file is wrong: nothing of this update is used.
        case refused
        /// A file is right, and older than it may be.
        case expired
        /// A file could not be had.
        case unavailable
    }

    public let kind: Kind
    /// The file, as the repository names it.
    public let file: String
    /// The condition's stable name, unique in the client.
    public let cause: String
    /// What was found, for people.
    public let detail: String

    public init(_ kind: Kind, _ file: String, _ cause: String, _ detail: String) {
        self.kind = kind
        self.file = file
        self.cause = cause
        self.detail = detail
    }

    static func refused(_ file: String, _ cause: String, _ detail: String) -> TUFRefusal {
        TUFRefusal(.refused, file, cause, detail)
    }
}

extension TUFRefusal: CustomStringConvertible {
    public var description: String { "\(file): \(detail)" }
}

/// The most that a repository may ask of its client (docs/verification.md, "Trust anchors").
public enum TUFLimit {
    /// Bytes of one file of metadata, and of one target.
    public static let metadata = 512_000
    public static let target = 1 << 20
    /// New roots in one update.
    public static let roots = 1024
    /// Signatures in a file, keys of a role, entries of a file, delegated roles that are visited.
    public static let signatures = 64
    public static let keys = 256
    public static let entries = 4096
    public static let delegations = 32
    /// Bytes of a role's name.
    public static let roleName = 128
    static let json = JSONLimits(bytes: metadata, depth: 24, values: 60_000, stringBytes: 16 << 10)
}
