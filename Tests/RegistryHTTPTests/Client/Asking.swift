import JSONCursor
import Registry
import RegistryHTTP
import Synchronization
import TestSupport

/// A client whose waits are noted instead of waited, and the registry that it asks.
struct Asking: Sendable {
    /// The waits, by which the clock is ahead of the real one.
    final class Waits: Sendable {
        private let state = Mutex<[Duration]>([])

        var all: [Duration] { state.withLock { $0 } }

        var total: Duration { all.reduce(.zero, +) }

        func add(_ duration: Duration) { state.withLock { $0.append(duration) } }
    }

    /// Nobody listens there; a port that a registry has left may be another test's by now.
    static let unreachable = "http://127.0.0.1:1/axios"

    let transport: HTTPTransport
    let waits = Waits()

    init(
        _ entries: [String: String] = [:], variables: [String: String] = [:], githubToken: Secret? = nil,
        policy change: (inout HTTPPolicy) -> Void = { _ in }
    ) throws {
        let layer = ConfigurationLayer(
            kind: .user, name: "~/.npmrc", entries: entries.map { NPMRC.Entry(key: $0.key, value: $0.value, line: 1) })
        try self.init(RegistryConfiguration(layers: [layer], variables: variables), githubToken, change)
    }

    init(
        _ configuration: RegistryConfiguration, _ githubToken: Secret? = nil,
        _ change: (inout HTTPPolicy) -> Void = { _ in }
    ) throws {
        var policy = HTTPPolicy()
        let (clock, waits) = (policy.clock, waits)
        policy.clock = { clock() + waits.total }
        policy.sleep = { waits.add($0) }
        policy.jitter = { 1 }
        // On a machine that is busy with other tests, nothing but a test's own limits may end a request.
        (policy.connectTimeout, policy.idleTimeout, policy.requestTimeout) = (
            .seconds(120), .seconds(120), .seconds(120)
        )
        change(&policy)
        self.transport = try HTTPTransport(
            configuration: configuration, policy: policy, githubToken: githubToken, readFile: { _ in [] })
    }

    /// Asks for a JSON object.
    func json(
        _ url: String, service: WebRequest.Service = .registry, limit: Int = 1 << 20
    ) async -> Result<JSONObject, TransportError> {
        do throws(TransportError) {
            let request = WebRequest(service: service, url: url, maximumBytes: limit)
            return .success(
                try await transport.fetch(request) {
                    CollectingDecoder { (bytes) throws(DecodingFailure) in
                        guard let object = (try? JSONValue(parsing: bytes))?.object else {
                            throw DecodingFailure("no object")
                        }
                        return object
                    }
                }.output)
        } catch { return .failure(error) }
    }

    func error(_ url: String, service: WebRequest.Service = .registry, limit: Int = 1 << 20) async -> TransportError? {
        guard case .failure(let error) = await json(url, service: service, limit: limit) else { return nil }
        return error
    }
}

/// A test registry for the time of a test.
func withRegistry<Result>(
    compressing: Bool = true, _ body: (TestRegistry) async throws -> Result
) async throws -> Result {
    let registry = try await TestRegistry.start(compressing: compressing)
    do {
        let result = try await body(registry)
        try await registry.stop()
        return result
    } catch {
        try await registry.stop()
        throw error
    }
}

/// The same with a client, whose connections are closed first.
func withRegistry<Result>(
    asking: Asking, _ body: (TestRegistry, Asking) async throws -> Result
) async throws -> Result {
    try await withRegistry { registry in
        do {
            let result = try await body(registry, asking)
            await asking.transport.shutdown()
            return result
        } catch {
            await asking.transport.shutdown()
            throw error
        }
    }
}
