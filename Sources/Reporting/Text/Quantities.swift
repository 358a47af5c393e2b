import PackageModel

/// Quantities as the table writes them.
package enum Quantity {
    /// `439.6M/wk`, `78.0K/wk`, `850/wk`; `?` when unknown.
    package static func weeklyDownloads(_ count: Int64?) -> String {
        guard let count else { return "?" }
        return abbreviated(count) + "/wk"
    }

    /// Three digits and a unit, rounded half up to one decimal; never `1000.0M`.
    package static func abbreviated(_ count: Int64) -> String {
        guard count >= 1000 else { return String(count) }
        var unit: Int64 = 1000
        for suffix in ["K", "M", "B"] {
            let (whole, rest) = count.quotientAndRemainder(dividingBy: unit)
            let tenths = whole * 10 + (rest * 10 + unit / 2) / unit
            if tenths < 10_000 || suffix == "B" { return "\(tenths / 10).\(tenths % 10)\(suffix)" }
            unit *= 1000
        }
        return String(count)
    }

    /// Digits in groups of three: `10,000,000`.
    package static func grouped(_ count: Int64) -> String { groupedDigits(count) }

    /// `12.8y`, under a year `7mo`; `?` when unknown.
    package static func age(days: Double?) -> String {
        guard let days else { return "?" }
        let years = max(0, days) / 365.25
        guard years >= 1 else { return "\(Int(years * 12))mo" }
        return tenths(years) + "y"
    }

    /// One decimal, rounded half up.
    package static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded(.toNearestOrAwayFromZero))
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// `1 package`, `2 packages`.
    package static func counted(_ count: Int, _ noun: String) -> String {
        "\(grouped(Int64(count))) \(noun)\(count == 1 ? "" : "s")"
    }
}
