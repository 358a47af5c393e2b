import Commands
import TestSupport
import Testing

/// An option does what it says, or is refused: none is taken and ignored.
@Suite("Options")
struct OptionTests {
    static let empty = [
        ["--require-provenance="], ["--require-provenance=", "chalk"], ["chalk", "--require-provenance="],
        ["verify", "--require-provenance=", "chalk"], ["audit", "chalk", "--fail-on=", "critical"], ["list", "-f=", "package-lock.json"],
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
}
