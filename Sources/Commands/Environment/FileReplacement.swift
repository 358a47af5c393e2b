import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes a file as its user means it: links are followed, a regular file is replaced as a whole and keeps its mode, and into
/// a pipe or a device the bytes go directly.
struct FileReplacement {
    /// As many as the system follows (Linux, path_resolution(7)).
    private static let maximumLinks = 40
    /// Where the system shows open descriptors as files: their targets are no paths.
    private static let descriptors = ["/proc/", "/dev/fd/", "/dev/stdout", "/dev/stderr"]

    /// What the user named; errors name it, too.
    let path: String

    func write(_ bytes: [UInt8]) throws(FileError) {
        let target = try target()
        let status = FileStatus(target)
        guard status?.isRegular ?? true, !Self.isDescriptor(target) else {
            // What is behind a descriptor may have been written to before.
            return try write(bytes, open: target, flags: O_APPEND, mode: nil)
        }
        let part = "\(target).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).part"
        do throws(FileError) {
            try write(
                bytes, open: part, flags: O_CREAT | O_EXCL | O_NOFOLLOW, mode: status.map { mode_t($0.mode) })
            guard unsafe rename(part, target) == 0 else { throw .notWritable(path: path, errno: errno) }
        } catch {
            unsafe unlink(part)
            throw error
        }
    }

    /// - Parameter mode: that the file gets; nil for what a new one has, or what the old one has.
    private func write(
        _ bytes: [UInt8], open name: String, flags: Int32, mode: mode_t?
    ) throws(FileError) {
        let descriptor = unsafe open(name, O_WRONLY | O_CLOEXEC | flags, 0o644)
        guard descriptor >= 0 else { throw .notWritable(path: path, errno: errno) }
        defer { close(descriptor) }
        if let mode, fchmod(descriptor, mode) != 0 { throw .notWritable(path: path, errno: errno) }
        try writeAll(bytes, to: descriptor, path: path)
    }

    /// Where the links lead that the path may be, whether or not anything is there.
    private func target() throws(FileError) -> String {
        var target = path
        for _ in 0..<Self.maximumLinks {
            guard !Self.isDescriptor(target), let link = Self.link(at: target) else { return target }
            let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
            target = link.hasPrefix("/") ? link : folder + link
        }
        throw .notWritable(path: path, errno: ELOOP)
    }

    private static func isDescriptor(_ path: String) -> Bool { descriptors.contains { path.hasPrefix($0) } }

    /// What a link contains; nil for what is no link.
    private static func link(at path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(path, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
