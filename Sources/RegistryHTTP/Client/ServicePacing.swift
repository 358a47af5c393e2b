import NIOHTTP1
import Registry

/// Keeps each service inside the pace that it shows (registry.md, "The downloads API, as it behaves"; GitHub's limits).
actor ServicePacing {
    /// What an attempt says about the service's pace.
    enum Outcome: Sendable { case answered, refused, unreachable }

    /// Refusals in a row after which the downloads API is not asked again in this run.
    private static let maximumRefusals = 6
    /// Failed connections in a row after which a service gets no second attempts: there is no network.
    private static let maximumUnreachable = 10

    private struct Gate {
        var limit: Int
        var active = 0
        var refusals = 0
        var unreachable = 0
        var isExhausted = false
        var waiting: [CheckedContinuation<Void, Never>] = []

        /// Takes out those who may go on: as many as there are places, or all when there is nothing to wait for.
        mutating func released() -> [CheckedContinuation<Void, Never>] {
            let count = isExhausted ? waiting.count : min(max(0, limit - active), waiting.count)
            defer { waiting.removeFirst(count) }
            return Array(waiting.prefix(count))
        }
    }

    private var gates: [WebRequest.Service: Gate] = [:]
    private let policy: HTTPPolicy

    init(policy: HTTPPolicy) {
        self.policy = policy
        for service in WebRequest.Service.allCases {
            let limit =
                switch service {
                case .registry: policy.connectionsPerHost
                case .downloads: 40
                case .github, .tuf: 4
                }
            gates[service] = Gate(limit: limit)
        }
    }

    /// Waits for a place; throws when the service has refused too often.
    func enter(_ service: WebRequest.Service) async throws(TransportError) {
        while let gate = gates[service], gate.active >= gate.limit, !gate.isExhausted {
            await withCheckedContinuation { gates[service]?.waiting.append($0) }
        }
        if gates[service]?.isExhausted == true { throw .rateLimited }
        guard !Task.isCancelled else {
            release(service)
            throw .cancelled
        }
        gates[service]?.active += 1
        // After the first refusal the service is asked one by one, with a pause.
        if service == .downloads, let refusals = gates[service]?.refusals, refusals > 0 {
            try? await policy.sleep(policy.firstDelay * policy.jitter())
        }
    }

    func leave(_ service: WebRequest.Service, after outcome: Outcome) {
        guard var gate = gates[service] else { return }
        gate.active -= 1
        gate.unreachable = outcome == .unreachable ? gate.unreachable + 1 : 0
        switch outcome {
        case .answered: gate.refusals = max(0, gate.refusals - 1)
        case .refused:
            // Those that were under way when the first was refused are refused for the same reason.
            if gate.limit > 1 || gate.active == 0 { gate.refusals += 1 }
            if service == .downloads { gate.limit = 1 }
            // GitHub says itself when its limit is used up.
            if service == .github || service == .downloads && gate.refusals >= Self.maximumRefusals {
                gate.isExhausted = true
            }
        case .unreachable: break
        }
        gates[service] = gate
        release(service)
    }

    /// Whether a failed request may be made again.
    func mayRepeat(_ service: WebRequest.Service) -> Bool {
        (gates[service]?.unreachable ?? 0) < Self.maximumUnreachable
    }

    /// Reads the rate limit that GitHub announces.
    func note(_ headers: HTTPHeaders) {
        guard headers.first(name: "x-ratelimit-remaining") == "0" else { return }
        gates[.github]?.isExhausted = true
        release(.github)
    }

    private func release(_ service: WebRequest.Service) {
        for continuation in gates[service]?.released() ?? [] { continuation.resume() }
    }
}
