import Foundation
import Lockfiles

/// Reads a file of a git revision, by git itself: arguments go to it as they are, never through a shell.
package struct GitReading: Sendable {
    /// The bytes of `path`, which is absolute or relative to `folder`, as of a revision.
    package var show: @Sendable (_ revision: String, _ path: String, _ folder: String) throws(GitError) -> [UInt8]

    package init(
        show: @escaping @Sendable (_ revision: String, _ path: String, _ folder: String) throws(GitError) -> [UInt8]
    ) { self.show = show }

    /// What `env` ends with when the program is not there, or cannot be run.
    private static let notRunnable: Set<Int32> = [126, 127]

    /// The `git` of this machine, found and run with these variables.
    package static func process(_ variables: [String: String]) -> GitReading {
        GitReading { revision, path, folder throws(GitError) in
            // An option in place of a revision would be an instruction to git.
            guard !revision.hasPrefix("-"), !revision.contains(":") else { throw .noSuchRevision(revision) }
            // Git takes a path of a revision relative to a folder, and looks for the repository from there.
            let absolute = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
            let (start, name) = (absolute.deletingLastPathComponent().path, absolute.lastPathComponent)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["git", "-C", start, "show", "\(revision):./\(name)"]
            process.environment = variables
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            do {
                try process.run()
            } catch { throw .notRunnable }
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try readAll(
                    output.fileHandleForReading.fileDescriptor, path: "\(revision):\(path)",
                    limit: LockfileLimits.maximumBytes)
            } catch {
                process.terminate()
                throw .notReadable(error)
            }
            process.waitUntilExit()
            guard !notRunnable.contains(process.terminationStatus) else { throw .notRunnable }
            guard process.terminationStatus == 0 else { throw .noSuchRevision(revision) }
            return bytes
        }
    }
}

/// Why git gave no file.
package enum GitError: Error, Equatable {
    case notRunnable
    /// No such revision, or no such file in it.
    case noSuchRevision(String)
    /// The file is too large, or the run was interrupted.
    case notReadable(FileError)
}
