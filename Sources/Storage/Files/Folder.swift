#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import PackageModel

/// A folder of files that are read and replaced whole.
///
/// Nothing outside of it is reached: names with `..`, an absolute path or a link at their end are refused.
package struct Folder: Sendable {
    /// Rights of what is made: `shared` as the user's own files, `private` for nobody else.
    package enum Rights: Sendable {
        case shared, `private`

        var file: mode_t { self == .shared ? 0o644 : 0o600 }
        var folder: mode_t { self == .shared ? 0o755 : 0o700 }
    }

    package let path: String
    private let rights: Rights

    package init(_ path: String, rights: Rights) {
        self.path = path
        self.rights = rights
    }

    /// Bytes that are read at once.
    private static let pieceSize = 64 << 10

    /// The bytes of a regular file, at most `limit` of them.
    package func read(_ name: String, limit: Int) throws(FolderError) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(name, limit: limit) { piece in
            bytes += piece
            return true
        }
        return bytes
    }

    /// Hands on the bytes of a regular file, at most `limit` of them, until `body` has enough of it.
    func read(_ name: String, limit: Int, _ body: ([UInt8]) -> Bool) throws(FolderError) {
        let path = try inside(name)
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .notFound(path) : .notReadable(path, errno: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .notReadable(path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
        guard status.st_size <= limit else { throw .tooLarge(path, limit: limit) }
        var rest = Int(status.st_size)
        while rest > 0 {
            var failure: Int32 = 0
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: min(rest, Self.pieceSize)) { buffer, count in
                let read = unsafe Storage.read(descriptor, UnsafeMutableRawBufferPointer(buffer))
                failure = read < 0 ? errno : 0
                count = max(0, read)
            }
            if failure == EINTR { continue }
            guard failure == 0 else { throw .notReadable(path, errno: failure) }
            // A file that shrinks while it is read was not written by this program.
            guard !piece.isEmpty else { throw .notReadable(path, errno: EIO) }
            rest -= piece.count
            guard body(piece) else { return }
        }
    }

    /// Replaces a file, or makes it and the folders that it is in: another process sees all of it or nothing.
    ///
    /// - Parameter durably: whether it is to survive a loss of power right afterwards.
    package func replace(_ name: String, with bytes: [UInt8], durably: Bool = true) throws(FolderError) {
        var file = try part(of: name)
        file.append(bytes)
        try place(file, as: name, durably: durably)
    }

    /// A new file to be written and then placed under that name.
    func part(of name: String) throws(FolderError) -> NewFile {
        let part = "\(try inside(name)).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).part"
        guard let file = try newFile(part, of: name) else { throw .notWritable(part, errno: EEXIST) }
        return file
    }

    /// Gives a part its name, in place of what has it.
    func place(_ part: consuming NewFile, as name: String, durably: Bool) throws(FolderError) {
        try part.keep(as: try inside(name), durably: durably)
    }

    /// Makes a file where none is, in its place: another process may see a part of it, as may one after a kill.
    ///
    /// Less work than `replace`, for files that say themselves whether they are whole.
    ///
    /// - Returns: false if there is one already, which stays as it is.
    func create(_ name: String, with bytes: [UInt8]) throws(FolderError) -> Bool {
        guard var file = try newFile(try inside(name), of: name) else { return false }
        file.append(bytes)
        try file.keep()
        return true
    }

    /// Opens a file that is not there yet, and makes the folders above it; nil if it is there.
    private func newFile(_ path: String, of name: String) throws(FolderError) -> NewFile? {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        var descriptor = unsafe open(path, flags, rights.file)
        if descriptor < 0, errno == ENOENT || errno == ENOTDIR {
            try makeFolders(above: name)
            descriptor = unsafe open(path, flags, rights.file)
        }
        if descriptor < 0, errno == EEXIST { return nil }
        guard descriptor >= 0 else { throw .notWritable(path, errno: errno) }
        return NewFile(descriptor: descriptor, path: path)
    }

    /// Overwrites a part of a file in place; a process that reads meanwhile, or after a loss of power, may see some of it.
    package func overwrite(_ name: String, at offset: Int, with bytes: [UInt8]) throws(FolderError) {
        let path = try inside(name)
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .notFound(path) : .notWritable(path, errno: errno)
        }
        defer { close(descriptor) }
        let count = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
        guard count == bytes.count else { throw .notWritable(path, errno: count < 0 ? errno : ENOSPC) }
    }

    /// Removes a file; one that is not there is no error.
    package func remove(_ name: String) throws(FolderError) {
        let path = try inside(name)
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .notWritable(path, errno: errno) }
    }

    /// Refuses a folder, if it is there, that is a link, is another user's, or that others can write to.
    func checkIsPrivate() throws(FolderError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        let isOwn = status.st_uid == geteuid() && status.st_mode & (S_IWGRP | S_IWOTH) == 0
        guard status.st_mode & S_IFMT == S_IFDIR, isOwn else { throw .notPrivate(path) }
    }

    /// The regular files in this folder.
    func files() -> [File] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var files: [File] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let file = file(name) { files.append(file) }
        }
        return files
    }

    /// One file of the folder; nil if it is none, or no regular one.
    func file(_ name: String) -> File? {
        var status = stat()
        guard unsafe lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return File(name: name, size: Int(status.st_size), changed: Self.changed(status))
    }

    private static func changed(_ status: stat) -> Timestamp {
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A regular file of the folder.
    struct File: Sendable {
        let name: String
        /// Bytes.
        let size: Int
        /// When it was last written.
        let changed: Timestamp
    }

    private func inside(_ name: String) throws(FolderError) -> String {
        let segments = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isPlain = segments.allSatisfy { segment in
            !segment.isEmpty && !segment.elementsEqual(".".utf8) && !segment.elementsEqual("..".utf8)
                && segment.allSatisfy { $0 >= 0x20 && $0 != 0x5C && $0 != 0x7F }
        }
        guard isPlain else { throw .outside(name) }
        return "\(path)/\(name)"
    }

    private func makeFolders(above name: String) throws(FolderError) {
        let whole = Array("\(path)/\(name)".utf8)
        for index in whole.indices.dropFirst() where whole[index] == UInt8(ascii: "/") {
            let folder = String(decoding: whole[..<index], as: UTF8.self)
            guard unsafe mkdir(folder, rights.folder) != 0, errno != EEXIST else { continue }
            let failure = errno
            guard Self.isFolder(whole[..<index]) else { throw .notWritable(folder, errno: failure) }
        }
    }

    private static func isFolder(_ path: ArraySlice<UInt8>) -> Bool {
        var status = stat()
        return unsafe stat(String(decoding: path, as: UTF8.self), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

// The system's call, whose name `Folder` has for its own method.
private func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    unsafe read(descriptor, bytes.baseAddress, bytes.count)
}
