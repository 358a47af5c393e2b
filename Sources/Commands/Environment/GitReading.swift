import Foundation

/// Reads a file of a git revision, by git itself: arguments go to it as they are, never through a shell.
package struct GitReading: Sendable {
    /// The bytes of `path`, which is relative to `folder`, as of a revision.
    package var show: @Sendable (_ revision: String, _ path: String, _ folder: String) throws(GitError) -> [UInt8]

    package init(
        show: @escaping @Sendable (_ revision: String, _ path: String, _ folder: String) throws(GitError) -> [UInt8]
    ) { self.show = show }

    /// The `git` of this machine.
    package static let process = GitReading { revision, path, folder throws(GitError) in
        // An option in place of a revision would be an instruction to git.
        guard !revision.hasPrefix("-"), !revision.contains(":") else { throw .noSuchRevision(revision) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder, "show", "\(revision):./\(path)"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch { throw .notRunnable }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw .noSuchRevision(revision) }
        return Array(data)
    }
}

/// Why git gave no file.
package enum GitError: Error, Equatable {
    case notRunnable
    /// No such revision, or no such file in it.
    case noSuchRevision(String)
}
