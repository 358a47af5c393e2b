import Registry
import RegistryHTTP
import TestSupport
import Testing

@Suite("Each misbehaviour of a server has its own error")
struct FaultTests {
    static let limit = 1 << 20

    static func expected(_ fault: TestRegistry.Fault) -> TransportError {
        switch fault {
        case .notFound: .notFound
        case .unauthorized: .unauthorized(status: 401)
        case .forbidden: .unauthorized(status: 403)
        case .rateLimited, .rateLimitedForASecond: .rateLimited
        case .serverError: .serverError(status: 500)
        case .badGateway: .serverError(status: 502)
        case .silence, .trickle, .stall: .timedOut
        case .truncated: .truncated
        case .endless, .bomb: .tooLarge(limit: limit)
        case .wrongType, .brokenJSON, .otherJSON: .undecodable("no object")
        case .redirectElsewhere: .unreachable(host: "127.0.0.1", reason: "connection refused")
        case .reset: .unreachable(host: "127.0.0.1", reason: "the connection was closed")
        }
    }

    static func mayPass(_ fault: TestRegistry.Fault) -> Bool {
        switch expected(fault) {
        case .rateLimited, .serverError, .timedOut, .truncated, .unreachable: true
        default: false
        }
    }

    /// Has two attempts, and little time where it is all that ends them.
    private static func impatient(_ fault: TestRegistry.Fault) throws -> Asking {
        try Asking { policy in
            if expected(fault) == .timedOut { policy.requestTimeout = .seconds(1) }
            policy.maximumAttempts = 2
        }
    }

    @Test("when it never ends", arguments: TestRegistry.Fault.allCases)
    func lasting(_ fault: TestRegistry.Fault) async throws {
        try await withRegistry(asking: Self.impatient(fault)) { registry, asking in
            registry.put("/axios", json: "{}")
            registry.misbehave(fault, at: "/axios")
            #expect(await asking.error(registry.url + "/axios", limit: Self.limit) == Self.expected(fault))
            #expect(asking.waits.all.count == (Self.mayPass(fault) ? 1 : 0))
        }
    }

    static let quick = TestRegistry.Fault.allCases.filter { expected($0) != .timedOut }

    @Test("and what may pass is asked once more", arguments: quick)
    func passing(_ fault: TestRegistry.Fault) async throws {
        try await withRegistry(asking: Self.impatient(fault)) { registry, asking in
            registry.put("/axios", json: "{}")
            registry.misbehave(fault, at: "/axios", times: 1)
            let answer = await asking.json(registry.url + "/axios", limit: Self.limit)
            if Self.mayPass(fault) {
                #expect(throws: Never.self) { try answer.get() }
                #expect(asking.waits.all.count == 1)
            } else {
                #expect(throws: Self.expected(fault)) { try answer.get() }
                #expect(registry.requests.count == 1)
            }
        }
    }

    @Test("a server that is not there is named")
    func unreachable() async throws {
        let asking = try Asking()
        let error = await asking.error(Asking.unreachable)
        #expect(error == .unreachable(host: "127.0.0.1", reason: "connection refused"))
        #expect(asking.waits.all.count == 2)
        await asking.transport.shutdown()
    }

    @Test("a name that does not resolve is named")
    func unresolvable() async throws {
        let asking = try Asking()
        let error = await asking.error("http://registry.invalid/axios")
        #expect(error == .unreachable(host: "registry.invalid", reason: "the name cannot be resolved"))
        await asking.transport.shutdown()
    }

    @Test("plain text where TLS is expected is no secure connection")
    func noTLS() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            let error = await asking.error("https://127.0.0.1:\(registry.port)/axios")
            #expect(error == .tlsFailed(host: "127.0.0.1", reason: "it does not speak TLS"))
        }
    }

    @Test(
        "addresses of other kinds are not asked, and their passwords not repeated",
        arguments: ["ftp://a/", "file:///etc/passwd", "https://user:canary@a/x", "http://a b/", "http://", "a/b"])
    func refusedAddress(_ url: String) async throws {
        let asking = try Asking()
        let error = await asking.error(url)
        guard case .refusedAddress(let address)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!address.contains("canary"))
        await asking.transport.shutdown()
    }
}
