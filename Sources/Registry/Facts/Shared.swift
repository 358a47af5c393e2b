/// A value behind a reference, so that the many releases that have the same one keep it once.
public struct Shared<Value: Sendable>: Sendable {
    private final class Storage: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private let storage: Storage?

    /// Nil takes no memory.
    public init(_ value: Value?) { self.storage = value.map(Storage.init) }

    public var value: Value? { storage?.value }
}

extension Shared: Equatable where Value: Equatable {
    public static func == (left: Self, right: Self) -> Bool {
        left.storage === right.storage || left.value == right.value
    }
}
