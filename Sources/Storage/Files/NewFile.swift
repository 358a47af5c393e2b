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
    private let handle: Handle
    /// The first error of the system.
    private var failure: Int32?
    /// Bytes.
    private var size = 0

    /// - Parameter path: of the file, which is new and empty.
    init(descriptor: Int32, path: String) { self.handle = Handle(descriptor: descriptor, path: path) }

    mutating func append(_ bytes: [UInt8]) {
        put(bytes, at: size)
        size += bytes.count
    }

    /// Writes over what is there.
    mutating func overwriteStart(with bytes: [UInt8]) { put(bytes, at: 0) }

    /// Closes the file, which then stays.
    ///
    /// - Parameters:
    ///   - path: where it is moved to, in place of what is there; nil to leave it where it is.
    ///   - durably: whether it is to survive a loss of power right afterwards.
    consuming func keep(as path: String? = nil, durably: Bool = false) throws(FolderError) {
        var failure = failure
        if failure == nil, durably, fsync(handle.descriptor) != 0 { failure = errno }
        let closing = handle.end()
        failure = failure ?? closing
        if failure == nil, let path, unsafe rename(handle.path, path) != 0 { failure = errno }
        if let failure { throw .notWritable(path ?? handle.path, errno: failure) }
        handle.isKept.store(true, ordering: .relaxed)
    }

    private mutating func put(_ bytes: [UInt8], at offset: Int) {
        var done = 0
        while failure == nil, done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                return unsafe pwrite(handle.descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            }
            if count < 0, errno == EINTR { continue }
            if count > 0 { done += count } else { failure = count < 0 ? errno : ENOSPC }
        }
    }

    /// The open file, for as long as somebody has it.
    private final class Handle: Sendable {
        let path: String
        let isKept = Atomic(false)
        private let open: Atomic<Int32>

        init(descriptor: Int32, path: String) {
            self.path = path
            self.open = Atomic(descriptor)
        }

        deinit {
            _ = end()
            if !isKept.load(ordering: .relaxed) { unsafe unlink(path) }
        }

        /// Negative once it is closed.
        var descriptor: Int32 { open.load(ordering: .relaxed) }

        /// Closes the file if it is open: an error of the system, or nil.
        func end() -> Int32? {
            let descriptor = open.exchange(-1, ordering: .relaxed)
            return descriptor >= 0 && close(descriptor) != 0 ? errno : nil
        }
    }
}
