/// An instant in milliseconds since 1970-01-01T00:00:00Z, leap seconds left out.
public struct Timestamp: Hashable, Sendable {
    /// Years 0000 to 9999, which RFC 3339 can write.
    public static let representable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    public let milliseconds: Int64

    /// Requires an instant in `representable`; one outside is moved to its nearer end.
    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.representable.lowerBound), Self.representable.upperBound)
    }

    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        self.init(milliseconds: overflow ? (seconds < 0 ? .min : .max) : product)
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 { Self.dividingDown(milliseconds, by: 1000) }

    /// Days from `other` to this instant; negative when `other` is later.
    public func days(since other: Timestamp) -> Double {
        Double(milliseconds - other.milliseconds) / Double(Milliseconds.day)
    }

    /// Days of 24 hours; a result that cannot be represented is moved to the nearer end.
    public func adding(days: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + days * Milliseconds.day)
    }

    static func dividingDown(_ value: Int64, by divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}

extension Timestamp: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}

/// Lengths of time in milliseconds.
public enum Milliseconds {
    public static let minute: Int64 = 60_000
    public static let hour = 60 * minute
    public static let day = 24 * hour
    /// A year of 365.25 days.
    public static let year: Int64 = 31_557_600_000
}
