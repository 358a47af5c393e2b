import Commands
import Foundation
import TestSupport
import Testing

/// Sentences that say what is wrong, and not something beside it.
@Suite("What is said")
struct WordingTests {
    static let usage = [
        (["chalk", "--top", "-1"], "`--top` takes a whole number from 0"),
        (["chalk", "--top=-1"], "`--top` takes a whole number from 0"),
        (["chalk", "--timeout", "-3"], "`--timeout` takes a number of seconds over 0"),
        (["chalk", "--registry", "foo", "--replay", "r"], "`foo` is no address of a registry"),
        (["chalk", "--registry", "ftp://x", "--replay", "r"], "`ftp://x` is no address of a registry"),
        (["accept", "stale", "chalk", "--reason", "x"], "`accept` needs `--expires`"),
        (["accept", "stale", "chalk"], "`accept` needs `--reason` and `--expires`"),
        (["accept", "--expires", "2027-01-01"], "`accept` needs a rule, a package and `--reason`"),
        (["list", "-f", "-"], "standard input is empty"),
        (["föö"], "`föö` is no package name: `ö` is not allowed"),
        (["a\u{202E}b"], "`a\\u{202E}b` is no package name: `\\u{202E}` is not allowed"),
    ]

    @Test("of wrong usage", arguments: usage)
    func wrongUsage(_ arguments: [String], _ sentence: String) async {
        let run = await ProgramRun(arguments, now: nil)
        #expect(run.status == .usage)
        #expect(run.errors.hasPrefix("error: \(sentence)"), "\(run.errors)")
    }

    private static func withRegistry(_ body: (TestRegistry) async throws -> Void) async throws {
        let registry = try await TestRegistry.start()
        registry.put(PackageFixture("a", maintainers: ["one", "two"]), downloads: 1000)
        try await body(registry)
        try await registry.stop()
    }

    @Test("of a package that is not there, or was not yet")
    func absent() async throws {
        try await Self.withRegistry { registry in
            let missing = await ProgramRun(["audit", "nosuch"], registry: registry)
            #expect(missing.output.contains("nosuch: the registry has no package of this name (not-found)"))
            let early = await ProgramRun(["audit", "a"], registry: registry, now: "1999-01-01T00:00:00Z")
            #expect(
                early.output.contains("a: no release was published by 1999-01-01 (`--now`) (no-releases)"),
                "\(early.output)")
        }
    }

    @Test("of a failed package once, where the report and the errors come to one terminal")
    func once() async throws {
        try await Self.withRegistry { registry in
            let terminal = await ProgramRun(
                ["audit", "nosuch", "--no-progress"], registry: registry, isTerminal: true, isOutputTerminal: true)
            #expect(terminal.output.contains("nosuch: "))
            #expect(terminal.errors.isEmpty, "\(terminal.errors)")
            for arguments in [["--json"], ["-o", "report.txt"]] {
                let run = await ProgramRun(
                    ["audit", "nosuch", "--no-progress"] + arguments, registry: registry, isTerminal: true,
                    isOutputTerminal: true)
                #expect(run.errors.contains("error: nosuch: "))
            }
            let pipe = await ProgramRun(["audit", "nosuch"], registry: registry)
            #expect(pipe.errors.contains("error: nosuch: "))
        }
    }

    @Test("of a CI identity is its kind, and only where there are several of it what tells them apart")
    func automation() async throws {
        let registry = try await TestRegistry.start()
        for (name, id) in [("a", "oidc:7a0c479c-0252"), ("b", "oidc:7a0d0000-0252")] {
            registry.put(
                "/\(name)",
                json:
                    #"{"name":"\#(name)","maintainers":[{"name":"m"}],"time":{"1.0.0":"2025-01-01T00:00:00.000Z"},"dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"\#(name)","version":"1.0.0","dist":{},"_npmUser":{"name":"GitHub Actions","email":"npm-oidc-no-reply@github.com","trustedPublisher":{"id":"github","oidcConfigId":"\#(id)"}}}}}"#
            )
        }
        let one = await ProgramRun(["publishers", "a"], registry: registry)
        #expect(one.output.contains("\nCI github                     1 "), "\(one.output)")
        let two = await ProgramRun(["publishers", "a", "b"], registry: registry)
        #expect(two.output.contains("\nCI github 7a0c                1 "), "\(two.output)")
        #expect(two.output.contains("\nCI github 7a0d                1 "), "\(two.output)")
        let json = await ProgramRun(["publishers", "a", "--json"], registry: registry)
        #expect(json.output.contains(#""configuration": "oidc:7a0c479c-0252""#), "\(json.output)")
        try SchemaCheck.validate(json.output, against: "publishers.schema.json")
        try await registry.stop()
    }

    @Test("of entries that are from no registry names where they are")
    func others() async throws {
        let files = ["/project/package-lock.json": Array(ListTests.lockfile.utf8)]
        let run = await ProgramRun(["audit", "--offline", "--allow-unknown"], files: files)
        #expect(run.output.contains(" not from a registry (`list` names them) + "), "\(run.output)")
    }

    @Test("of what a replayed record does not have is not of a cache")
    func replay() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let registry = try await TestRegistry.start()
        registry.put(
            PackageFixture("a", maintainers: ["one"], repository: "git+https://github.com/o/a.git"), downloads: 1000)
        let record = await ProgramRun(["audit", "a", "--no-github", "--record", folder.path], registry: registry)
        #expect(record.status == .success, "\(record.errors)")
        try await registry.stop()
        let run = await ProgramRun(["explain", "a", "--replay", folder.path])
        #expect(run.output.contains("(not in the record)"), "\(run.output)")
        #expect(!run.output.contains("cache"))
    }
}
