import NIOHTTP1
import Registry
import Synchronization

/// Keeps each service inside the pace that it shows (docs/faults.md).
struct ServicePacing: Sendable {
    private let registry: ServicePace
    private let downloads: ServicePace
    private let gitHub: ServicePace
    private let tuf: ServicePace

    init(policy: HTTPPolicy) {
        self.registry = ServicePace(.registry, limit: policy.connectionsPerHost, policy)
        self.downloads = ServicePace(.downloads, limit: Concurrency.downloads, policy)
        self.gitHub = ServicePace(.github, limit: Concurrency.gitHub, policy)
        self.tuf = ServicePace(.tuf, limit: Concurrency.tuf, policy)
    }

    subscript(service: WebRequest.Service) -> ServicePace {
        switch service {
        case .registry: registry
        case .downloads: downloads
        case .github: gitHub
        case .tuf: tuf
        }
    }
}

/// The pace of one service: how many requests are under way at once, and when to ask no more.
///
/// No actor: each request passes here twice, and mostly does not have to wait.
final class ServicePace: Sendable {
    /// What an attempt says about the service's pace.
    enum Outcome: Sendable { case answered, refused, unreachable }

    /// Refusals in a row after which the downloads API is not asked again in this run.
    private static let maximumRefusals = 6
    /// Failed connections in a row after which a service gets no second attempts: there is no network.
    private static let maximumUnreachable = 10

    private struct State {
        var limit: Int
        var active = 0
        var refusals = 0
        /// Failed connections in a row: of requests that were under way together only the first counts.
        var unreachable = 0
        var isExhausted = false
        var waiting: [CheckedContinuation<Void, Never>] = []

        var isOpen: Bool { isExhausted || active < limit }

        /// Takes out those who may go on: as many as there are places, or all when there is nothing to wait for.
        mutating func released() -> [CheckedContinuation<Void, Never>] {
            guard !waiting.isEmpty else { return [] }
            let count = isExhausted ? waiting.count : min(max(0, limit - active), waiting.count)
            defer { waiting.removeFirst(count) }
            return Array(waiting.prefix(count))
        }

        /// What comes of asking for a place, without waiting.
        mutating func admission() -> Admission {
            if isExhausted { return .exhausted }
            guard active < limit else { return .full }
            active += 1
            return .admitted(Visit(unreachableBefore: unreachable), afterRefusals: refusals)
        }
    }

    /// A request that is under way, to be handed back when it is over.
    struct Visit: Sendable {
        fileprivate let unreachableBefore: Int
    }

    private enum Admission { case admitted(Visit, afterRefusals: Int), full, exhausted }

    private let service: WebRequest.Service
    private let policy: HTTPPolicy
    private let state: Mutex<State>

    init(_ service: WebRequest.Service, limit: Int, _ policy: HTTPPolicy) {
        self.service = service
        self.policy = policy
        self.state = Mutex(State(limit: limit))
    }

    /// Waits for a place; throws when the service has refused too often. Each entrance needs one `leave`.
    func enter() async throws(TransportError) -> Visit {
        while true {
            guard !Task.isCancelled else {
                // Somebody else may have the place that this one was woken for.
                change { _ in }
                throw .cancelled
            }
            switch state.withLock({ $0.admission() }) {
            case .exhausted: throw .rateLimited
            case .full: await turn()
            case .admitted(let visit, let refusals):
                // After the first refusal the service is asked one by one, with a pause.
                if service == .downloads, refusals > 0 { try await pause() }
                return visit
            }
        }
    }

    func leave(_ visit: Visit, after outcome: Outcome) {
        change { state in
            state.active -= 1
            switch outcome {
            case .answered:
                state.refusals = max(0, state.refusals - 1)
                state.unreachable = 0
            case .refused:
                state.unreachable = 0
                // Those that were under way when the first was refused are refused for the same reason.
                if state.limit > 1 || state.active == 0 { state.refusals += 1 }
                if service == .downloads { state.limit = 1 }
                // GitHub says itself when its limit is used up.
                if service == .github || service == .downloads && state.refusals >= Self.maximumRefusals {
                    state.isExhausted = true
                }
            case .unreachable:
                if visit.unreachableBefore >= state.unreachable { state.unreachable += 1 }
            }
        }
    }

    /// Whether a failed request may be made again.
    var mayRepeat: Bool { state.withLock { $0.unreachable < Self.maximumUnreachable } }

    /// Reads the rate limit that GitHub announces.
    func note(_ headers: HTTPHeaders) {
        guard service == .github, headers.first(name: "x-ratelimit-remaining") == "0" else { return }
        change { $0.isExhausted = true }
    }

    private func pause() async throws(TransportError) {
        let pause = policy.firstDelay * policy.jitter()
        guard policy.clock() + pause < policy.deadline else {
            change { $0.active -= 1 }
            throw .deadlineExceeded
        }
        try? await policy.sleep(pause)
    }

    /// Waits until there is a place, which another may take first.
    private func turn() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    private func change(_ change: (inout State) -> Void) {
        let released = state.withLock { state in
            change(&state)
            return state.released()
        }
        for continuation in released { continuation.resume() }
    }
}
