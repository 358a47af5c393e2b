/// Where the daily downloads of a package are going (docs/scoring.md, "Exactly").
public enum Trend: String, Sendable, Hashable, CaseIterable {
    case growing, stable, declining

    /// The days that a trend looks at, in two halves.
    public static let window = 90

    /// The points that the trend adds to the download momentum.
    public var points: Int {
        switch self {
        case .growing: 3
        case .stable: 0
        case .declining: -3
        }
    }

    /// Compares the two halves of the 90 days that end with the last published day.
    ///
    /// The API answers zero for days that it has not counted yet, so trailing zeros are no data; nor are days before the
    /// package existed.
    ///
    /// - Parameters:
    ///   - daily: downloads a day, one entry for each day, oldest first.
    ///   - ageInDays: whole days since the first publication, counted at the last entry; nil if it is not known.
    /// - Returns: nil when there are fewer than 90 days of data.
    public init?(daily: some BidirectionalCollection<UInt64>, ageInDays: Int? = nil) {
        let trailing = daily.reversed().prefix { $0 == 0 }.count
        let published = daily.dropLast(trailing)
        let existing = ageInDays.map { max(0, $0 - trailing) } ?? Int.max
        guard published.count >= Self.window, existing >= Self.window else { return nil }
        let recent = Self.sum(published.suffix(Self.window / 2))
        let before = Self.sum(published.suffix(Self.window).prefix(Self.window / 2))
        // Ratios against 1.15 and 0.85 in whole numbers: no rounding at the boundary.
        let (scaledRecent, scaledBefore) = (recent.multipliedFullWidth(by: 100), before)
        if scaledRecent > scaledBefore.multipliedFullWidth(by: 115) {
            self = .growing
        } else if scaledRecent < scaledBefore.multipliedFullWidth(by: 85) {
            self = .declining
        } else {
            self = .stable
        }
    }

    /// The trend, nil where there are fewer than 90 days of a young package.
    ///
    /// Unknown where zeros at the end leave fewer than 90 days of an older one: they may be downloads that nobody counted.
    public static func known(daily: some BidirectionalCollection<UInt64>, ageInDays: Int?) -> Known<Trend?> {
        if let trend = Trend(daily: daily, ageInDays: ageInDays) { return .known(trend) }
        let isOldEnough = daily.count >= window && ageInDays.map { $0 >= window } ?? true
        return isOldEnough && daily.last == 0 ? .unknown(.notSaid) : .known(nil)
    }

    private static func sum(_ counts: some Sequence<UInt64>) -> UInt64 {
        counts.reduce(0) { total, count in
            let (sum, overflow) = total.addingReportingOverflow(count)
            return overflow ? .max : sum
        }
    }
}
