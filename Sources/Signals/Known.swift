/// A fact that is known, or the reason why it is not.
///
/// Missing is never zero, empty or false: whoever needs the value has to say what happens without it.
public enum Known<Value> {
    case known(Value)
    case unknown(UnknownReason)

    /// The value, or nil when it is unknown.
    public var value: Value? {
        switch self {
        case .known(let value): value
        case .unknown: nil
        }
    }

    /// Why the value is missing, or nil when it is there.
    public var reason: UnknownReason? {
        switch self {
        case .known: nil
        case .unknown(let reason): reason
        }
    }

    public func map<Other>(_ transform: (Value) -> Other) -> Known<Other> {
        switch self {
        case .known(let value): .known(transform(value))
        case .unknown(let reason): .unknown(reason)
        }
    }
}

extension Known: Sendable where Value: Sendable {}
extension Known: Equatable where Value: Equatable {}
extension Known: Hashable where Value: Hashable {}

extension Known {
    /// The value if there is one, else unknown because whoever was asked does not say.
    public init(_ value: Value?) { self = value.map(Known.known) ?? .unknown(.notSaid) }
}

/// Why a fact is unknown.
public enum UnknownReason: String, Sendable, Hashable, CaseIterable {
    /// Nobody asked: the fact was left out on purpose.
    case notAsked
    /// The source was asked and its answer does not contain the fact.
    case notSaid
    /// The source could not be reached, or did not give a usable answer.
    case unreachable
    /// The source refused further questions for now.
    case rateLimited
    /// Offline, and nothing was stored from an earlier run.
    case notCached
    /// A record is replayed that does not have it.
    case notRecorded
    /// The deadline of the run came first.
    case timedOut
    /// What is said is contradicted by what is proved.
    case contradicted
    /// What the registry claims was not verified.
    case unverified
}
