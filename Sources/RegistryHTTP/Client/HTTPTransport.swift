import AsyncHTTPClient
import NIOCore
import NIOHTTP1
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
        readFile: (String) throws -> [UInt8]
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
        var attempt = 1
        while true {
            try await pacing.enter(request.service)
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
                await pacing.leave(request.service, after: .answered)
                return fetched
            case .failure(let failure):
                await pacing.leave(request.service, after: failure.outcome)
                guard !Task.isCancelled else { throw .cancelled }
                guard await pacing.mayRepeat(request.service),
                    let delay = failure.retryDelay(attempt: attempt, policy: policy)
                else { throw failure.error }
                guard policy.clock() + delay < policy.deadline else { throw .deadlineExceeded }
                do { try await policy.sleep(delay) } catch { throw .cancelled }
                attempt += 1
            }
        }
    }

    private func attempt<Decoder: BodyDecoder>(
        _ request: WebRequest, at start: WebAddress, decoder: Decoder
    ) async throws(AttemptFailure) -> Fetched<Decoder.Output> {
        var address = start
        var decoder = decoder
        var mayAuthorize = true
        let end = min(policy.clock() + policy.requestTimeout, policy.deadline)
        for _ in 0...policy.maximumRedirects {
            let authorization = mayAuthorize ? authorization(for: address, of: request.service) : nil
            let response = try await send(request, to: address, authorization, until: end)
            if Self.redirects.contains(response.status.code), let location = response.headers.first(name: "location") {
                guard let next = address.resolving(location), next.origin.isSecure || !address.origin.isSecure else {
                    throw AttemptFailure(.redirectRefused(to: UserInfo(splitting: location).address))
                }
                // Once another origin had a say in where this leads, no credential goes there.
                mayAuthorize = mayAuthorize && next.origin == address.origin
                address = next
                continue
            }
            if request.service == .github { await pacing.note(response.headers) }
            if response.status == .notModified, request.entityTag != nil { throw AttemptFailure(.notModified) }
            // GitHub has 204 and no body for lists of an empty repository.
            guard response.status == .ok || request.service == .github && response.status == .noContent else {
                throw AttemptFailure(status: response.status.code, response.headers, service: request.service)
            }
            let tag = response.headers.first(name: "etag")
            return try await decode(
                response.body, into: &decoder, limit: request.maximumBytes, entityTag: tag, until: end)
        }
        throw AttemptFailure(.redirectRefused(to: address.text))
    }

    private static let redirects: Set<UInt> = [301, 302, 303, 307, 308]

    private func send(
        _ request: WebRequest, to address: WebAddress, _ authorization: Secret?, until end: Duration
    ) async throws(AttemptFailure) -> HTTPClientResponse {
        var message = HTTPClientRequest(url: address.text)
        message.headers.add(name: "accept", value: request.accept)
        message.headers.add(name: "accept-encoding", value: "gzip")
        message.headers.add(name: "user-agent", value: policy.userAgent)
        if let tag = request.entityTag { message.headers.add(name: "if-none-match", value: tag) }
        if let authorization { message.headers.add(name: "authorization", value: authorization.value) }
        let remaining = end - policy.clock()
        guard remaining > .zero else {
            throw AttemptFailure(timeIsOverForRun: end == policy.deadline)
        }
        do {
            return try await clients.client(for: address).execute(message, timeout: TimeAmount(remaining))
        } catch {
            throw AttemptFailure(
                error, host: address.origin.host, isLast: end == policy.deadline && policy.clock() >= end)
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

    private func decode<Decoder: BodyDecoder>(
        _ body: HTTPClientResponse.Body, into decoder: inout Decoder, limit: Int, entityTag: String?,
        until end: Duration
    ) async throws(AttemptFailure) -> Fetched<Decoder.Output> {
        var size = 0
        do {
            for try await chunk in body {
                size += chunk.readableBytes
                guard size <= limit else { throw AttemptFailure(.tooLarge(limit: limit)) }
                guard policy.clock() < end else {
                    throw AttemptFailure(timeIsOverForRun: end == policy.deadline)
                }
                try decoder.consume(chunk.readableBytesSpan)
            }
            // A body that is given up ends like one that is complete.
            try Task.checkCancellation()
            return Fetched(output: try decoder.finish(), size: size, entityTag: entityTag)
        } catch let failure as AttemptFailure {
            throw failure
        } catch let failure as DecodingFailure {
            throw AttemptFailure(.undecodable(failure.reason))
        } catch {
            throw AttemptFailure(duringBody: error, limit: limit)
        }
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
