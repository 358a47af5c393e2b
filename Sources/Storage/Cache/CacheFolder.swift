import PackageModel
import Registry
import Synchronization

/// The cache on disk: a file per answer, so that processes can share it and may be killed at any moment.
///
/// Each file has a digest of its content; what does not match is as good as not there. A cache that cannot be written to
/// is read; one that cannot be read is empty. Nothing here fails an audit.
package final class CacheFolder: Sendable {
    /// Changes with the format, so that programs of different age do not read each other's files.
    private static let format = "v1"

    package let path: String
    let folder: Folder
    private let writeFailure = Mutex<FolderError?>(nil)

    /// - Parameter path: absolute; made when something is written.
    /// - Throws: `notPrivate` if it is there and is a link, or others than this user could have put something into it.
    package init(_ path: String) throws(FolderError) {
        self.path = path
        self.folder = Folder("\(path)/\(Self.format)", rights: .private)
        try Folder(path, rights: .private).checkIsPrivate()
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

    /// How many answers there are, and the bytes of everything on disk.
    package func size() -> (entries: Int, bytes: Int) {
        let files = folder.files()
        let entries = files.count { $0.name != Self.marker && $0.name != SignatureLedger.file }
        return (entries, files.reduce(0) { $0 + $1.size })
    }

    /// The signatures that were verified earlier.
    package func signatures(_ secret: MachineSecret) -> SignatureLedger {
        SignatureLedger(folder, secret: secret.bytes)
    }

    /// Removes every answer, also those that were being written by a process that is gone.
    package func clear() throws(FolderError) {
        for file in folder.files() { try folder.remove(file.name) }
    }

    /// A kept answer that is what was written, and that the decoder understands.
    func answer<Decoder: BodyDecoder>(to request: WebRequest, _ decoder: Decoder) -> KeptAnswer<Decoder.Output>? {
        let limit = request.maximumBytes + 3 * CacheEntry.maximumLine
        var reader = CacheReader(request, decoder)
        var isWhole = true
        do throws(FolderError) {
            try folder.read(CacheEntry.file(for: request), limit: limit) { piece in
                isWhole = reader.consume(piece)
                return isWhole
            }
        } catch { return nil }
        return isWhole ? reader.finish() : nil
    }

    /// An answer to be kept; nil where nothing is written any more.
    func draft(_ request: WebRequest, checked: Timestamp) -> CacheDraft? {
        failure == nil ? CacheDraft(folder, request, checked: checked) : nil
    }

    /// Keeps an answer in place of an older one.
    func keep(_ draft: consuming CacheDraft, entityTag: String?) {
        do throws(FolderError) {
            try draft.keep(entityTag: entityTag)
        } catch { writeFailure.withLock { $0 = error } }
    }

    /// Notes that the service has confirmed an answer that is kept.
    ///
    /// Another process may have replaced the answer meanwhile: then the note is not that answer's, and both are as good as
    /// not there.
    func confirm(_ entry: CacheEntry, at now: Timestamp, for request: WebRequest) {
        guard failure == nil else { return }
        do throws(FolderError) {
            try folder.overwrite(
                CacheEntry.file(for: request), at: CacheEntry.checkedOffset, with: entry.checkedLine(now))
        } catch {
            // Trimmed or cleared by another process: it is asked for the next time.
            guard case .notFound = error else { return writeFailure.withLock { $0 = error } }
        }
    }
}
