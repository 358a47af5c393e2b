/// Points between the least and the most that the known facts allow; one number when nothing is missing.
public struct ScoreRange: Sendable, Hashable {
    public let low: Int
    public let high: Int

    /// The range between two numbers, in either order.
    public init(_ one: Int, _ other: Int) {
        self.low = min(one, other)
        self.high = max(one, other)
    }

    public init(_ points: Int) { self.init(points, points) }

    /// The points, or nil while they are a range.
    public var exact: Int? { low == high ? low : nil }

    public static func + (left: Self, right: Self) -> Self {
        ScoreRange(left.low + right.low, left.high + right.high)
    }

    func clamped(to bounds: ClosedRange<Int>) -> Self {
        ScoreRange(
            min(max(low, bounds.lowerBound), bounds.upperBound), min(max(high, bounds.lowerBound), bounds.upperBound))
    }

    func map(_ transform: (Int) -> Int) -> Self { ScoreRange(transform(low), transform(high)) }
}

extension ScoreRange: CustomStringConvertible {
    /// `75`, or `60–75` while it is a range.
    public var description: String { low == high ? "\(low)" : "\(low)–\(high)" }
}
