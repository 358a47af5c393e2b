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
        #expect(throws: GitError.noSuchFile) { try show("HEAD", root + "/sub/other.json", root) }
    }

    @Test(arguments: [
        "", ":", "-x", "--all", "nosuch", "HEAD..HEAD", "HEAD:sub", "0123456789012345678901234567890123456789",
    ])
    func knowsNoSuchRevision(_ revision: String) throws {
        let root = try Self.repository()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let show = GitReading.process(variables).show
        #expect(throws: GitError.unknownRevision(isShallow: false)) { try show(revision, "sub/lock.json", root) }
    }

    @Test func saysThatTheCloneIsShallow() throws {
        let root = try Self.repository()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try git(["commit", "-q", "--allow-empty", "-m", "second"], in: root)
        try git(["clone", "-q", "--depth", "1", "file://\(root)", root + "/clone"], in: root)
        let show = GitReading.process(variables).show
        #expect(try show("HEAD", "sub/lock.json", root + "/clone") == Array("old".utf8))
        #expect(throws: GitError.unknownRevision(isShallow: true)) {
            try show("HEAD~1", "sub/lock.json", root + "/clone")
        }
    }

    @Test func passesOnWhyGitRefuses() throws {
        let root = try Self.repository()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let stranger = variables.merging(["GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "LANGUAGE": "de"]) { $1 }
        let strange = #expect(throws: GitError.self) {
            try GitReading.process(stranger).show("HEAD", "sub/lock.json", root)
        }
        guard case .refused(let ownership) = strange else { throw CocoaError(.featureUnsupported) }
        #expect(ownership.hasPrefix("detected dubious ownership in repository at "))
        let nowhere = #expect(throws: GitError.self) {
            try GitReading.process(variables).show("HEAD", "lock.json", "/")
        }
        guard case .refused(let repository) = nowhere else { throw CocoaError(.featureUnsupported) }
        #expect(repository.hasPrefix("not a git repository"))
    }

    @Test func withoutGitThatIsSaid() throws {
        let root = try Self.repository()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let show = GitReading.process(["PATH": root]).show
        #expect(throws: GitError.notRunnable) { try show("HEAD", "sub/lock.json", root) }
    }
}
