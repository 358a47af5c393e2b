import Commands
import FoundationEssentials
import Testing

@Suite("A standard output that takes nothing")
struct StandardOutputTests {
    static let cache = FileManager.default.temporaryDirectory.appending(
        path: "proof-of-commitment-\(UUID().uuidString)"
    )
    .path
    static let runs = [
        ["--help"], ["--version"], ["help", "audit"], ["audit", "--help"], ["--generate-completion-script", "bash"],
        ["cache", "--cache-dir", cache], ["list", "-f", "package-lock.json"],
        ["list", "-f", "package-lock.json", "--json"],
    ]
    private static let files = ["/project/package-lock.json": Array(ListTests.lockfile.utf8)]

    @Test("is said in one sentence", arguments: runs)
    func full(_ arguments: [String]) async {
        let run = await ProgramRun(
            arguments, now: nil, files: Self.files, outputFailure: .notWritable(path: "-", errno: 28))
        #expect(run.status == .internalError)
        #expect(run.errors == "error: `standard output` cannot be written: No space left on device\n")
    }

    @Test("is said where nobody reads it", arguments: runs)
    func closed(_ arguments: [String]) async {
        let run = await ProgramRun(arguments, now: nil, files: Self.files, outputFailure: .brokenPipe)
        #expect(run.status == .internalError)
        #expect(run.errors == "error: nobody reads the output any more\n")
    }
}
