import Foundation

/// Runs git in a folder.
struct GitProcess {
    let variables: [String: String]
    let folder: String

    /// What `env` ends with when the program is not there, or cannot be run.
    private static let notRunnable: Set<Int32> = [126, 127]
    /// As much as is read of what git complains about, in bytes.
    private static let maximumComplaint = 1 << 16

    private enum Stream { case output, errors }

    /// How a command ended, and its output.
    func run(_ arguments: [String], limit: Int) throws(GitError) -> (status: Int32, bytes: [UInt8]) {
        try run(arguments, reading: .output, limit: limit)
    }

    /// Why there is no such file in a revision: asked afterwards, so that a run reads one stream and never waits for the other.
    func reason(_ file: String, of revision: String) -> GitError {
        do throws(GitError) {
            if try run(["rev-parse", "--verify", "--quiet", "\(revision)^{tree}"], limit: Self.maximumComplaint).status
                == 0
            {
                let isThere =
                    try run(["rev-parse", "--verify", "--quiet", file], limit: Self.maximumComplaint).status == 0
                return isThere
                    ? .refused(try complaint(["cat-file", "blob", file]) ?? "it does not say why") : .noSuchFile
            }
            // Quiet about a revision that it does not know, and about nothing else.
            if let complaint = try complaint(["rev-parse", "--verify", "--quiet", "\(revision)^{tree}"]) {
                return .refused(complaint)
            }
            let shallow = try run(["rev-parse", "--is-shallow-repository"], limit: Self.maximumComplaint).bytes
            return .unknownRevision(isShallow: shallow.starts(with: "true".utf8))
        } catch { return error }
    }

    /// The line in which git says what is wrong: the last one that begins so, else the last one of all. Nil if it says nothing.
    private func complaint(_ arguments: [String]) throws(GitError) -> String? {
        let bytes = try run(arguments, reading: .errors, limit: Self.maximumComplaint).bytes
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let line = lines.last(where: { $0.hasPrefix("fatal: ") }) ?? lines.last else { return nil }
        return line.hasPrefix("fatal: ") ? String(line.dropFirst("fatal: ".count)) : String(line)
    }

    private func run(
        _ arguments: [String], reading stream: Stream, limit: Int
    ) throws(GitError) -> (status: Int32, bytes: [UInt8]) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + arguments
        // What it says is looked for words of English.
        process.environment = variables.merging(["LC_ALL": "C"]) { $1 }
        let pipe = Pipe()
        process.standardOutput = stream == .output ? pipe : FileHandle.nullDevice
        process.standardError = stream == .errors ? pipe : FileHandle.nullDevice
        do {
            try process.run()
        } catch { throw .notRunnable }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try readAll(pipe.fileHandleForReading.fileDescriptor, path: "git", limit: limit)
        } catch {
            process.terminate()
            throw .notReadable(error)
        }
        process.waitUntilExit()
        guard !Self.notRunnable.contains(process.terminationStatus) else { throw .notRunnable }
        return (process.terminationStatus, bytes)
    }
}
