import Commands
import Testing

/// What `diff` says where an argument is no file and no revision that has one.
@Suite("A side of `diff`")
struct DiffRevisionTests {
    private static let lockfile = Array(ListTests.lockfile.utf8)

    private static func run(_ arguments: [String]) async -> ProgramRun {
        let files = [
            "/project/package-lock.json": lockfile, "git:": lockfile, "git:main": lockfile, "git::": lockfile,
            "git::package-lock.json": lockfile, "git:--all": lockfile, "git:-x": lockfile,
        ]
        return await ProgramRun(
            ["diff", "--offline", "--now", "2026-05-16T12:00:00Z", "--"] + arguments, now: nil, files: files)
    }

    /// What a variable that is not set leaves of `diff "$BASE"`: it would be compared with git's index, and nothing differs.
    @Test(
        "that is empty is refused", arguments: [([""], "first"), (["", "main"], "first"), (["main", ""], "second")])
    func empty(_ arguments: [String], _ which: String) async {
        let run = await Self.run(arguments)
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(
            run.errors == "error: `diff` needs a lock file or a git revision; the \(which) argument is empty\n")
    }

    @Test(
        "that begins as no revision can",
        arguments: [[":"], [":package-lock.json"], ["-x"], ["main", "--all"], ["main", ":"]])
    func noRevision(_ arguments: [String]) async throws {
        let run = await Self.run(arguments)
        #expect(run.status == .usage && run.output.isEmpty)
        let name = try #require(arguments.last)
        #expect(run.errors.contains("error: `\(name)` is no file, and no git revision"), "\(run.errors)")
    }

    static let reasons: [(GitError, String)] = [
        (.unknownRevision(isShallow: false), "error: `base` is no file, and no git revision that is known here\n"),
        (.unknownRevision(isShallow: true), "fetch the revision first, in CI with `fetch-depth: 0`\n"),
        (.noSuchFile, "error: the git revision `base` has no `package-lock.json`\n"),
        (
            .refused("not a git repository"),
            "error: `base` is no file, and git does not read it: not a git repository\n"
        ),
        (
            .refused("detected dubious ownership in repository at '/r'"),
            "hint: `git config --global --add safe.directory "
        ),
        (.refused("\u{1B}[31mred\r::error::"), "read it: \\u{1B}[31mred\\u{D}::error::\n"),
    ]

    @Test("that git does not give says why", arguments: reasons)
    func refused(_ reason: GitError, _ text: String) async {
        let files = ["/project/package-lock.json": Self.lockfile]
        let run = await ProgramRun(["diff", "base", "-q"], now: nil, files: files, gitFailure: reason)
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(run.errors.contains(text), "\(run.errors)")
    }
}
