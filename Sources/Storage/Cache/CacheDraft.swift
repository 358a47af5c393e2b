import Crypto
import PackageModel
import Registry

/// A file of the cache that is written while its answer arrives, so that a long body is never in memory as a whole.
///
/// A short one is in memory until it is kept. Where a draft is dropped instead, nothing is left of it.
struct CacheDraft: Sendable {
    /// The longest body that stays in memory, in bytes.
    private static let pendingLimit = 256 << 10
    /// Bytes for an entity tag and its key in a file that is begun before the tag is known; a longer one is left out.
    private static let tagRoom = 256

    private let folder: Folder
    private let request: WebRequest
    private let checked: Timestamp
    private var hash = SHA256()
    /// What of the body is not in the file yet.
    private var pending: [UInt8] = []
    private var file: NewFile?
    private var failure: FolderError?

    init(_ folder: Folder, _ request: WebRequest, checked: Timestamp) {
        self.folder = folder
        self.request = request
        self.checked = checked
    }

    /// Lets `write` append some of the body.
    mutating func append(_ write: (inout [UInt8]) -> Void) {
        write(&pending)
        guard pending.count > Self.pendingLimit else { return }
        // What cannot be kept is not collected either.
        guard failure == nil else { return pending.removeAll() }
        do throws(FolderError) {
            if file == nil {
                var new = try folder.part(of: name)
                new.append([UInt8](repeating: 0, count: CacheEntry.labelOffset + labelRoom))
                file = new
            }
            flush()
        } catch { failure = error }
    }

    /// Makes the draft the answer to its request, in place of an older one.
    consuming func keep(entityTag: String?) throws(FolderError) {
        if let failure { throw failure }
        hash.update(data: pending)
        var label = CacheEntry.label(request, entityTag)
        guard var file else {
            let content = CacheEntry.lines(hash, checked: checked, label: label) + pending
            // Not forced to the disk, and written in its place where none is: a torn file is noticed by its digest.
            if try !folder.create(name, with: content) { try folder.replace(name, with: content, durably: false) }
            return
        }
        file.append(pending)
        if label.count > labelRoom { label = CacheEntry.label(request, nil) }
        // Blanks before the line's end make it as long as its place.
        label.insert(contentsOf: [UInt8](repeating: 0x20, count: labelRoom - label.count), at: label.count - 1)
        file.overwriteStart(with: CacheEntry.lines(hash, checked: checked, label: label))
        try folder.place(file, as: name, durably: false)
    }

    private var name: String { CacheEntry.file(for: request) }

    /// Bytes of the third line in a file that is begun before all of the line is known.
    private var labelRoom: Int { CacheEntry.label(request, nil).count + Self.tagRoom }

    private mutating func flush() {
        hash.update(data: pending)
        file?.append(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
