#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says of a file, links followed.
package struct FileStatus: Sendable {
    package let isRegular: Bool
    /// The bits of `chmod(2)`.
    package let mode: UInt32

    /// Nil where there is no file, or it may not be looked at.
    package init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.isRegular = status.st_mode & S_IFMT == S_IFREG
        self.mode = UInt32(status.st_mode & 0o7777)
    }
}
