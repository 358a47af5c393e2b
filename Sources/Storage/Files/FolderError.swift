#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why a file of a folder was not read or written.
package enum FolderError: Error, Equatable {
    case notFound(String)
    case notReadable(String, errno: Int32)
    case notWritable(String, errno: Int32)
    /// A folder, a link, a pipe or a device in place of a file.
    case notAFile(String)
    case tooLarge(String, limit: Int)
    /// A folder that others than this user can change.
    case notPrivate(String)
    /// A link in place of a folder that has to be there itself.
    case link(String)
    /// A file, a pipe or a device in place of a folder.
    case notAFolder(String)
    /// A name that leads out of the folder.
    case outside(String)
}

extension FolderError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let path): "`\(path)` does not exist"
        case .notReadable(let path, _): "`\(path)` cannot be read: \(reason)"
        case .notWritable(let path, _): "`\(path)` cannot be written: \(reason)"
        case .notAFile(let path): "`\(path)` is no file"
        case .tooLarge(let path, let limit): "`\(path)` is larger than \(limit) bytes"
        case .notPrivate(let path): "others than this user can change `\(path)`"
        case .link(let path): "`\(path)` is a link"
        case .notAFolder(let path): "`\(path)` is no folder"
        case .outside(let name): "`\(name)` is no name of a file in the folder"
        }
    }

    /// The system's own words, where the system refused.
    package var reason: String {
        switch self {
        case .notReadable(_, let code), .notWritable(_, let code): SystemError.words(code)
        default: description
        }
    }
}

/// The system's words for its errors.
package enum SystemError {
    /// - Parameter code: a value of `errno`.
    package static func words(_ code: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
