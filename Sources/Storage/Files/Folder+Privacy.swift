#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Folder {
    /// Refuses what is there if it is no folder or a link, is another user's, or others can write to it.
    func checkIsPrivate() throws(FolderError) {
        var status = stat()
        guard unsafe lstat(Self.withoutEnd(path), &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: break
        case S_IFLNK: throw .link(path)
        default: throw .notAFolder(path)
        }
        let isOwn = status.st_uid == geteuid() && status.st_mode & (S_IWGRP | S_IWOTH) == 0
        guard isOwn else { throw .notPrivate(path) }
    }

    /// The path without slashes and dots at its end, before which the system would follow a link.
    private static func withoutEnd(_ path: String) -> String {
        var bytes = path.utf8[...]
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") || bytes.suffix(2).elementsEqual("/.".utf8) {
            bytes.removeLast()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
