import PackageModel
import Signals

/// The releases of a package on a time axis, a mark each, and in periods of one publisher and one level of trust.
struct TimelinePicture {
    /// Columns of the axis; periods shown below it.
    private static let width = 64
    private static let maximumPeriods = 12

    private let timeline: ReleaseTimeline

    init(_ history: ReleaseHistory) { timeline = ReleaseTimeline(history) }

    var lines: [String] { axis + periods }

    /// `·` by hand, `o` trusted publisher, `#` with provenance, `x` removed; the audited release is last.
    private var axis: [String] {
        guard let first = timeline.marks.first?.time, let last = timeline.marks.last?.time else { return [] }
        var cells = [Character](repeating: "─", count: Self.width)
        let span = max(1, last.milliseconds - first.milliseconds)
        for mark in timeline.marks {
            let column = Int((mark.time.milliseconds - first.milliseconds) * Int64(Self.width - 1) / span)
            cells[min(max(column, 0), Self.width - 1)] = Self.symbol(mark.event)
        }
        let gap = max(1, Self.width - first.dateText.count - last.dateText.count)
        return [
            String(cells), first.dateText + String(repeating: " ", count: gap) + last.dateText,
            "· by a person   o trusted publisher   # with provenance   x removed",
        ]
    }

    private static func symbol(_ event: ReleaseTimeline.Event) -> Character {
        switch event {
        case .removed: "x"
        case .published(_, let level, _):
            switch level {
            case .none: "·"
            case .trusted: "o"
            case .provenance, .trustedProvenance, .staged: "#"
            }
        }
    }

    private var periods: [String] {
        let shown = timeline.periods.suffix(Self.maximumPeriods)
        let left = timeline.periods.count - shown.count
        return (left > 0 ? ["… \(left) earlier periods"] : [])
            + shown.map { period in
                let versions = period.first == period.last ? "\(period.first)" : "\(period.first) – \(period.last)"
                return
                    "\(period.from.dateText)  \(padded(versions, to: 24))  \(padded(Quantity.counted(period.releases, "release"), to: 14))  "
                    + "\(Self.name(period.publisher)), \(Self.words(period.level))"
            }
    }

    private static func name(_ publisher: ReleasePublisher) -> String {
        switch publisher {
        case .person(let account): DisplayText(identity: account.name.text).text
        case .automation(let provider, _): "CI (\(DisplayText(identity: provider.text)))"
        case .registry: "the registry"
        case .unknown: "unknown"
        }
    }

    private static func words(_ level: TrustLevel) -> String {
        switch level {
        case .none: "no provenance"
        case .trusted: "trusted publisher, no provenance"
        case .provenance: "provenance claimed"
        case .trustedProvenance: "trusted publisher, provenance claimed"
        case .staged: "staged and approved"
        }
    }
}
