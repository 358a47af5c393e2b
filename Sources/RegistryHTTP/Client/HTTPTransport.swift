import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
package import Registry

/// Answers over HTTP: pooled connections, compressed bodies decoded while they arrive, patience, credentials by origin.
package struct HTTPTransport: Transport {
    private let clients: HTTPClients
    private let credentials: Credentials
    private let policy: HTTPPolicy
    private let pacing: ServicePacing
    private let githubToken: Secret?

    /// - Parameter githubToken: goes to the origin of requests to GitHub and nowhere else.
    package init(
        configuration: RegistryConfiguration, policy: HTTPPolicy = HTTPPolicy(), githubToken: Secret? = nil,
        readFile: (String) throws(HTTPSetupError) -> [UInt8]
    ) throws(HTTPSetupError) {
        self.clients = try HTTPClients(configuration: configuration, policy: policy, readFile: readFile)
        self.credentials = configuration.credentials
        self.policy = policy
        self.pacing = ServicePacing(policy: policy)
        self.githubToken = githubToken
    }

    /// Closes all connections; nothing is asked afterwards.
    package func shutdown() async { await clients.shutdown() }

    package func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        guard let address = WebAddress(request.url) else {
            throw .refusedAddress(UserInfo(splitting: request.url).address)
        }
        let pace = pacing[request.service]
        let patience = policy.patience()
        var attempt = 1
        while true {
            let visit = try await pace.enter()
            let start = policy.clock()
            let outcome = await result { () async throws(AttemptFailure) in
                try await self.attempt(request, at: address, decoder: decoder())
            }
            policy.observe(
                HTTPExchange(
                    // Closures: a key path of a generic type would be made anew each time.
                    url: request.url, outcome: outcome.map { $0.size }.mapError { $0.error },
                    duration: policy.clock() - start))
            switch outcome {
            case .success(let fetched):
                pace.leave(visit, after: .answered)
                return fetched
            case .failure(let failure):
                pace.leave(visit, after: failure.outcome)
                guard !Task.isCancelled else { throw .cancelled }
                guard pace.mayRepeat,
                    let delay = failure.retryDelay(attempt: attempt, policy: policy, patience: patience),
                    policy.clock() + delay < policy.deadline
                else { throw failure.error }
                do { try await policy.sleep(delay) } catch { throw .cancelled }
                attempt += 1
            }
        }
    }

    private func attempt<Decoder: BodyDecoder>(
        _ request: WebRequest, at start: WebAddress, decoder: Decoder
    ) async throws(AttemptFailure) -> Fetched<Decoder.Output> {
        var address = start
        var mayAuthorize = true
        let end = min(policy.clock() + policy.requestTimeout, policy.deadline)
        for _ in 0...policy.maximumRedirects {
            let authorization = mayAuthorize ? authorization(for: address, of: request.service) : nil
            let reader = AnswerReader(decoder, limit: request.maximumBytes) { request.service.hasAnswer($0) }
            let (head, body) = try await send(request, to: address, authorization, reader: reader, until: end)
            if Self.redirects.contains(head.status.code), let location = head.headers.first(name: "location") {
                guard let next = address.resolving(location), next.origin.isSecure || !address.origin.isSecure else {
                    throw AttemptFailure(.redirectRefused(to: UserInfo(splitting: location).address))
                }
                // Once another origin had a say in where this leads, no credential goes there.
                mayAuthorize = mayAuthorize && next.origin == address.origin
                address = next
                continue
            }
            pacing[request.service].note(head.headers)
            if head.status == .notModified, request.entityTag != nil { throw AttemptFailure(.notModified) }
            guard var body, request.service.hasAnswer(head.status) else {
                throw AttemptFailure(status: head.status.code, head.headers, service: request.service)
            }
            do throws(DecodingFailure) {
                return Fetched(
                    output: try body.decoded(), size: body.size, entityTag: head.headers.first(name: "etag"))
            } catch { throw AttemptFailure(.undecodable(error.reason)) }
        }
        throw AttemptFailure(.redirectRefused(to: address.text))
    }

    private static let redirects: Set<UInt> = [301, 302, 303, 307, 308]

    /// - Returns: the head, and with it the body, unless that did not arrive and is not wanted.
    private func send<Decoder: BodyDecoder>(
        _ request: WebRequest, to address: WebAddress, _ authorization: Secret?, reader: AnswerReader<Decoder>,
        until end: Duration
    ) async throws(AttemptFailure) -> (HTTPResponseHead, AnswerReader<Decoder>.Answer?) {
        let remaining = end - policy.clock()
        guard remaining > .zero else { throw AttemptFailure(timeIsOverForRun: end == policy.deadline) }
        var headers: HTTPHeaders = [
            "accept": request.accept, "accept-encoding": "gzip", "user-agent": policy.userAgent,
        ]
        if let tag = request.entityTag { headers.add(name: "if-none-match", value: tag) }
        if let authorization { headers.add(name: "authorization", value: authorization.value) }
        do {
            let message = try HTTPClient.Request(url: address.text, headers: headers)
            // The time is that of the whole exchange, to the last byte of the body.
            let exchange = clients.client(for: address).execute(
                request: message, delegate: reader, deadline: .now() + TimeAmount(remaining))
            let answer = try await withTaskCancellationHandler {
                try await exchange.get()
            } onCancel: {
                exchange.cancel()
            }
            return (answer.head, answer)
        } catch let failure as AttemptFailure {
            if let head = reader.wholeHead { return (head, nil) }
            throw failure
        } catch {
            if let head = reader.wholeHead { return (head, nil) }
            if error as? HTTPClientError == .deadlineExceeded {
                throw AttemptFailure(timeIsOverForRun: end == policy.deadline)
            }
            throw reader.hasHead
                ? AttemptFailure(duringBody: error, limit: request.maximumBytes)
                : AttemptFailure(
                    error,
                    host: error is NIOConnectionError ? clients.connects(to: address) : address.origin.host)
        }
    }

    /// A registry's credentials by origin and path, GitHub's token for its API, nothing for the others.
    private func authorization(for address: WebAddress, of service: WebRequest.Service) -> Secret? {
        switch service {
        case .registry: credentials.authorization(for: address)
        case .github: address.origin.isSecure || address.origin.isLoopback ? githubToken : nil
        case .downloads, .tuf: nil
        }
    }
}

extension WebRequest.Service {
    /// Whether the body of an answer with that status is what was asked for.
    fileprivate func hasAnswer(_ status: HTTPResponseStatus) -> Bool {
        // What a proxy changed is still the answer (RFC 9110 §15.3.4). GitHub has 204 and no body for lists of an empty
        // repository.
        status == .ok || status == .nonAuthoritativeInformation || self == .github && status == .noContent
    }
}

/// A typed throw as a value.
private func result<Success, Failure: Error>(
    _ body: () async throws(Failure) -> Success
) async -> Result<Success, Failure> {
    do { return .success(try await body()) } catch { return .failure(error) }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(
            seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue + attoseconds / 1_000_000_000)
    }
}
