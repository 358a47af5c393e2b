import Commands
import TestSupport
import Testing

@Suite("Names on the command line")
struct RequestTests {
    static let malformed = [
        ("../x", "`../x` is no package name: a slash without a scope"), ("", "`` is no package name: it is empty"),
        ("@scope", "`@scope` is no package name: a scope is `@scope/name`"),
        ("a b", "`a b` is no package name: ` ` is not allowed"),
        ("x@not a range", "`x@not a range` names no release: `not a range` is no version, range or tag"),
        ("semver@https://x", "`semver@https://x` names no release: `https://x` is no version, range or tag"),
        ("@s/x@a@b", "`@s/x@a@b` names no release: `a@b` is no version, range or tag"),
        ("foo@npm:semver@7", "`foo@npm:semver@7` is an alias\nhint: name the package itself: `semver@7`"),
    ]

    @Test("that are malformed are wrong usage, whatever may be unknown", arguments: malformed)
    func refused(_ name: String, _ sentence: String) async {
        for command in ["audit", "verify", "explain", "publishers"] {
            let run = await ProgramRun([command, "chalk", name, "--offline", "--allow-unknown"])
            #expect(run.status == .usage)
            #expect(run.output.isEmpty)
            #expect(run.errors.hasPrefix("error: \(sentence)\n"), "\(run.errors)")
        }
    }

    @Test("that are malformed are wrong usage beside a lock file, too")
    func besideALockfile() async {
        let files = ["/project/package-lock.json": Array(ListTests.lockfile.utf8)]
        let run = await ProgramRun(["-f", "package-lock.json", "a", "../x", "--offline"], files: files)
        #expect(run.status == .usage)
        #expect(run.errors.contains("`../x` is no package name"))
    }

    @Test(
        "that no registry has are not: they could be there tomorrow",
        arguments: ["nosuch", "@s/nosuch@^1", "nosuch@tag"])
    func missing(_ name: String) async {
        let run = await ProgramRun([name, "--offline"])
        #expect(run.status == .unchecked, "\(run.errors)")
    }
}
