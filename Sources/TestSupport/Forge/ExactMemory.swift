import Synchronization
public import TransparencyLog

/// A memory of signatures that forgets nothing and makes nothing up.
public final class ExactMemory: SignatureMemory {
    private struct State {
        var facts: Set<SignatureFact> = []
        var hits = 0
    }

    /// One for all tests, which so meet each other's signatures.
    public static let shared = ExactMemory()

    private let state = Mutex(State())

    public init() {}

    /// How many signatures it has.
    public var count: Int { state.withLock { $0.facts.count } }
    /// How many questions it has answered with yes.
    public var hits: Int { state.withLock { $0.hits } }

    public func knows(_ fact: SignatureFact) -> Bool {
        state.withLock { state in
            guard state.facts.contains(fact) else { return false }
            state.hits += 1
            return true
        }
    }

    public func remember(_ fact: SignatureFact) { state.withLock { _ = $0.facts.insert(fact) } }
}
