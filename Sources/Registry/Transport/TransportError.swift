/// Why there is no answer, or none that can be used.
public enum TransportError: Error, Hashable, Sendable {
    /// 404 or 410: the service knows no such thing.
    case notFound
    /// 401, or 403 from a registry: no right to see it.
    case unauthorized(status: Int)
    /// 429, or a refusal that means the same, after all patience.
    case rateLimited
    /// 5xx after all patience.
    case serverError(status: Int)
    case unexpectedStatus(Int)
    case unreachable(host: String, reason: String)
    case tlsFailed(host: String, reason: String)
    case timedOut
    /// The run's own deadline came first.
    case deadlineExceeded
    case redirectRefused(to: String)
    /// The body ended before the service said it would.
    case truncated
    case tooLarge(limit: Int)
    /// A 200 that is not what was asked for.
    case undecodable(String)
    /// Not asked, because the run is offline.
    case offline
    /// Not asked, because the run replays a record that does not have it.
    case notRecorded
    /// The record's file is not the one that was written.
    case recordDamaged(file: String)
    /// The answer is the one whose `entityTag` the request named.
    case notModified
    /// A question that this run does not ask, such as one to GitHub under `--no-github`.
    case notAsked
    case cancelled
    /// An address that no request is made to: not `http` or `https`, or `http` with credentials.
    case refusedAddress(String)
}

extension TransportError {
    /// The stable word for it in reports (Schemas/audit.schema.json, `errors`).
    public var code: String {
        switch self {
        case .notFound: "not-found"
        case .unauthorized: "unauthorized"
        case .rateLimited: "rate-limited"
        case .serverError: "server-error"
        case .unexpectedStatus: "unexpected-status"
        case .unreachable: "unreachable"
        case .tlsFailed: "tls-failed"
        case .timedOut: "timed-out"
        case .deadlineExceeded: "deadline-exceeded"
        case .redirectRefused: "redirect-refused"
        case .truncated: "truncated"
        case .tooLarge: "too-large"
        case .undecodable: "undecodable"
        case .offline: "offline"
        case .notRecorded: "not-recorded"
        case .recordDamaged: "record-damaged"
        case .notModified: "not-modified"
        case .notAsked: "not-asked"
        case .cancelled: "cancelled"
        case .refusedAddress: "refused-address"
        }
    }

    /// Whether nobody was asked at all: then what the registry announced stays a claim.
    public var meansNotAsked: Bool {
        switch self {
        case .offline, .notRecorded, .notAsked: true
        default: false
        }
    }
}

extension TransportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound: "not found"
        case .unauthorized(let status): "access refused (status \(status))"
        case .rateLimited: "rate limit reached"
        case .serverError(let status): "the server failed (status \(status))"
        case .unexpectedStatus(let status): "unexpected answer (status \(status))"
        case .unreachable(let host, let reason): "cannot reach `\(host)`: \(reason)"
        case .tlsFailed(let host, let reason): "no secure connection to `\(host)`: \(reason)"
        case .timedOut: "timed out"
        case .deadlineExceeded: "the run's deadline came first"
        case .redirectRefused(let target): "redirect to `\(target)` refused"
        case .truncated: "the answer ended too early"
        case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .undecodable(let reason): "not a usable answer: \(reason)"
        case .offline: "not cached, and this run is offline"
        case .notRecorded: "not in the record"
        case .recordDamaged(let file): "the record's file `\(file)` was changed"
        case .notModified: "not modified"
        case .notAsked: "not asked"
        case .cancelled: "interrupted"
        case .refusedAddress(let address): "address `\(address)` is not used"
        }
    }
}
