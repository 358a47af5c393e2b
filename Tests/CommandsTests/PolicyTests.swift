import Commands
import Foundation
import JSONCursor
import TestSupport
import Testing

/// The committed policy: what it asks, what it lets pass, and that every report says so.
@Suite struct PolicyTests {
    private static func registry() async throws -> TestRegistry {
        let registry = try await TestRegistry.start()
        registry.put(PackageFixture("huge", maintainers: ["one"]), downloads: 20_000_000)
        return registry
    }

    private static func policy(expires: String) -> [String: [UInt8]] {
        let text = """
            fail-on: critical
            exceptions:
              - package: huge
                versions: "*"
                rule: sole-publisher
                reason: a known account
                expires: \(expires)
            """
        return ["/project/.proof-of-commitment.yml": Array((text + "\n").utf8)]
    }

    @Test func anExceptionLetsAFindingPassAndIsSaid() async throws {
        let registry = try await Self.registry()
        let run = await ProgramRun(
            ["huge", "--no-github"], registry: registry, files: Self.policy(expires: "2026-12-31"))
        #expect(run.status == .success, "\(run.output)")
        #expect(run.output.contains("accepted sole-publisher of huge@1.0.0 until 2026-12-31: a known account"))
        let json = await ProgramRun(
            ["huge", "--no-github", "--json"], registry: registry, files: Self.policy(expires: "2026-12-31"))
        try SchemaCheck.validate(json.output, against: "audit.schema.json")
        try await registry.stop()
    }

    @Test func anExpiredExceptionIsVoidAndSaid() async throws {
        let registry = try await Self.registry()
        let run = await ProgramRun(
            ["huge", "--no-github"], registry: registry, files: Self.policy(expires: "2026-05-15"))
        #expect(run.status == .gateFailed)
        #expect(run.output.contains("void after 2026-05-15"))
        let ignored = await ProgramRun(
            ["huge", "--no-github", "--no-policy"], registry: registry, files: Self.policy(expires: "2026-05-15"))
        #expect(ignored.status == .success)
        try await registry.stop()
    }

    @Test func acceptWritesWhatAnAuditReads() async throws {
        let registry = try await Self.registry()
        let accept = await ProgramRun(
            ["accept", "sole-publisher", "huge@^1.0.0", "--reason", "known", "--expires", "2027-01-01"], now: nil)
        #expect(accept.status == .success, "\(accept.errors)")
        let run = await ProgramRun(
            ["huge", "--no-github", "--fail-on", "critical"], registry: registry, files: accept.files)
        #expect(run.status == .success, "\(run.output)")
        try await registry.stop()
    }

    @Test(arguments: [
        ["accept", "no-such-rule", "a", "--reason", "x", "--expires", "2027-01-01"],
        ["accept", "stale", "a", "--expires", "2027-01-01"],
        ["accept", "stale", "a", "--reason", "x", "--expires", "soon"],
        ["accept", "provenance-invalid", "a", "--reason", "x", "--expires", "2027-01-01"],
    ])
    func acceptRefuses(arguments: [String]) async {
        let run = await ProgramRun(arguments, now: nil)
        #expect(run.status == .usage)
        #expect(run.files.isEmpty)
    }

    @Test(arguments: [
        (["stale", "a", "--reason", "", "--expires", "2027-01-01"], "the reason is empty"),
        (["stale", "a", "--reason", " \n", "--expires", "2027-01-01"], "the reason is empty"),
        (["stale", "a", "--reason", "x", "--expires", "2026-05-15"], "`2026-05-15` is over"),
        (["stale", "a\nb", "--reason", "x", "--expires", "2027-01-01"], "`a\\u{A}b` is no pattern for package names"),
        (["stale", "a@", "--reason", "x", "--expires", "2027-01-01"], "`a@` names no range"),
        (["stale", "@a/b@", "--reason", "x", "--expires", "2027-01-01"], "`@a/b@` names no range"),
        (
            ["stale", "a@not a range", "--reason", "x", "--expires", "2027-01-01"],
            "`not a range` is no range of versions"
        ),
        (["--origins", "nosuchrule"], "`--origins` takes no rule"),
        (["--origins", "stale", "a"], "`--origins` takes no rule"),
        (["--origins", "--reason", "x"], "`--origins` takes no `--reason` and no `--expires`"),
    ])
    func acceptSaysWhatIsWrong(arguments: [String], sentence: String) async {
        let run = await ProgramRun(["accept"] + arguments, now: nil)
        #expect(run.status == .usage)
        #expect(run.files.isEmpty)
        #expect(run.errors.hasPrefix("error: "))
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func acceptRefusesAnExceptionThatIsThere() async {
        let arguments = ["accept", "stale", "a@1", "--reason", "x", "--expires", "2026-05-16"]
        let first = await ProgramRun(arguments, now: nil)
        #expect(first.status == .success, "\(first.errors)")
        let second = await ProgramRun(arguments, now: nil, files: first.files)
        #expect(second.status == .usage)
        #expect(
            second.errors.contains("`.proof-of-commitment.yml`: 2: this exception is there already"), "\(second.errors)"
        )
        #expect(second.files == first.files)
    }

    @Test func acceptAddsToAFileWithTheLineEndsOfWindows() async {
        let files = ["/project/.proof-of-commitment.yml": Array("exceptions: []\r\nfail-on: high\r\n".utf8)]
        let run = await ProgramRun(
            ["accept", "stale", "a", "--reason", "x", "--expires", "2027-01-01"], now: nil, files: files)
        #expect(run.status == .success, "\(run.errors)")
        let list = await ProgramRun(["huge", "--offline", "--allow-unknown"], files: run.files)
        #expect(list.output.contains("Policy: .proof-of-commitment.yml\n"), "\(list.output)\(list.errors)")
    }

    @Test func anExceptionCountsOnItsLastDay() async throws {
        let registry = try await Self.registry()
        let run = await ProgramRun(
            ["huge", "--no-github"], registry: registry, files: Self.policy(expires: "2026-05-16"))
        #expect(run.status == .success)
        #expect(run.output.contains("accepted sole-publisher of huge@1.0.0 until 2026-05-16"))
        try await registry.stop()
    }

    @Test func aWrongPolicyIsRefusedWithItsPlace() async {
        let files = ["/project/.proof-of-commitment.yml": Array("fail-on: worst\n".utf8)]
        let run = await ProgramRun(["huge", "--offline"], files: files)
        #expect(run.status == .usage)
        #expect(run.errors.contains(".proof-of-commitment.yml`: 1:"))
    }
}
