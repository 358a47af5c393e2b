import PackageModel
import Signals

/// The releases of a package on a time axis, a row for each publisher and trust level; then the audited line in periods.
struct TimelinePicture {
    /// Cells of the whole picture.
    static let widths = 40...160
    /// Cells of the time axis, at least: two dates and a blank.
    private static let minimumColumns = 22
    /// Rows, periods and other lines that are shown; the rest is counted.
    private static let maximumRows = 8
    private static let maximumPeriods = 10
    private static let maximumLines = 4

    private let timeline: ReleaseTimeline
    private let width: Int

    init(_ history: ReleaseHistory, width: Int) {
        timeline = ReleaseTimeline(history)
        self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
    }

    var lines: [String] { picture + [""] + periods + others }

    /// One publisher at one trust level, or the removals.
    private struct Row {
        var name: String
        var times: [Int64]
    }

    private var rows: [Row] {
        var rows: [Row] = []
        for mark in timeline.marks {
            let name = Self.name(mark.event)
            if let index = rows.firstIndex(where: { $0.name == name }) {
                rows[index].times.append(mark.time.milliseconds)
            } else {
                rows.append(Row(name: name, times: [mark.time.milliseconds]))
            }
        }
        guard rows.count > Self.maximumRows else { return rows }
        // The rows that ended last are the ones to look at.
        let recent = Set(
            rows.indices.sorted { (rows[$0].times.last ?? 0) > (rows[$1].times.last ?? 0) }
                .prefix(Self.maximumRows - 1))
        let older = rows.indices.filter { !recent.contains($0) }
        let rest = Row(name: "\(older.count) others", times: older.flatMap { rows[$0].times })
        return [rest] + rows.indices.filter(recent.contains).map { rows[$0] }
    }

    private var picture: [String] {
        guard let first = timeline.marks.first?.time, let last = timeline.marks.last?.time else { return [] }
        let rows = rows
        let label = min(rows.map { cellWidth($0.name) }.max() ?? 0, width / 2, width - 2 - Self.minimumColumns)
        let columns = width - label - 2
        let span = max(1, last.milliseconds - first.milliseconds)
        func column(_ time: Int64) -> Int { Int((time - first.milliseconds) * Int64(columns - 1) / span) }
        var lines = rows.map { row -> String in
            var counts = [Int](repeating: 0, count: columns)
            for time in row.times { counts[min(max(column(time), 0), columns - 1)] += 1 }
            return padded(Self.cut(row.name, to: label), to: label) + "  "
                + Self.trimmed(counts.map(Self.cell).joined())
        }
        let indent = String(repeating: " ", count: label + 2)
        let ends = first.dateText == last.dateText ? [last.dateText] : [first.dateText, last.dateText]
        let gap = max(1, columns - ends.map(\.count).reduce(0, +))
        lines.append(indent + ends.joined(separator: String(repeating: " ", count: gap)))
        return lines + ["• a release   2–9, + so many or more   the last one is the audited one"]
    }

    private static func cell(_ count: Int) -> String {
        switch count {
        case 0: " "
        case 1: "•"
        case 2...9: String(count)
        default: "+"
        }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }

    private static func cut(_ text: String, to width: Int) -> String {
        cellWidth(text) <= width ? text : String(text.prefix(max(1, width - 1))) + "…"
    }

    private var periods: [String] {
        let shown = timeline.periods.suffix(Self.maximumPeriods)
        let left = timeline.periods.count - shown.count
        return ["releases of \(timeline.line):"] + (left > 0 ? ["  … \(left) earlier periods"] : [])
            + shown.map { period in
                let versions = period.first == period.last ? "\(period.first)" : "\(period.first) – \(period.last)"
                return
                    "  \(period.from.dateText)  \(padded(versions, to: 20))  \(padded(Quantity.counted(period.releases, "release"), to: 12))  "
                    + "\(Self.name(period.publisher)), \(Self.words(period.level))"
            }
    }

    private var others: [String] {
        let shown = timeline.otherLines.prefix(Self.maximumLines)
        guard !shown.isEmpty else { return [] }
        let left = timeline.otherLines.count - shown.count
        return ["other lines:"]
            + shown.map { line in
                "  \(line.to.dateText)  \(padded("\(line.last)", to: 20))  "
                    + "\(padded(Quantity.counted(line.releases, "release"), to: 12))  "
                    + "since \(line.from.dateText), the last by \(Self.name(line.lastPublisher))"
            } + (left > 0 ? ["  … and \(left) more"] : [])
    }

    private static func name(_ event: ReleaseTimeline.Event) -> String {
        switch event {
        case .removed: "removed again"
        case .published(let publisher, let level): "\(name(publisher)), \(words(level))"
        }
    }

    static func name(_ publisher: ReleasePublisher) -> String {
        switch publisher {
        case .person(let account): DisplayText(identity: account.name.text).text
        case .automation(let provider, _): "CI (\(DisplayText(identity: provider.text)))"
        case .registry: "the registry"
        case .unknown: "unknown"
        }
    }

    static func words(_ level: TrustLevel) -> String {
        switch level {
        case .none: "no provenance"
        case .trusted: "trusted publisher"
        case .provenance: "provenance"
        case .trustedProvenance: "trusted publisher and provenance"
        case .staged: "staged and approved"
        }
    }
}
