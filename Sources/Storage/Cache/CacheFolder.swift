import PackageModel
import Registry
import Synchronization

/// The cache on disk, which processes can share, and in which any of them may be killed at any moment.
///
/// Each answer has a digest; what does not match is as good as not there. A cache that cannot be written to is read; one that
/// cannot be read is empty. Nothing here fails an audit.
package final class CacheFolder: Sendable {
    /// Changes with the format, so that programs of different age do not read each other's files.
    private static let format = "v2"

    package let path: String
    let folder: Folder
    private let writer: SegmentWriter
    private let writeFailure = Mutex<FolderError?>(nil)
    /// Nil until the first look; what other processes add later is not in it.
    private let index = Mutex<AnswerIndex?>(nil)

    /// - Parameter path: absolute; made when something is written.
    /// - Throws: if it or the folder of the format is there and is a link, or others than this user could have put something into it.
    package init(_ path: String) throws(FolderError) {
        self.path = path
        self.folder = Folder("\(path)/\(Self.format)", rights: .private)
        self.writer = SegmentWriter(folder)
        try Folder(path, rights: .private).checkIsPrivate()
        try folder.checkIsPrivate()
    }

    /// The standard place: below `XDG_CACHE_HOME`, else below the home folder; nil without either.
    package static func standardPath(_ variables: [String: String]) -> String? {
        if let base = variables["XDG_CACHE_HOME"], base.utf8.first == UInt8(ascii: "/") {
            return "\(base)/proof-of-commitment"
        }
        guard let home = variables["HOME"], home.utf8.first == UInt8(ascii: "/") else { return nil }
        return "\(home)/.cache/proof-of-commitment"
    }

    /// Why nothing is written any more; nil while it is.
    package var failure: FolderError? { writeFailure.withLock { $0 } }

    /// How many answers there are, and the bytes of all files of the cache.
    package func size() -> (entries: Int, bytes: Int) {
        (AnswerIndex(folder).places.count, Folder.size(of: ownFiles().map(\.file)))
    }

    /// The signatures that were verified earlier.
    package func signatures(_ secret: MachineSecret) -> SignatureLedger {
        SignatureLedger(folder, secret: secret.bytes)
    }

    /// Removes every answer, also those that were being written by a process that is gone, and no file of anybody else.
    package func clear() throws(FolderError) {
        forget()
        for (file, _) in ownFiles() { try folder.remove(file.name) }
    }

    /// Has the next look at the folder find what is there then.
    func forget() {
        writer.reset()
        index.withLock { $0 = nil }
    }

    /// A kept answer that is what was written, and that the decoder understands.
    func answer<Decoder: BodyDecoder>(to request: WebRequest, _ decoder: Decoder) -> KeptAnswer<Decoder.Output>? {
        let key = AnswerKey(request)
        return withIndex { $0.places[key] }?.answer(decoder, limit: request.maximumBytes)
    }

    /// An answer to be kept; nil where nothing is written any more.
    func draft(_ request: WebRequest, checked: Timestamp) -> CacheDraft? {
        failure == nil ? CacheDraft(folder, request, checked: checked) : nil
    }

    /// Keeps an answer in place of an older one.
    func keep(_ draft: consuming CacheDraft, entityTag: String?) {
        // After the first failure no other answer tries.
        guard failure == nil else { return }
        do throws(FolderError) {
            let place = try draft.keep(entityTag: entityTag, with: writer)
            if let older = withIndex({ $0.replace(place) }) { try older.segment.free(older.number) }
        } catch { note(error) }
    }

    /// Notes that the service has confirmed an answer that is kept.
    ///
    /// Another process may have replaced the answer meanwhile: then its slot is free, and a note there is none of another answer.
    func confirm<Output>(_ kept: KeptAnswer<Output>, at now: Timestamp) {
        guard failure == nil,
            let place = withIndex({ $0.confirm(kept.slot.key, kept.slot.digest, at: now) })
        else { return }
        do throws(FolderError) { try place.segment.confirm(place.slot, number: place.number) } catch { note(error) }
    }

    private func note(_ error: FolderError) {
        // Trimmed or cleared by another process: it is asked for the next time.
        if case .notFound = error { return }
        writeFailure.withLock { $0 = error }
    }

    func withIndex<Result: Sendable>(_ body: (inout AnswerIndex) -> Result) -> Result {
        index.withLock { index in
            var current = index.take() ?? AnswerIndex(folder)
            defer { index = current }
            return body(&current)
        }
    }
}
