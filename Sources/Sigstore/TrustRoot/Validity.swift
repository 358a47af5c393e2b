public import PackageModel

/// A span of time, closed at both ends; without an end it lasts.
public struct Validity: Hashable, Sendable {
    public let start: Timestamp
    public let end: Timestamp?

    public init(start: Timestamp, end: Timestamp?) {
        self.start = start
        self.end = end
    }

    /// Both ends count; without an end it never ends.
    public func contains(_ instant: Timestamp) -> Bool {
        instant >= start && end.map { instant <= $0 } ?? true
    }
}
