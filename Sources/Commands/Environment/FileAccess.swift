/// Reading and writing of whole files, as values that a test can replace.
package struct FileAccess: Sendable {
    /// The bytes of a regular file, at most `limit` of them; a larger file is an error.
    package var read: @Sendable (_ path: String, _ limit: Int) throws(FileError) -> [UInt8]
    /// Replaces the file that a path leads to, or makes it: written beside it and moved into place, under the mode that it had.
    /// What is no regular file is written to.
    package var replace: @Sendable (_ path: String, _ bytes: [UInt8]) throws(FileError) -> Void
    package var exists: @Sendable (_ path: String) -> Bool
    /// Names of the entries of a folder, in no order; empty if there is none.
    package var list: @Sendable (_ path: String) -> [String]

    package init(
        read: @escaping @Sendable (_ path: String, _ limit: Int) throws(FileError) -> [UInt8],
        replace: @escaping @Sendable (_ path: String, _ bytes: [UInt8]) throws(FileError) -> Void,
        exists: @escaping @Sendable (_ path: String) -> Bool, list: @escaping @Sendable (_ path: String) -> [String]
    ) {
        self.read = read
        self.replace = replace
        self.exists = exists
        self.list = list
    }

    /// Whether there is something that can be read, be it a pipe: everything but a folder.
    func existsAsFile(_ path: String) -> Bool { exists(path) && !exists(path + "/.") }
}

/// Why a file, a folder or a stream could not be used.
package enum FileError: Error, Equatable {
    case notFound(path: String)
    case notReadable(path: String, errno: Int32)
    case notWritable(path: String, errno: Int32)
    case tooLarge(path: String, limit: Int)
    /// A folder, a pipe or a device where a file was asked for.
    case notAFile(path: String)
    /// The reader of a pipe is gone.
    case brokenPipe
    /// The run was cancelled while it waited for bytes.
    case interrupted
}
