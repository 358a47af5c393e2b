import NIOHTTP1
import Registry

/// Keeps each service inside the pace that it shows (registry.md, "The downloads API, as it behaves"; GitHub's limits).
actor ServicePacing {
    /// What an attempt says about the service's pace.
    enum Outcome: Sendable { case answered, refused }

    /// Refusals in a row after which a service is not asked again in this run.
    private static let maximumRefusals = 6

    private struct Gate {
        var limit: Int
        var active = 0
        var refusals = 0
        var isExhausted = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private var gates: [WebRequest.Service: Gate]
    private let policy: HTTPPolicy

    init(policy: HTTPPolicy) {
        self.policy = policy
        self.gates = [
            .registry: Gate(limit: policy.connectionsPerHost), .downloads: Gate(limit: 8), .github: Gate(limit: 4),
            .tuf: Gate(limit: 4),
        ]
    }

    /// Waits for a place; throws when the service has refused too often.
    func enter(_ service: WebRequest.Service) async throws(TransportError) {
        while let gate = gates[service], gate.active >= gate.limit, !gate.isExhausted {
            await withCheckedContinuation { gates[service]?.waiting.append($0) }
        }
        if gates[service]?.isExhausted == true { throw .rateLimited }
        if Task.isCancelled { throw .cancelled }
        gates[service]?.active += 1
        // After the first refusal the service is asked one by one, with a pause.
        if service == .downloads, let refusals = gates[service]?.refusals, refusals > 0 {
            try? await policy.sleep(policy.firstDelay * policy.jitter())
        }
    }

    func leave(_ service: WebRequest.Service, after outcome: Outcome) {
        guard var gate = gates[service] else { return }
        gate.active -= 1
        switch outcome {
        case .answered: gate.refusals = max(0, gate.refusals - 1)
        case .refused:
            gate.refusals += 1
            if service == .downloads { gate.limit = 1 }
            // GitHub says itself when its limit is used up.
            if service == .github || service == .downloads && gate.refusals >= Self.maximumRefusals {
                gate.isExhausted = true
            }
        }
        let woken = gate.waiting
        gate.waiting = []
        gates[service] = gate
        for continuation in woken { continuation.resume() }
    }

    /// Reads the rate limit that GitHub announces.
    func note(_ headers: HTTPHeaders, from service: WebRequest.Service) {
        guard service == .github, headers.first(name: "x-ratelimit-remaining") == "0" else { return }
        gates[service]?.isExhausted = true
    }
}
