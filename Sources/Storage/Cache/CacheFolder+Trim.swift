package import PackageModel

extension CacheFolder {
    /// What the cache may be at most; what was checked longest ago goes first.
    package struct Bounds: Sendable {
        /// Of answers; as much again may be waiting to be tidied away.
        package var bytes = 1 << 30
        /// An answer that nobody has asked for so long is removed.
        package var age = Int64(30) * 86_400_000
        /// A file that was being written so long ago was left by a process that is gone.
        package var unfinishedAge = Int64(3_600_000)
        /// Milliseconds between two looks at the whole cache.
        package var interval = Int64(86_400_000)
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
        let files = ownFiles()
        var index = AnswerIndex(folder)
        let segments = Set(index.segments.map(\.name))
        for (file, kind) in files where kind != .marker && !segments.contains(file.name) {
            let isUnfinished = kind == .part || kind == .segment && file.size == 0
            let age = now.milliseconds - file.changed.milliseconds
            if age > (isUnfinished ? bounds.unfinishedAge : bounds.age) { try? folder.remove(file.name) }
        }
        index.retire(before: now.milliseconds - bounds.age, keeping: bounds.bytes)
        let sizes = Dictionary(files.map { ($0.file.name, $0.file.size) }) { first, _ in first }
        index.compact(in: folder, sizes: sizes)
        forget()
    }
}

extension Segment {
    /// Whether it is worth while to put it together with others.
    fileprivate var isSmall: Bool { capacity > 1 && capacity < Self.maximumCapacity }
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

    /// Moves the answers of small segments, and of those that are half empty, together, and removes empty ones.
    ///
    /// A segment that another process is adding to stays as it is.
    ///
    /// - Parameter sizes: of files, in bytes.
    fileprivate func compact(in folder: Folder, sizes: [String: Int]) {
        let kept = Dictionary(grouping: places.values) { $0.segment.name }
        func isWasteful(_ segment: Segment) -> Bool {
            let used = kept[segment.name, default: []].reduce(0) { $0 + $1.slot.size }
            let room = sizes[segment.name, default: 0] - Segment.end(ofTable: segment.capacity)
            return segment.capacity > 1 && used < room / 2
        }
        var locks: [OpenFile] = []
        defer { withExtendedLifetime(locks) {} }
        let movable = segments.filter { segment in
            guard kept[segment.name] == nil || segment.isSmall || isWasteful(segment) else { return false }
            guard let lock = segment.lock() else { return false }
            locks.append(lock)
            return true
        }
        let full = movable.filter { kept[$0.name] != nil }
        guard full.count > 1 || full.contains(where: isWasteful) else {
            for segment in movable where kept[segment.name] == nil { try? segment.remove() }
            return
        }
        let places = full.flatMap { kept[$0.name, default: []] }
        let writer = SegmentWriter(folder, firstCapacity: min(max(places.count, 2), Segment.maximumCapacity))
        do throws(FolderError) {
            for place in places { try writer.add(copyOf: place) }
            for segment in movable { try segment.remove() }
        } catch {
            // On a full disk all stays as it was.
            for segment in writer.segments { try? segment.remove() }
        }
    }
}

extension SegmentWriter {
    /// Adds an answer of another segment as it is there: its digest is looked at when it is read.
    fileprivate func add(copyOf place: AnswerIndex.Place) throws(FolderError) {
        let slot = place.slot
        let bytes = try place.segment.read(slot.size, at: slot.offset)
        _ = try add(bytes, tagLength: slot.tagLength, key: slot.key, digest: slot.digest, checked: slot.checked)
    }
}
