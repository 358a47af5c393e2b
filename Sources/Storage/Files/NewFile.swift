#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Synchronization

/// A file that is written piece by piece, and removed again where it is dropped before it was kept.
///
/// After a failure nothing more is written.
struct NewFile: Sendable {
    private let part: Part
    private var failure: FolderError?
    /// Bytes.
    private var size = 0

    /// - Parameter file: new and empty.
    init(_ file: OpenFile) { self.part = Part(file) }

    mutating func append(_ bytes: [UInt8]) {
        put(bytes, at: size)
        size += bytes.count
    }

    /// Writes over what is there.
    mutating func overwriteStart(with bytes: [UInt8]) { put(bytes, at: 0) }

    /// Takes the file for this process, until it is closed; false where there are no locks.
    func lock() -> Bool { part.file.lock() }

    /// Closes the file, which then stays.
    ///
    /// - Parameters:
    ///   - path: where it is moved to, in place of what is there.
    ///   - durably: whether it is to survive a loss of power right afterwards.
    /// - Throws: `notFound` if somebody has removed it meanwhile, or the folder.
    consuming func keep(as path: String, durably: Bool) throws(FolderError) {
        if let failure { throw failure }
        if durably { try part.file.force() }
        try part.file.finish()
        try part.move(to: path)
    }

    /// The same for a file that stays open.
    consuming func keepOpen(as path: String) throws(FolderError) -> OpenFile {
        if let failure { throw failure }
        try part.move(to: path)
        return part.file
    }

    private mutating func put(_ bytes: [UInt8], at offset: Int) {
        guard failure == nil else { return }
        do throws(FolderError) { try part.file.write(bytes, at: offset) } catch { failure = error }
    }

    /// The file, for as long as somebody has it.
    private final class Part: Sendable {
        let file: OpenFile
        private let isKept = Atomic(false)

        init(_ file: OpenFile) { self.file = file }

        func move(to path: String) throws(FolderError) {
            guard unsafe rename(file.path, path) == 0 else {
                throw errno == ENOENT ? .notFound(path) : .notWritable(path, errno: errno)
            }
            isKept.store(true, ordering: .relaxed)
        }

        deinit {
            if !isKept.load(ordering: .relaxed) { unsafe unlink(file.path) }
        }
    }
}
