import Commands
import TestSupport
import Testing

/// A word that is a command is never taken for the name of a package, wherever it stands, and a lock file neither.
@Suite("A command's name")
struct CommandPlaceTests {
    private static let files = [
        "/project/package-lock.json": Array(ListTests.lockfile.utf8), "/project/package.json": Array("{}".utf8),
    ]

    @Test(
        "after options is the command all the same",
        arguments: [
            ["--json", "list"], ["-q", "--json", "list"], ["--color", "never", "list", "--json"],
            ["--format=json", "list"], ["-o", "-", "--json", "list"], ["-f", "package-lock.json", "list", "--json"],
        ])
    func afterOptions(_ arguments: [String]) async {
        let run = await ProgramRun(arguments, now: nil, files: Self.files)
        #expect(run.status == .success, "\(run.errors)")
        #expect(run.output.contains("\"formatVersion\""), "\(run.output)")
    }

    @Test("is not the value of an option")
    func value() async {
        let cache = await ProgramRun(["--cache-dir", "/project/audit", "cache"], now: nil)
        #expect(cache.status == .success, "\(cache.errors)")
        #expect(cache.output.hasPrefix("/project/audit\n"), "\(cache.output)")
        let record = await ProgramRun(["chalk", "--replay", "list"], now: nil)
        #expect(record.errors.hasPrefix("error: `list` is no record"), "\(record.errors)")
    }

    @Test("takes the options before it, and refuses what it does not have")
    func otherOptions() async {
        let run = await ProgramRun(["--no-cache", "list"], now: nil, files: Self.files)
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(run.errors.contains("nknown option '--no-cache'"), "\(run.errors)")
    }

    static let amongNames = [
        ["chalk", "verify"], ["audit", "list"], ["verify", "chalk", "audit"], ["explain", "diff"],
        ["publishers", "--json", "cache"], ["--json", "chalk", "verify"], ["audit", "--top", "3", "help"],
    ]

    @Test("among names is refused, with the way to mean the package", arguments: amongNames)
    func misplaced(_ arguments: [String]) async throws {
        let run = await ProgramRun(arguments + ["--offline"])
        #expect(run.status == .usage && run.output.isEmpty)
        let word = try #require(arguments.last)
        let command: String = ["verify", "explain", "publishers"].first { $0 == arguments.first } ?? "audit"
        #expect(run.errors.hasPrefix("error: `\(word)` is a command: write it first\n"), "\(run.errors)")
        #expect(run.errors.contains("the package of that name is `\(command) -- \(word)`"), "\(run.errors)")
    }

    @Test("after `--` is a package, and anything where no packages are named")
    func elsewhere() async {
        let package = await ProgramRun(["audit", "--offline", "--now", "2026-05-16T12:00:00Z", "--", "list"], now: nil)
        #expect(package.output.contains("list: "), "\(package.output)\(package.errors)")
        let revision = await ProgramRun(["diff", "audit"], now: nil, files: Self.files)
        #expect(revision.errors.hasPrefix("note: using `package-lock.json`\nerror: `audit` is no file"))
    }

    @Test("almost written is a package, and that is said", arguments: [["adit", "x"], ["--json", "verfy"], ["lsit"]])
    func misspelt(_ arguments: [String]) async {
        let run = await ProgramRun(arguments + ["--offline"])
        #expect(run.status == .unchecked)
        #expect(run.errors.contains("is taken for the name of a package; the command is `"), "\(run.errors)")
        let quiet = await ProgramRun(arguments + ["--offline", "-q"])
        #expect(!quiet.errors.contains("is taken for"))
        let named = await ProgramRun(["audit"] + arguments + ["--offline"])
        #expect(!named.errors.contains("is taken for"))
    }

    @Test("`list` takes no names")
    func listWithName() async {
        let run = await ProgramRun(["list", "package-lock.json"], now: nil, files: Self.files)
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(run.errors.contains("hint: `list --file package-lock.json`"), "\(run.errors)")
    }

    static let lockfiles = ["package-lock.json", "package.json", "-"]

    @Test("a lock file among names is refused where there is one", arguments: lockfiles)
    func lockfileAsName(_ name: String) async {
        for command in [[], ["audit"], ["verify"], ["explain"], ["publishers"]] {
            let run = await ProgramRun(command + [name, "--offline"], files: Self.files)
            #expect(run.status == .usage && run.output.isEmpty, "\(command)")
            #expect(run.errors.contains("`--file \(name)`"), "\(run.errors)")
        }
        guard name != "-" else { return }
        let release = await ProgramRun(["audit", "\(name)@latest", "--offline"], files: Self.files)
        #expect(release.status == .unchecked, "\(release.errors)")
    }

    @Test("a lock file in another folder is no package either")
    func pathAsName() async {
        let files = ["/project/web/yarn.lock": Array("# yarn lockfile v1\n".utf8)]
        let run = await ProgramRun(["audit", "web/yarn.lock", "--offline"], files: files)
        #expect(run.status == .usage)
        #expect(run.errors.contains("`--file web/yarn.lock`"), "\(run.errors)")
        let absent = await ProgramRun(["audit", "yarn.lock", "--offline"], files: files)
        #expect(absent.status == .unchecked, "\(absent.errors)")
    }

    /// The words of the help are what the arguments are read by: an option with a value that is not known to have one would
    /// turn its value into a command.
    @Test("every option with a value is known to have one")
    func optionsWithValues() async {
        for command in ["audit", "list", "verify", "explain", "publishers", "diff", "accept", "cache"] {
            let help = await ProgramRun([command, "--help"], now: nil).output
            for match in help.matches(of: #/(?m)^ +(?:(-\w), )?(--[\w-]+) <[^>]+>/#)
            where match.2 != "--require-provenance" {
                for option in [match.1, match.2].compactMap(\.self) {
                    let run = await ProgramRun([String(option), "list", "chalk", "verify"], now: nil)
                    #expect(run.errors.contains("`verify` is a command"), "\(command) \(option): \(run.errors)")
                }
            }
        }
    }
}
