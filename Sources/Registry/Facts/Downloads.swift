public import PackageModel

/// How often a package was downloaded in a period that the API names; whole days in UTC, both ends included.
public struct DownloadCount: Equatable, Sendable {
    public var downloads: UInt64
    public var end: Timestamp

    public init(downloads: UInt64, end: Timestamp) {
        self.downloads = downloads
        self.end = end
    }
}

/// How often a package was downloaded, day by day.
public struct DailyDownloads: Equatable, Sendable {
    public struct Day: Equatable, Sendable {
        /// Midnight UTC at its beginning.
        public var day: Timestamp
        public var downloads: UInt64

        public init(day: Timestamp, downloads: UInt64) {
            self.day = day
            self.downloads = downloads
        }
    }

    /// Oldest first, without gaps.
    public var days: [Day]

    public init(days: [Day]) { self.days = days }
}
