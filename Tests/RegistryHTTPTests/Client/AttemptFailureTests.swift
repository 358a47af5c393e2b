import Registry
import Testing

@testable import RegistryHTTP

@Suite("What an error of the connection means")
struct AttemptFailureTests {
    /// As HTTP/2 reports a stream that was reset: by an error of its own.
    private struct StreamClosed: Error {}

    @Test("a body that ends early for whatever reason is asked for again")
    func duringBody() {
        let failure = AttemptFailure(duringBody: StreamClosed(), limit: 1)
        #expect(failure.error == .truncated)
        #expect(failure.retryDelay(attempt: 1, policy: HTTPPolicy()) != nil)
    }
}
