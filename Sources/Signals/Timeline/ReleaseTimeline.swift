public import PackageModel

/// Who published a package, and how well vouched for, release by release up to the audited one (for `explain`).
public struct ReleaseTimeline: Sendable, Equatable {
    /// One release, or one removal, on the time axis.
    public struct Mark: Sendable, Equatable {
        public let version: Version
        public let time: Timestamp
        public let event: Event
    }

    public enum Event: Sendable, Equatable {
        case published(ReleasePublisher, TrustLevel)
        /// The version is no longer listed; the time is that of its removal.
        case removed
    }

    /// Consecutive releases of one line by one publisher at one trust level.
    public struct Period: Sendable, Equatable {
        public let publisher: ReleasePublisher
        public let level: TrustLevel
        public let first: Version
        public let last: Version
        public let from: Timestamp
        public let releases: Int
    }

    /// A release line beside that of the audited release.
    public struct OtherLine: Sendable, Equatable {
        public let line: ReleaseLine
        public let releases: Int
        public let from: Timestamp
        /// Its newest release.
        public let last: Version
        public let to: Timestamp
        public let lastPublisher: ReleasePublisher
    }

    /// Oldest first; the audited release is the last publication.
    public let marks: [Mark]
    /// The line of the audited release.
    public let line: ReleaseLine
    /// The releases of that line in periods, oldest first.
    public let periods: [Period]
    /// The other lines, that with the newest release first.
    public let otherLines: [OtherLine]

    public init(_ history: ReleaseHistory) {
        let releases = history.earlier + [history.audited]
        let published = releases.map {
            Mark(version: $0.version, time: $0.published, event: .published($0.publisher, $0.level))
        }
        let removed = history.removed.map { Mark(version: $0.version, time: $0.removed, event: .removed) }
        self.marks = (published + removed).enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        let line = ReleaseLine(of: history.audited.version)
        self.line = line
        let byLine = Dictionary(grouping: releases, by: { ReleaseLine(of: $0.version) })
        self.periods = Self.periods(byLine[line] ?? [])
        self.otherLines = byLine.filter { $0.key != line }.compactMap(Self.summary)
            .sorted { ($0.to, $0.last) > ($1.to, $1.last) }
    }

    private static func summary(_ line: ReleaseLine, _ releases: [HistoricRelease]) -> OtherLine? {
        guard let first = releases.first, let last = releases.last else { return nil }
        return OtherLine(
            line: line, releases: releases.count, from: first.published, last: last.version, to: last.published,
            lastPublisher: last.publisher)
    }

    private static func periods(_ releases: [HistoricRelease]) -> [Period] {
        var result: [Period] = []
        var start = releases.startIndex
        for index in releases.indices {
            let next = index + 1
            let ends =
                next == releases.endIndex || releases[next].level != releases[index].level
                || !releases[next].publisher.isSame(as: releases[index].publisher)
            guard ends else { continue }
            let (first, last) = (releases[start], releases[index])
            result.append(
                Period(
                    publisher: last.publisher, level: last.level, first: first.version, last: last.version,
                    from: first.published, releases: next - start))
            start = next
        }
        return result
    }
}
