import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL
import Registry

/// Why one attempt at a request failed, and whether another may help.
struct AttemptFailure: Error {
    let error: TransportError
    private let mayRepeat: Bool
    /// The service answers, and asks for time, which nobody can do without what was asked for.
    private let isBusy: Bool
    private let retryAfter: Duration?
    /// What the service's pace learns from it.
    let outcome: ServicePace.Outcome

    init(_ error: TransportError) {
        self.init(error, mayRepeat: false)
    }

    /// The attempt's time is over, or that of the whole run.
    init(timeIsOverForRun isLast: Bool) {
        self.init(isLast ? .deadlineExceeded : .timedOut, mayRepeat: !isLast)
    }

    private init(
        _ error: TransportError, mayRepeat: Bool, isBusy: Bool = false, retryAfter: Duration? = nil,
        outcome: ServicePace.Outcome = .answered
    ) {
        self.error = error
        self.mayRepeat = mayRepeat
        self.isBusy = isBusy
        self.retryAfter = retryAfter
        self.outcome = outcome
    }

    /// A status that is no success.
    init(status: UInt, _ headers: HTTPHeaders, service: WebRequest.Service) {
        let wait = RetryAfter.duration(headers)
        let isExhausted = headers.first(name: "x-ratelimit-remaining") == "0"
        switch status {
        case 404, 410: self.init(.notFound)
        case 401: self.init(.unauthorized(status: 401))
        case 429:
            self.init(
                .rateLimited, mayRepeat: service != .github, isBusy: service.isWaitedFor, retryAfter: wait,
                outcome: .refused)
        case 403 where service == .github && (isExhausted || wait != nil):
            self.init(.rateLimited, mayRepeat: false, outcome: .refused)
        // The API refuses some lists of names: the caller splits them, more slowly from now on.
        case 403 where service == .downloads:
            self.init(.unauthorized(status: 403), mayRepeat: false, outcome: .refused)
        case 403: self.init(.unauthorized(status: 403))
        case 500...599:
            let isBusy = service.isWaitedFor && ([502, 503, 504].contains(status) || wait != nil)
            self.init(.serverError(status: Int(status)), mayRepeat: true, isBusy: isBusy, retryAfter: wait)
        default: self.init(.unexpectedStatus(Int(status)))
        }
    }

    /// An error before the head of an answer.
    init(_ error: any Error, host: String) {
        switch (error, error as? HTTPClientError) {
        case (is CancellationError, _), (_, .cancelled?): self.init(.cancelled)
        case (_, .readTimeout?), (_, .connectTimeout?), (_, .tlsHandshakeTimeout?), (_, .httpProxyHandshakeTimeout?),
            (_, .getConnectionFromPoolTimeout?):
            self.init(.timedOut, mayRepeat: true, outcome: .unreachable)
        // The connection ended inside the head.
        case (HTTPParserError.invalidEOFState, _):
            self.init(
                .unreachable(host: host, reason: "the connection was closed"), mayRepeat: true, outcome: .unreachable)
        case (is HTTPParserError, _): self.init(.undecodable("the answer is no HTTP"))
        case (is NIOSSLError, _), (is NIOSSLExtraError, _), (is BoringSSLError, _):
            self.init(.tlsFailed(host: host, reason: ConnectionFailure.words(forTLS: error)))
        default:
            let reason = ConnectionFailure.words(for: error)
            self.init(.unreachable(host: host, reason: reason), mayRepeat: true, outcome: .unreachable)
        }
    }

    /// An error inside a body.
    init(duringBody error: any Error, limit: Int) {
        switch (error, error as? HTTPClientError) {
        case (is CancellationError, _), (_, .cancelled?): self.init(.cancelled)
        case (_, .readTimeout?): self.init(.timedOut, mayRepeat: true)
        case (NIOHTTPDecompression.DecompressionError.limit, _): self.init(.tooLarge(limit: limit))
        case (let error as NIOHTTPDecompression.ExtraDecompressionError, _) where error == .truncatedData:
            self.init(.truncated, mayRepeat: true)
        case (is NIOHTTPDecompression.DecompressionError, _), (is NIOHTTPDecompression.ExtraDecompressionError, _):
            self.init(.undecodable("the compressed body is damaged"))
        // Whatever ended the connection, or HTTP/2's stream on it.
        default: self.init(.truncated, mayRepeat: true)
        }
    }

    /// - Parameter patience: until when a service that asks for time gets it.
    func retryDelay(attempt: Int, policy: HTTPPolicy, patience: Duration?) -> Duration? {
        guard mayRepeat else { return nil }
        return policy.delay(afterAttempt: attempt, retryAfter: retryAfter, patience: isBusy ? patience : nil)
    }
}

extension WebRequest.Service {
    /// Whether an audit lacks something without its answers: GitHub's limits last for an hour, and there are anchors without TUF.
    fileprivate var isWaitedFor: Bool {
        switch self {
        case .registry, .downloads: true
        case .github, .tuf: false
        }
    }
}
