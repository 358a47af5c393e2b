import JSONCursor
import Registry

extension TransportError {
    /// The error as a JSON object: its code and its facts.
    var recorded: String {
        let facts: [(key: String, value: String)] =
            switch self {
            case .unauthorized(let status), .serverError(let status), .unexpectedStatus(let status):
                [("status", "\(status)")]
            case .unreachable(let host, let reason), .tlsFailed(let host, let reason):
                [("host", quoted(host)), ("reason", quoted(reason))]
            case .redirectRefused(let location): [("to", quoted(location))]
            case .tooLarge(let limit): [("limit", "\(limit)")]
            case .undecodable(let reason): [("reason", quoted(reason))]
            case .recordDamaged(let file): [("file", quoted(file))]
            case .refusedAddress(let address): [("address", quoted(address))]
            case .notFound, .rateLimited, .timedOut, .deadlineExceeded, .truncated, .offline, .notRecorded,
                .notModified, .notAsked,
                .cancelled:
                []
            }
        let members = [("code", quoted(code))] + facts
        return "{" + members.map { "\(quoted($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// Reads what `recorded` writes; nil for anything else.
    init?(recorded value: JSONValue) {
        let status = value["status"]?.int64.map { Int($0) }
        let reason = value["reason"]?.string
        let host = value["host"]?.string
        switch (value["code"]?.string, status, host, reason) {
        case ("not-found", _, _, _): self = .notFound
        case ("rate-limited", _, _, _): self = .rateLimited
        case ("timed-out", _, _, _): self = .timedOut
        case ("truncated", _, _, _): self = .truncated
        case ("not-asked", _, _, _): self = .notAsked
        case ("unauthorized", let status?, _, _): self = .unauthorized(status: status)
        case ("server-error", let status?, _, _): self = .serverError(status: status)
        case ("unexpected-status", let status?, _, _): self = .unexpectedStatus(status)
        case ("unreachable", _, let host?, let reason?): self = .unreachable(host: host, reason: reason)
        case ("tls-failed", _, let host?, let reason?): self = .tlsFailed(host: host, reason: reason)
        case ("undecodable", _, _, let reason?): self = .undecodable(reason)
        case ("redirect-refused", _, _, _):
            guard let location = value["to"]?.string else { return nil }
            self = .redirectRefused(to: location)
        case ("too-large", _, _, _):
            guard let limit = value["limit"]?.int64 else { return nil }
            self = .tooLarge(limit: Int(limit))
        case ("refused-address", _, _, _):
            guard let address = value["address"]?.string else { return nil }
            self = .refusedAddress(address)
        default: return nil
        }
    }

    /// Whether it is about the run and not about what was asked, so that a record says nothing of it.
    var isAboutTheRun: Bool {
        switch self {
        case .cancelled, .deadlineExceeded, .offline, .notRecorded, .recordDamaged, .notModified: true
        default: false
        }
    }
}
