#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Synchronization

/// A regular file that is read and written at places in it, and is closed with its last owner.
final class OpenFile: Sendable {
    let path: String
    /// Negative once it is closed.
    private let descriptor: Atomic<Int32>
    /// Why nothing can be written; nil if it can.
    private let refusal: Int32?

    init(descriptor: Int32, path: String, refusal: Int32? = nil) {
        self.path = path
        self.descriptor = Atomic(descriptor)
        self.refusal = refusal
    }

    deinit { _ = end() }

    /// Bytes; nil if the system does not say.
    var size: Int? {
        var status = stat()
        let isKnown = unsafe fstat(descriptor.load(ordering: .relaxed), &status) == 0
        return isKnown && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Exactly so many bytes.
    func read(_ count: Int, at offset: Int) throws(FolderError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while failure == 0, done < count {
                let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[done...])
                let read = unsafe pread(
                    descriptor.load(ordering: .relaxed), rest.baseAddress, rest.count, off_t(offset + done))
                if read < 0, errno == EINTR { continue }
                // A file that is shorter than it says was not written by this program, or not to its end.
                if read > 0 { done += read } else { failure = read < 0 ? errno : EIO }
            }
        }
        guard failure == 0 else { throw .notReadable(path, errno: failure) }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(FolderError) {
        if let refusal { throw .notWritable(path, errno: refusal) }
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                return unsafe pwrite(
                    descriptor.load(ordering: .relaxed), rest.baseAddress, rest.count, off_t(offset + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .notWritable(path, errno: count < 0 ? errno : ENOSPC) }
            done += count
        }
    }

    /// Waits until what was written would survive a loss of power.
    func force() throws(FolderError) {
        guard fsync(descriptor.load(ordering: .relaxed)) == 0 else { throw .notWritable(path, errno: errno) }
    }

    /// Takes the file for this process, until it is closed; false if another one has it.
    func lock() -> Bool { flock(descriptor.load(ordering: .relaxed), LOCK_EX | LOCK_NB) == 0 }

    /// Closes the file; nothing is read or written afterwards.
    func finish() throws(FolderError) {
        if let failure = end() { throw .notWritable(path, errno: failure) }
    }

    private func end() -> Int32? {
        let open = descriptor.exchange(-1, ordering: .relaxed)
        return open >= 0 && close(open) != 0 ? errno : nil
    }
}
