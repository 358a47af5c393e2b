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

    /// The bytes of a regular file, at most `limit` of them.
    package func read(_ name: String, limit: Int) throws(FolderError) -> [UInt8] {
        let file = try openFile(name)
        guard let size = file.size else { throw .notAFile(file.path) }
        guard size <= limit else { throw .tooLarge(file.path, limit: limit) }
        return try file.read(size, at: 0)
    }

    /// Opens a file that is there.
    ///
    /// - Parameter forWriting: also where it may only be read: then each write says why it failed.
    func openFile(_ name: String, forWriting: Bool = false) throws(FolderError) -> OpenFile {
        let path = try inside(name)
        let flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        var refusal: Int32?
        var descriptor = unsafe open(path, (forWriting ? O_RDWR : O_RDONLY) | flags)
        if forWriting, descriptor < 0, errno != ENOENT {
            refusal = errno
            descriptor = unsafe open(path, O_RDONLY | flags)
        }
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .notFound(path) : .notReadable(path, errno: errno)
        }
        return OpenFile(descriptor: descriptor, path: path, refusal: refusal)
    }

    /// Makes a file under a name that nothing has, and the folders that it is in.
    func create(_ name: String) throws(FolderError) -> OpenFile {
        let path = try inside(name)
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        var descriptor = unsafe open(path, flags, rights.file)
        if descriptor < 0, errno == ENOENT || errno == ENOTDIR {
            try makeFolders(above: name)
            descriptor = unsafe open(path, flags, rights.file)
        }
        guard descriptor >= 0 else { throw .notWritable(path, errno: errno) }
        return OpenFile(descriptor: descriptor, path: path)
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
        NewFile(try create("\(name).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).part"))
    }

    /// Gives a part its name, in place of what has it.
    func place(_ part: consuming NewFile, as name: String, durably: Bool) throws(FolderError) {
        try part.keep(as: try inside(name), durably: durably)
    }

    /// The same for one that does not have to survive a loss of power, and stays open.
    func placeOpen(_ part: consuming NewFile, as name: String) throws(FolderError) -> OpenFile {
        try part.keepOpen(as: try inside(name))
    }

    /// Removes a file; one that is not there is no error.
    package func remove(_ name: String) throws(FolderError) {
        let path = try inside(name)
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .notWritable(path, errno: errno) }
    }

    /// Has a file that is there last changed now.
    func touch(_ name: String) throws(FolderError) {
        let path = try inside(name)
        guard unsafe utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw .notWritable(path, errno: errno)
        }
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
        // Of any number of seconds: some file systems keep what they are given.
        let seconds = Timestamp(seconds: Int64(time.tv_sec))
        return Timestamp(milliseconds: seconds.milliseconds + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Bytes of all these files, or as many as there is a number for: a file with holes has any size.
    static func size(of files: [File]) -> Int {
        files.reduce(0) { sum, file in
            let (next, isTooLarge) = sum.addingReportingOverflow(file.size)
            return isTooLarge ? .max : next
        }
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
