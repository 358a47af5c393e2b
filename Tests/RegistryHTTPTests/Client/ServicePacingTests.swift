import Registry
import Testing

@testable import RegistryHTTP

@Suite("The pace of the downloads API")
struct ServicePacingTests {
    private func downloads() -> ServicePace {
        var policy = HTTPPolicy()
        policy.sleep = { _ in }
        return ServicePacing(policy: policy)[.downloads]
    }

    @Test("what was under way when the first was refused counts as one refusal")
    func burst() async throws {
        let pace = downloads()
        for _ in 0..<20 { try await pace.enter() }
        for _ in 0..<20 { pace.leave(after: .refused) }
        try await pace.enter()
        pace.leave(after: .answered)
    }

    @Test("refusals one after another end the asking")
    func exhausted() async throws {
        let pace = downloads()
        for _ in 0..<6 {
            try await pace.enter()
            pace.leave(after: .refused)
        }
        await #expect(throws: TransportError.rateLimited) { try await pace.enter() }
    }
}
