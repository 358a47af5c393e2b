import Crypto
import PackageModel
import Registry

/// Writes a file of the cache piece by piece, so that a long body is never in memory as a whole.
///
/// The digest stands first and is known last: its place is filled in at the end.
struct CacheWriter {
    /// A file up to this size, in bytes, is written at once.
    private static let pendingLimit = 256 << 10

    private let checked: Timestamp
    private var hash = SHA256()
    /// What is not in the file yet.
    private var pending: [UInt8]

    init(_ request: WebRequest, entityTag: String?, checked: Timestamp) {
        self.checked = checked
        let label = CacheEntry.label(request, entityTag)
        hash.update(data: label)
        pending = [UInt8](repeating: 0, count: CacheEntry.labelOffset) + label
    }

    /// Appends some of the body.
    mutating func append(_ piece: [UInt8], to file: inout NewFile) {
        hash.update(data: piece)
        if pending.count + piece.count > Self.pendingLimit {
            file.append(pending)
            pending = piece
        } else {
            pending += piece
        }
    }

    /// Writes what is left, once the body is complete.
    mutating func finish(_ file: inout NewFile) {
        let digest = Hexadecimal.encode(Array(hash.finalize()))
        let lines = Array("\(digest)\n".utf8) + CacheEntry.checkedLine(checked, digest: digest)
        if file.size == 0 {
            pending.replaceSubrange(..<CacheEntry.labelOffset, with: lines)
            file.append(pending)
        } else {
            file.append(pending)
            file.overwriteStart(with: lines)
        }
    }
}
