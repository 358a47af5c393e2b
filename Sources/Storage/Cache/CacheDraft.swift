import Crypto
import PackageModel
import Registry

/// An answer of the cache that is written while it arrives, so that a long body is never in memory as a whole.
///
/// A short one is in memory until it is kept, and a long one gets a file of its own. Where a draft is dropped instead, nothing
/// is left of it.
struct CacheDraft: Sendable {
    /// The longest body that stays in memory, and has no file of its own, in bytes.
    static let pendingLimit = 256 << 10

    private let folder: Folder
    private let key: AnswerKey
    private let checked: Timestamp
    private var hash: SHA256
    /// What of the body is not in the file yet.
    private var pending: [UInt8] = []
    private var file: NewFile?
    /// Bytes of the body in the file.
    private var written = 0
    private var failure: FolderError?

    init(_ folder: Folder, _ request: WebRequest, checked: Timestamp) {
        self.folder = folder
        self.key = AnswerKey(request)
        self.checked = checked
        self.hash = key.hash
    }

    /// Lets `write` append some of the body.
    mutating func append(_ write: (inout [UInt8]) -> Void) {
        write(&pending)
        guard pending.count > Self.pendingLimit else { return }
        // What cannot be kept is not collected either.
        guard failure == nil else { return pending.removeAll() }
        do throws(FolderError) {
            if file == nil {
                var new = try folder.part(of: Segment.newName())
                new.append([UInt8](repeating: 0, count: Segment.end(ofTable: 1)))
                file = new
            }
            flush()
        } catch { failure = error }
    }

    /// Makes the draft an answer of the cache; an entity tag that cannot be kept is left out.
    ///
    /// - Parameter writer: takes a short one.
    consuming func keep(entityTag: String?, with writer: SegmentWriter) throws(FolderError) -> AnswerIndex.Place {
        if let failure { throw failure }
        var tag = Array((entityTag ?? "").utf8)
        if !AnswerSlot.isTag(tag[...]) { tag = [] }
        pending += tag
        hash.update(data: pending)
        hash.update(UInt64(tag.count))
        let digest = AnswerDigest(hash.finalize())
        guard var file else {
            return try writer.add(pending, tagLength: tag.count, key: key, digest: digest, checked: checked)
        }
        file.append(pending)
        let slot = AnswerSlot(
            key: key, digest: digest, offset: Segment.end(ofTable: 1), bodyLength: written + pending.count - tag.count,
            tagLength: tag.count, checked: checked)
        file.overwriteStart(with: Segment.head(capacity: 1) + slot.bytes)
        let name = Segment.newName()
        // Not forced to the disk: what is not what was written is noticed by its digest.
        try folder.place(file, as: name, durably: false)
        return AnswerIndex.Place(
            segment: Segment(name: name, capacity: 1, folder: folder, file: nil), number: 0, slot: slot)
    }

    private mutating func flush() {
        hash.update(data: pending)
        file?.append(pending)
        written += pending.count
        pending.removeAll(keepingCapacity: true)
    }
}
