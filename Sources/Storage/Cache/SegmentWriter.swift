import PackageModel
import Synchronization

/// Puts answers into segments of this process, one after the other; several threads may at once.
final class SegmentWriter: Sendable {
    /// How many times as many slots the next segment has.
    private static let growth = 16

    private struct State {
        var segments: [Segment] = []
        /// Slots of the last one that were given out.
        var used = 0
        /// Those of them into which nothing could be written.
        var failed = 0
        /// Where the next answer begins in it, in bytes.
        var end = 0
    }

    private let folder: Folder
    private let firstCapacity: Int
    private let state = Mutex(State())

    /// - Parameter firstCapacity: slots of the first segment, so that a run that adds little makes a small one.
    init(_ folder: Folder, firstCapacity: Int = 16) {
        self.folder = folder
        self.firstCapacity = firstCapacity
    }

    /// Writes an answer that was not there; where it cannot be written, no segment without answers is left.
    ///
    /// - Parameter bytes: the body and the entity tag.
    func add(
        _ bytes: [UInt8], tagLength: Int, key: AnswerKey, digest: AnswerDigest, checked: Timestamp
    ) throws(FolderError) -> AnswerIndex.Place {
        let (segment, number, offset) = try reserve(bytes.count)
        let slot = AnswerSlot(
            key: key, digest: digest, offset: offset, bodyLength: bytes.count - tagLength, tagLength: tagLength,
            checked: checked)
        do throws(FolderError) {
            try segment.write(bytes, at: offset)
            // The slot comes last: whoever finds it finds what it is about.
            try segment.write(slot, number: number)
        } catch {
            noteFailure(in: segment)
            throw error
        }
        return AnswerIndex.Place(segment: segment, number: number, slot: slot)
    }

    /// The segments that it made.
    var segments: [Segment] { state.withLock { $0.segments } }

    /// Adds nothing more to the present segment.
    func reset() { state.withLock { $0 = State() } }

    private func reserve(_ count: Int) throws(FolderError) -> (Segment, number: Int, offset: Int) {
        try state.withLock { (state) throws(FolderError) -> (Segment, number: Int, offset: Int) in
            let segment: Segment
            if let last = state.segments.last, state.used < last.capacity {
                segment = last
            } else {
                segment = try Segment.make(in: folder, capacity: nextCapacity(after: state.segments.last))
                state.segments.append(segment)
                state.used = 0
                state.failed = 0
                state.end = Segment.end(ofTable: segment.capacity)
            }
            defer {
                state.used += 1
                state.end += count
            }
            return (segment, state.used, state.end)
        }
    }

    /// Removes the present segment once all that was to be in it has failed: what others are still writing has not.
    private func noteFailure(in segment: Segment) {
        state.withLock { state in
            guard state.segments.last === segment else { return }
            state.failed += 1
            guard state.failed == state.used else { return }
            try? segment.remove()
            state.segments.removeLast()
            // The one before it is full.
            state.used = state.segments.last?.capacity ?? 0
            state.failed = 0
        }
    }

    private func nextCapacity(after last: Segment?) -> Int {
        min(last.map { $0.capacity * Self.growth } ?? firstCapacity, Segment.maximumCapacity)
    }
}
