import Commands
import TestSupport
import Testing

/// An option does what it says, or is refused: none is taken and ignored.
@Suite("Options")
struct OptionTests {
    private static let files = ["/project/package-lock.json": Array(ListTests.lockfile.utf8)]

    static let empty = [
        ["--require-provenance="], ["--require-provenance=", "chalk"], ["chalk", "--require-provenance="],
        ["verify", "--require-provenance=", "chalk"], ["audit", "chalk", "--fail-on=", "critical"],
        ["list", "-f=", "package-lock.json"],
    ]

    @Test("with `=` and no value are wrong usage, and take no argument for it", arguments: empty)
    func emptyValue(_ arguments: [String]) async {
        let run = await ProgramRun(arguments + ["--offline", "--allow-unknown"])
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("=` has no value"), "\(run.errors)")
    }

    @Test("after `--` are names")
    func afterTheEnd() async {
        let run = await ProgramRun(["audit", "--offline", "--now", "2026-05-16T12:00:00Z", "--", "--x="], now: nil)
        #expect(!run.errors.contains("has no value"))
    }

    static let meaningless = [
        (["publishers", "chalk", "--fail-on", "critical"], "--fail-on"),
        (["publishers", "chalk", "--require-provenance"], "--require-provenance"),
        (["publishers", "chalk", "--policy", "x.yml"], "--policy"),
        (["publishers", "chalk", "--no-policy"], "--no-policy"),
        (["publishers", "chalk", "--require-fresh-trust-root"], "--require-fresh-trust-root"),
        (["verify", "chalk", "--fail-on", "critical"], "--fail-on"), (["verify", "chalk", "--top", "3"], "--top"),
        (["explain", "chalk", "--top", "3"], "--top"), (["list", "--top", "3"], "--top"),
    ]

    @Test("that a command could do nothing with are none of its options", arguments: meaningless)
    func unknown(_ arguments: [String], _ option: String) async {
        let run = await ProgramRun(arguments, now: nil, files: Self.files)
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("nknown option '\(option)'"), "\(run.errors)")
    }

    static let contradictions = [
        (["chalk", "--offline", "--record", "folder"], "`--offline` and `--record` contradict each other"),
        (["chalk", "--policy", "x.yml", "--no-policy"], "`--policy` and `--no-policy` contradict each other"),
        (["chalk", "--offline", "--fail-on", "none,critical"], "`--fail-on` takes `none` alone"),
        (["chalk", "--offline", "--fail-on", "critical", "--fail-on", "none"], "`--fail-on` takes `none` alone"),
        (["list", "-f", "a", "-f", "b"], "`--file` takes one lock file, not 2"),
        (["diff", "main", "-f", "a", "-f=b"], "`--file` takes one lock file, not 2"),
        (["audit", "-f", "a", "--file", "b"], "`--file` takes one lock file, not 2"),
        (["list", "-o", ""], "`--output` takes a file"),
    ]

    @Test("that contradict each other are refused in one sentence", arguments: contradictions)
    func contradiction(_ arguments: [String], _ sentence: String) async {
        let run = await ProgramRun(arguments, now: nil, files: Self.files)
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("error: \(sentence)"), "\(run.errors)")
    }

    @Test("`--fail-on none` once or twice is no contradiction")
    func none() async {
        let run = await ProgramRun(["chalk", "--offline", "--fail-on", "none,none"])
        #expect(run.status == .unchecked, "\(run.errors)")
    }

    @Test("`--color` colors what `list` says, and nothing else of it")
    func colors() async {
        let plain = await ProgramRun(["list"], now: nil, files: Self.files)
        let colored = await ProgramRun(["list", "--color", "always"], now: nil, files: Self.files)
        #expect(!plain.output.contains("\u{1B}"))
        #expect(colored.output.contains("\u{1B}[2mlink       \u{1B}[0m"))
        let bare = colored.output.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(bare == plain.output)
    }
}
