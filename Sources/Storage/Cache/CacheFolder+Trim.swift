package import PackageModel

extension CacheFolder {
    /// What the cache may be at most; what was checked longest ago goes first.
    package struct Bounds: Sendable {
        /// Of answers; as much again may be waiting to be tidied away.
        package var bytes = 1 << 30
        /// An answer that nobody has asked for so long is removed.
        package var age = 30 * Milliseconds.day
        /// A file that was being written so long ago was left by a process that is gone.
        package var unfinishedAge = Milliseconds.hour
        /// Milliseconds between two looks at the whole cache.
        package var interval = Milliseconds.day
        /// Beyond so many small segments the cache is looked at sooner.
        package var smallSegments = 64

        package init() {}
    }

    /// Keeps the cache within its bounds; looks at it once a day, or when many runs have added little.
    ///
    /// Other processes may read and write meanwhile: an answer that is gone is asked for again.
    package func trim(now: Timestamp, bounds: Bounds = Bounds()) {
        let last = folder.file(CacheFile.markerName)?.changed
        let isRecent = last.map { (0..<bounds.interval).contains(now.milliseconds - $0.milliseconds) } ?? false
        guard !isRecent || withIndex({ $0.segments.count(where: \.isSmall) }) > bounds.smallSegments else { return }
        // What cannot be written is said where answers are.
        try? folder.replace(CacheFile.markerName, with: [], durably: false)
        // The first run has nothing to look at but its own answers.
        if last == nil, withIndex(\.isOfEmptyFolder) { return }
        // So that no more files are open than one look at the folder needs.
        forget()
        for pass in 0..<Self.maximumPasses {
            var index = AnswerIndex(folder)
            if pass == 0 { removeLeftovers(beside: index.segments, now, bounds) }
            index.retire(before: now.milliseconds - bounds.age, keeping: bounds.bytes)
            guard index.compact(in: folder) else { return }
        }
    }

    /// The second one puts together what the first one has made, for each part of the segments by itself.
    private static var maximumPasses: Int { 2 }

    /// Removes what killed processes left, and what has been of no use for so long.
    private func removeLeftovers(beside segments: [Segment], _ now: Timestamp, _ bounds: Bounds) {
        let names = Set(segments.map(\.name))
        for (file, kind) in ownFiles() where kind != .marker && !names.contains(file.name) {
            let isUnfinished = kind == .part || kind == .segment && file.size == 0
            let age = now.milliseconds - file.changed.milliseconds
            if age > (isUnfinished ? bounds.unfinishedAge : bounds.age) { try? folder.remove(file.name) }
        }
    }
}

extension Segment {
    /// Whether it is worth while to put it together with others.
    var isSmall: Bool { capacity > 1 && capacity < Self.maximumCapacity }
}

extension AnswerIndex {
    /// Frees what was superseded, what was checked before that time, and the oldest of what is too much.
    fileprivate mutating func retire(before time: Int64, keeping limit: Int) {
        for place in superseded { try? place.segment.free(place.number) }
        var bytes = places.values.reduce(0) { $0 + $1.slot.size }
        for (key, place) in places.sorted(by: { $0.value.slot.checked < $1.value.slot.checked }) {
            guard bytes > limit || place.slot.checked.milliseconds < time else { break }
            try? place.segment.free(place.number)
            remove(key)
            bytes -= place.slot.size
        }
    }
}
