#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is written piece by piece before it gets its name.
///
/// After a failure nothing more is written.
struct NewFile {
    let descriptor: Int32
    /// The first error of the system.
    private(set) var failure: Int32?
    /// Bytes.
    private(set) var size = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    mutating func append(_ bytes: [UInt8]) {
        put(bytes, at: size)
        size += bytes.count
    }

    /// Writes over what is there.
    mutating func overwriteStart(with bytes: [UInt8]) { put(bytes, at: 0) }

    private mutating func put(_ bytes: [UInt8], at offset: Int) {
        var done = 0
        while failure == nil, done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
                return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            }
            if count < 0, errno == EINTR { continue }
            if count > 0 { done += count } else { failure = count < 0 ? errno : ENOSPC }
        }
    }
}
