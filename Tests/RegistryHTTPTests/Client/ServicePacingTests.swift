import Registry
import Testing

@testable import RegistryHTTP

@Suite("The pace of the downloads API")
struct ServicePacingTests {
    private func pacing() -> ServicePacing {
        var policy = HTTPPolicy()
        policy.sleep = { _ in }
        return ServicePacing(policy: policy)
    }

    @Test("what was under way when the first was refused counts as one refusal")
    func burst() async throws {
        let pacing = pacing()
        for _ in 0..<20 { try await pacing.enter(.downloads) }
        for _ in 0..<20 { await pacing.leave(.downloads, after: .refused) }
        try await pacing.enter(.downloads)
        await pacing.leave(.downloads, after: .answered)
    }

    @Test("refusals one after another end the asking")
    func exhausted() async throws {
        let pacing = pacing()
        for _ in 0..<6 {
            try await pacing.enter(.downloads)
            await pacing.leave(.downloads, after: .refused)
        }
        await #expect(throws: TransportError.rateLimited) { try await pacing.enter(.downloads) }
    }
}
