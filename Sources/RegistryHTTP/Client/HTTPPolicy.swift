package import Registry

/// One attempt at a request: what was asked, and what came of it. Nothing in it is secret.
package struct HTTPExchange: Sendable {
    package let url: String
    /// Decoded bytes of the answer, or why there is none.
    package let outcome: Result<Int, TransportError>
    package let duration: Duration
}

/// Patience and limits of the HTTP client, with the clock and the waiting that it uses.
package struct HTTPPolicy: Sendable {
    package var userAgent = "proof-of-commitment"
    /// Connections to one host, and so requests under way there.
    package var connectionsPerHost = 128
    package var connectTimeout = Duration.seconds(10)
    /// From the first byte sent to the last byte read.
    package var requestTimeout = Duration.seconds(30)
    /// Between two reads.
    package var idleTimeout = Duration.seconds(10)
    package var maximumRedirects = 5
    package var maximumAttempts = 3
    package var firstDelay = Duration.milliseconds(400)
    /// The longest wait that a server may ask for, where the run has no deadline.
    package var maximumDelay = Duration.seconds(30)
    /// The longest wait that nobody asked for.
    package var maximumBackoff = Duration.seconds(10)
    /// When the run ends, on `clock`.
    package var deadline = Self.never
    private static let never = Duration.seconds(Int64.max / 4)
    /// Time since some fixed instant; never runs backwards.
    package var clock: @Sendable () -> Duration
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Is told of each attempt once it is over.
    package var observe: @Sendable (HTTPExchange) -> Void = { _ in }
    /// A factor from 0.5 to 1.5 that keeps clients from coming back all at once.
    package var jitter: @Sendable () -> Double

    package init() {
        let start = ContinuousClock.now
        self.clock = { ContinuousClock.now - start }
        self.sleep = { try await Task.sleep(for: $0) }
        self.jitter = { Double.random(in: 0.5...1.5) }
    }

    /// Until when a server that asks for time gets it, for a request that begins now: half of what the run has left, so that
    /// one package does not take the time of the others. Nil where the run has no deadline.
    func patience() -> Duration? {
        guard deadline < Self.never else { return nil }
        let now = clock()
        return now + (deadline - now) / 2
    }

    /// The wait before another attempt: doubled each time, and no shorter than what the server asked for.
    ///
    /// - Parameter patience: until when more attempts than usual may begin; nil for no more.
    func delay(afterAttempt attempt: Int, retryAfter: Duration?, patience: Duration?) -> Duration? {
        let backoff = min(firstDelay * Double(1 << min(attempt - 1, 16)), maximumBackoff) * jitter()
        let delay = max(retryAfter ?? .zero, backoff)
        if let patience, clock() + delay < patience { return delay }
        return attempt < maximumAttempts && delay <= maximumDelay ? delay : nil
    }
}
