import Foundation
import Lockfiles

/// Reads a file of a git revision, by git itself: arguments go to it as they are, never through a shell.
package struct GitReading: Sendable {
    /// The bytes of `path`, which is absolute or relative to `folder`, as of a revision.
    package var show: @Sendable (_ revision: String, _ path: String, _ folder: String) throws(GitError) -> [UInt8]

    package init(
        show: @escaping @Sendable (_ revision: String, _ path: String, _ folder: String) throws(GitError) -> [UInt8]
    ) { self.show = show }

    /// The `git` of this machine, found and run with these variables.
    package static func process(_ variables: [String: String]) -> GitReading {
        GitReading { revision, path, folder throws(GitError) in
            // An option in place of a revision would be an instruction to git, and nothing in place of one its index.
            guard !revision.isEmpty, !revision.hasPrefix("-"), !revision.contains(":") else {
                throw .unknownRevision(isShallow: false)
            }
            // Git takes a path of a revision relative to a folder, and looks for the repository from there.
            let absolute = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
            let git = GitProcess(variables: variables, folder: absolute.deletingLastPathComponent().path)
            let file = "\(revision):./\(absolute.lastPathComponent)"
            let (status, bytes) = try git.run(["cat-file", "blob", file], limit: LockfileLimits.maximumBytes)
            guard status == 0 else { throw git.reason(file, of: revision) }
            return bytes
        }
    }
}

/// Why git gave no file.
package enum GitError: Error, Equatable {
    case notRunnable
    /// - Parameter isShallow: whether the clone lacks older revisions.
    case unknownRevision(isShallow: Bool)
    /// The revision is there, and has no such file.
    case noSuchFile
    /// Something else, in git's own words.
    case refused(String)
    /// The file is too large, or the run was interrupted.
    case notReadable(FileError)
}
