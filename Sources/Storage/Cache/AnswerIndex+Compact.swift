import Crypto

extension AnswerIndex {
    /// The most segments that are put together at once: each is open meanwhile, and so is what they are put into, which are no more.
    private static var maximumTaken: Int { 64 }

    /// Moves the answers of small segments, and of those that are half empty, together, and removes empty ones.
    ///
    /// A segment that another process is adding to stays as it is.
    ///
    /// - Returns: whether they were too many to be put together at once, so that another look is worth while.
    func compact(in folder: Folder) -> Bool {
        let used = Dictionary(grouping: places.values) { $0.segment.name }.mapValues {
            $0.reduce(0) { $0 + $1.slot.size }
        }
        let sizes = Dictionary(folder.files().map { ($0.name, $0.size) }) { first, _ in first }
        func isWasteful(_ segment: Segment) -> Bool {
            let room = sizes[segment.name, default: 0] - Segment.end(ofTable: segment.capacity)
            return segment.capacity > 1 && used[segment.name, default: 0] < room / 2
        }
        let candidates = segments.filter { used[$0.name] == nil || $0.isSmall || isWasteful($0) }
        for start in stride(from: 0, to: candidates.count, by: Self.maximumTaken) {
            let part = candidates[start..<min(start + Self.maximumTaken, candidates.count)]
            let taken = part.compactMap { $0.take(in: folder) }
            for empty in taken where empty.slots.isEmpty { try? empty.segment.remove() }
            let full = taken.filter { !$0.slots.isEmpty }
            guard full.count > 1 || full.contains(where: { isWasteful($0.segment) }) else { continue }
            guard Self.putTogether(full, in: folder) else { return false }
        }
        return candidates.count > Self.maximumTaken
    }

    /// - Returns: false where they cannot be written: then all stays as it was.
    private static func putTogether(_ taken: [Segment.Taken], in folder: Folder) -> Bool {
        let count = taken.reduce(0) { $0 + $1.slots.count }
        let writer = SegmentWriter(folder, firstCapacity: min(max(count, 2), Segment.maximumCapacity))
        do throws(FolderError) {
            for one in taken { for slot in one.slots { try writer.add(copyOf: slot, in: one.file) } }
            for one in taken { try one.segment.remove() }
            return true
        } catch {
            for segment in writer.segments { try? segment.remove() }
            return false
        }
    }
}

extension Segment {
    /// One that is this process's for as long as this is there: nobody adds to it.
    fileprivate struct Taken {
        let segment: Segment
        let file: OpenFile
        /// Those that are in it now.
        let slots: [AnswerSlot]
    }

    /// Nil if another process has it, or has removed it.
    fileprivate func take(in folder: Folder) -> Taken? {
        guard let file = lock(), let (_, slots) = Self.open(name, in: folder, staysOpen: false) else { return nil }
        return Taken(segment: self, file: file, slots: slots.map(\.1))
    }
}

extension SegmentWriter {
    /// Adds an answer of another segment, if it can be read and is what was written; whatever else it is goes with its segment.
    fileprivate func add(copyOf slot: AnswerSlot, in file: OpenFile) throws(FolderError) {
        guard let bytes = try? file.read(slot.size, at: slot.offset) else { return }
        var hash = slot.key.hash
        hash.update(data: bytes)
        hash.update(UInt64(slot.tagLength))
        guard AnswerDigest(hash.finalize()) == slot.digest else { return }
        _ = try add(bytes, tagLength: slot.tagLength, key: slot.key, digest: slot.digest, checked: slot.checked)
    }
}
