#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FileAccess {
    /// The file system of this machine.
    package static let posix = FileAccess(
        read: { path, limit throws(FileError) in try readFile(path, limit: limit) },
        replace: { path, bytes throws(FileError) in try FileReplacement(path: path).write(bytes) },
        exists: { path in unsafe access(path, F_OK) == 0 },
        list: { path in entries(of: path) })
}

private func readFile(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    // A pipe without a writer would hold up the opening itself; so it is waited for below.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        throw errno == ENOENT || errno == ENOTDIR ? .notFound(path: path) : .notReadable(path: path, errno: errno)
    }
    defer { close(descriptor) }
    return try readAll(descriptor, path: path, limit: limit)
}

/// Reads a descriptor to its end, or until the task is cancelled.
func readAll(_ descriptor: Int32, path: String, limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        try waitForBytes(descriptor)
        let count = unsafe read(descriptor, &chunk, chunk.count)
        if count < 0 {
            // Another reader was faster.
            if errno == EINTR || errno == EAGAIN { continue }
            throw errno == EISDIR ? .notAFile(path: path) : .notReadable(path: path, errno: errno)
        }
        if count == 0 { return bytes }
        bytes += chunk[..<count]
        guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    }
}

/// Waits until a read would not: a pipe or a terminal may have nothing for ever, and no signal ends a read of another thread.
private func waitForBytes(_ descriptor: Int32) throws(FileError) {
    /// Milliseconds.
    let patience: Int32 = 100
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var count: Int32
    repeat {
        guard !Task.isCancelled else { throw .interrupted }
        count = unsafe poll(&waiting, 1, patience)
    } while count == 0 || count < 0 && errno == EINTR
}

/// Writes all bytes to a descriptor.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 {
            if errno == EINTR { continue }
            throw errno == EPIPE ? .brokenPipe : .notWritable(path: path, errno: errno)
        }
        rest = rest.dropFirst(count)
    }
}

private func entries(of path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}
