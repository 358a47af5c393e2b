import Commands
import Foundation
import Testing

private let variables = ProcessInfo.processInfo.environment

private let hasGit = (try? git(["--version"], in: "/")) != nil

private func git(_ arguments: [String], in folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder, "-c", "user.name=n", "-c", "user.email=n@example.com"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw CocoaError(.executableLoad) }
}

/// The machine's own git, asked for a file of a revision.
@Suite(.enabled(if: hasGit)) struct GitReadingTests {
    /// A repository with `sub/lock.json` in its only revision, which the working tree has otherwise.
    private static func repository() throws -> String {
        let root = FileManager.default.temporaryDirectory.appending(path: "git-\(UUID().uuidString)")
        let sub = root.appending(path: "sub")
        try FileManager.default.createDirectory(at: sub, withIntermediateDirectories: true)
        try Data("old".utf8).write(to: sub.appending(path: "lock.json"))
        try git(["init", "-q"], in: root.path)
        try git(["add", "."], in: root.path)
        try git(["commit", "-q", "-m", "first"], in: root.path)
        try Data("new".utf8).write(to: sub.appending(path: "lock.json"))
        return root.path
    }

    @Test func readsByRelativeAndByAbsolutePath() throws {
        let root = try Self.repository()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let show = GitReading.process(variables).show
        #expect(try show("HEAD", "sub/lock.json", root) == Array("old".utf8))
        #expect(try show("HEAD", "../sub/lock.json", root + "/sub") == Array("old".utf8))
        #expect(try show("HEAD", root + "/sub/lock.json", root) == Array("old".utf8))
        #expect(try show("HEAD", root + "/sub/lock.json", "/") == Array("old".utf8))
        #expect(throws: GitError.noSuchRevision("HEAD")) { try show("HEAD", root + "/sub/other.json", root) }
    }

    @Test func withoutGitThatIsSaid() throws {
        let root = try Self.repository()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let show = GitReading.process(["PATH": root]).show
        #expect(throws: GitError.notRunnable) { try show("HEAD", "sub/lock.json", root) }
    }
}
