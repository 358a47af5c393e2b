import Commands
import Testing

@Suite("Help")
struct HelpTests {
    static let asked = [
        (["audit", "--help"], "audit", "--fail-on"), (["audit", "-h"], "audit", "--fail-on"),
        (["help", "audit"], "audit", "--fail-on"), (["chalk", "--help"], "audit", "--fail-on"),
        (["audit", "chalk", "-f", "a.lock", "--help"], "audit", "--fail-on"), (["list", "-h"], "list", "--file"),
        (["verify", "--help"], "verify", "--npm-keys"), (["explain", "--help"], "explain", "--fail-on"),
        (["publishers", "--help"], "publishers", "--top"), (["diff", "--help"], "diff", "<base>"),
        (["accept", "--help"], "accept", "--expires"), (["cache", "--help"], "cache", "--cache-dir"),
        (["cache", "clear", "--help"], "cache clear", "--cache-dir"),
        (["help", "cache", "clear"], "cache clear", "--cache-dir"),
    ]

    @Test("of a command lists the command's options", arguments: asked)
    func command(_ arguments: [String], _ command: String, _ option: String) async {
        let run = await ProgramRun(arguments, now: nil)
        #expect(run.status == .success, "\(run.errors)")
        #expect(run.output.contains("USAGE: proof-of-commitment \(command)"))
        #expect(run.output.contains(option))
        #expect(run.errors.isEmpty)
    }

    @Test("of the program lists the commands", arguments: [["--help"], ["-h"], ["help"], ["--help", "chalk"]])
    func program(_ arguments: [String]) async {
        let run = await ProgramRun(arguments, now: nil)
        #expect(run.status == .success)
        #expect(run.output.contains("USAGE: proof-of-commitment <subcommand>"))
        #expect(run.output.contains("publishers"))
        #expect(run.output.contains("  proof-of-commitment [<name>[@<version>] ...]\n"), "\(run.output)")
        for status in ["0", "1", "2", "3", "4", "130"] { #expect(run.output.contains("\n  \(status) ")) }
    }

    @Test("says how an option is written, and what holds without it")
    func options() async {
        let help = await ProgramRun(["audit", "--help"], now: nil).output
        #expect(help.contains("--require-provenance[=<pattern>]") && !help.contains("--require-provenance <pattern>"))
        let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("(default: .proof-of-commitment.yml beside the lock file)"))
        #expect(words.contains("Sigstore trust anchors. (default: those of the TUF mirror, else the embedded ones)"))
        #expect(words.contains("signing keys. (default: those of the TUF mirror, else the embedded ones)"))
    }

    @Test(
        "of a command that is not there is wrong usage", arguments: [["help", "nosuch"], ["help", "cache", "nosuch"]])
    func unknown(_ arguments: [String]) async {
        let run = await ProgramRun(arguments, now: nil)
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("`nosuch`"))
    }

    static let wrong = [
        (["--bogus"], "proof-of-commitment audit --help"), (["list", "--bogus"], "proof-of-commitment list --help"),
        (["chalk", "--json", "--format", "table"], "proof-of-commitment audit --help"),
        (["cache", "clear", "--bogus"], "proof-of-commitment cache clear --help"),
        (["diff"], "proof-of-commitment diff --help"), (["help", "nosuch"], "proof-of-commitment --help"),
    ]

    @Test("is what the hint after wrong usage names", arguments: wrong)
    func hint(_ arguments: [String], _ help: String) async {
        let run = await ProgramRun(arguments, now: nil)
        #expect(run.status == .usage)
        #expect(run.errors.contains("\nhint: `\(help)` "), "\(run.errors)")
    }

    @Test("has scripts that complete a shell's command line", arguments: ["bash", "zsh", "fish"])
    func completion(_ shell: String) async {
        let run = await ProgramRun(["--generate-completion-script", shell], now: nil)
        #expect(run.status == .success)
        #expect(run.output.contains("fail-on"))
        #expect(run.errors.isEmpty)
    }
}
