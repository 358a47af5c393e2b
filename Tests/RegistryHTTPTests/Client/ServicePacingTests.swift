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
        var visits: [ServicePace.Visit] = []
        for _ in 0..<20 { visits.append(try await pace.enter()) }
        for visit in visits { pace.leave(visit, after: .refused) }
        pace.leave(try await pace.enter(), after: .answered)
    }

    @Test("refusals one after another end the asking")
    func exhausted() async throws {
        let pace = downloads()
        for _ in 0..<6 { pace.leave(try await pace.enter(), after: .refused) }
        await #expect(throws: TransportError.rateLimited) { _ = try await pace.enter() }
    }

    @Test("connections that broke together are one failure, and ten in a row end the repeating")
    func broken() async throws {
        let pace = downloads()
        var visits: [ServicePace.Visit] = []
        for _ in 0..<40 { visits.append(try await pace.enter()) }
        for visit in visits { pace.leave(visit, after: .unreachable) }
        #expect(pace.mayRepeat)
        for _ in 0..<8 { pace.leave(try await pace.enter(), after: .unreachable) }
        #expect(pace.mayRepeat)
        pace.leave(try await pace.enter(), after: .unreachable)
        #expect(!pace.mayRepeat)
        pace.leave(try await pace.enter(), after: .answered)
        #expect(pace.mayRepeat)
    }

    @Test(
        "who waits for a place gets it when one is free, and none is lost by those who gave up", .timeLimit(.minutes(1))
    )
    func places() async throws {
        let pace = downloads()
        var visits: [ServicePace.Visit] = []
        for _ in 0..<40 { visits.append(try await pace.enter()) }
        let impatient = Task { try? await pace.enter() }
        let patient = Task { try await pace.enter() }
        impatient.cancel()
        for visit in visits { pace.leave(visit, after: .answered) }
        pace.leave(try await patient.value, after: .answered)
        #expect(await impatient.value == nil)
        for _ in 0..<40 { _ = try await pace.enter() }
    }

    @Test("nobody pauses beyond the run's deadline, nor keeps a place")
    func deadline() async throws {
        var policy = HTTPPolicy()
        policy.clock = { .seconds(1) }
        policy.jitter = { 1 }
        policy.deadline = .seconds(1) + policy.firstDelay
        policy.sleep = { _ in Issue.record("it paused") }
        let pace = ServicePacing(policy: policy)[.downloads]
        pace.leave(try await pace.enter(), after: .refused)
        for _ in 0..<3 { await #expect(throws: TransportError.deadlineExceeded) { _ = try await pace.enter() } }
    }
}
