import NIOHTTP1
import Registry
import Testing

@testable import RegistryHTTP

@Suite("What an error of the connection means")
struct AttemptFailureTests {
    /// As HTTP/2 reports a stream that was reset: by an error of its own.
    private struct StreamClosed: Error {}

    private func delay(_ failure: AttemptFailure, attempt: Int = 1, patience: Duration? = nil) -> Duration? {
        failure.retryDelay(attempt: attempt, policy: HTTPPolicy(), patience: patience)
    }

    @Test("a body that ends early for whatever reason is asked for again")
    func duringBody() {
        let failure = AttemptFailure(duringBody: StreamClosed(), limit: 1)
        #expect(failure.error == .truncated)
        #expect(delay(failure) != nil)
    }

    @Test("a head that ends early too, and one that is none is not")
    func inHead() {
        let cut = AttemptFailure(HTTPParserError.invalidEOFState, host: "h")
        #expect(cut.error == .unreachable(host: "h", reason: "the connection was closed"))
        #expect(delay(cut) != nil)
        let nonsense = AttemptFailure(HTTPParserError.invalidHeaderToken, host: "h")
        #expect(nonsense.error == .undecodable("the answer is no HTTP"))
        #expect(delay(nonsense) == nil)
    }

    @Test("only what an audit lacks is waited for, and only where the service asks for time")
    func patience() {
        func delayed(_ status: UInt, _ service: WebRequest.Service, _ headers: HTTPHeaders = [:]) -> Bool {
            delay(AttemptFailure(status: status, headers, service: service), attempt: 5, patience: .seconds(1 << 32))
                != nil
        }
        for status in [429, 502, 503, 504] as [UInt] {
            #expect(delayed(status, .registry) && delayed(status, .downloads))
            #expect(!delayed(status, .tuf) && !delayed(status, .github))
        }
        #expect(!delayed(500, .registry) && !delayed(501, .registry))
        #expect(delayed(500, .registry, ["retry-after": "60"]))
    }
}
