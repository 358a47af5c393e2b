import Commands
import Foundation
import JSONCursor
import TestSupport
import Testing

/// The main job over real HTTP: names in, table, JSON, gate and exit status out.
@Suite struct AuditByNameTests {
    private func withRegistry(_ body: (TestRegistry) async throws -> Void) async throws {
        let registry = try await TestRegistry.start()
        do {
            try await body(registry)
        } catch {
            try await registry.stop()
            throw error
        }
        try await registry.stop()
    }

    private static func chalk(_ maintainers: [String]? = ["sindresorhus"]) -> PackageFixture {
        PackageFixture(
            "chalk", created: "2013-08-03T00:21:56.318Z", maintainers: maintainers,
            repository: "git+https://github.com/chalk/chalk.git",
            versions: (1...35).map {
                .init("5.\($0).0", published: "2025-09-\($0 < 10 ? "0" : "")\(min($0, 18))T00:00:00.000Z")
            })
    }

    @Test func printsTheReferenceRow() async throws {
        try await withRegistry { registry in
            registry.put(Self.chalk(), downloads: 439_600_000)
            registry.putGitHub(
                "chalk/chalk", created: "2013-07-18T00:00:00Z", commits: 0, contributors: 30, releases: 30,
                stars: 22000,
                now: "2026-05-16T12:00:00Z")
            let run = await ProgramRun(["chalk"], registry: registry)
            #expect(run.status == .success, "\(run.errors)")
            #expect(run.lines[0] == String(repeating: "─", count: 95)[...])
            #expect(
                run.lines[1]
                    == "Package               Risk            Score    Publishers    Downloads     Age       Provenance"
            )
            #expect(
                run.lines[3] == "chalk                 🔴 CRITICAL     75       1             439.6M/wk     12.8y     -")
            #expect(
                run.lines[4]
                    == "  ↳ 30+ GitHub contributors, publish-access concentration risk despite active community")
            #expect(run.output.contains("⚠ 1 CRITICAL package found."))
        }
    }

    @Test func failsOnCritical() async throws {
        try await withRegistry { registry in
            registry.put(Self.chalk(), downloads: 439_600_000)
            let run = await ProgramRun(["chalk", "--fail-on", "critical", "--no-github"], registry: registry)
            #expect(run.status == .gateFailed)
            #expect(run.output.contains("sole-publisher"))
        }
    }

    @Test func unknownDownloadsOfOnePublisherAreNoPass() async throws {
        try await withRegistry { registry in
            registry.put(Self.chalk())
            registry.misbehave(.forbidden, at: "/downloads/point/last-week/chalk")
            let run = await ProgramRun(["chalk", "--fail-on", "critical", "--no-github"], registry: registry)
            #expect(run.status == .unchecked)
            #expect(run.output.contains("⚪ UNKNOWN"))
            #expect(!run.output.contains("✓ No CRITICAL"))
            let allowed = await ProgramRun(
                ["chalk", "--fail-on", "critical", "--no-github", "--allow-unknown"], registry: registry)
            #expect(allowed.status == .success)
            #expect(allowed.output.contains("allowed by --allow-unknown"))
        }
    }

    @Test func aMisspeltNameCostsOneRow() async throws {
        try await withRegistry { registry in
            registry.put(Self.chalk(["a", "b"]), downloads: 439_600_000)
            let run = await ProgramRun(["chalk", "chlak", "--no-github"], registry: registry)
            #expect(run.status == .unchecked)
            #expect(run.errors.contains("chlak: the registry has no package of this name (not-found)"))
            #expect(run.output.contains("chalk  "))
        }
    }

    @Test func jsonHasEveryKeyAndNoGuess() async throws {
        try await withRegistry { registry in
            registry.put(Self.chalk(nil), downloads: 439_600_000)
            let run = await ProgramRun(["chalk", "--json", "--no-github"], registry: registry)
            let report = try JSONValue(parsing: Array(run.output.utf8))
            try SchemaCheck.validate(run.output, against: "audit.schema.json")
            let result = try #require(report["results"]?[0])
            #expect(result["maintainers"]?.isNull == true)
            #expect(result["score"]?.isNull == true)
            #expect(result["risk"]?.string == "unknown")
            #expect(result["scoreBreakdown"]?["maintainerDepth"]?.isNull == true)
        }
    }

    @Test func onePathForOneAndForMany() async throws {
        try await withRegistry { registry in
            let names = (0..<150).map { "p\($0)" }
            for name in names {
                // Each by an account of its own: one account releasing 150 packages at once would be a finding.
                let version = PackageFixture.Version("1.0.0", published: "2026-05-01T00:00:00.000Z", publisher: name)
                registry.put(
                    PackageFixture(name, maintainers: ["a", "b"], versions: [version]),
                    downloads: Int64(name.utf8.count) * 1000)
            }
            let many = await ProgramRun(names + ["--json", "--no-github"], registry: registry)
            #expect(many.status == .success)
            let results = try #require(JSONValue.results(many.output))
            #expect(results.count == 150)
            let one = await ProgramRun(["p7", "--json", "--no-github"], registry: registry)
            let single = try #require(JSONValue.results(one.output)?.first)
            let isThere = results.contains(single)
            #expect(isThere)
            #expect(registry.requests.filter { $0.path == "/p7" }.count == 2)
        }
    }

    @Test func everyGitHubCallFailingKeepsFlagsAndShowsRanges() async throws {
        try await withRegistry { registry in
            let names = (0..<20).map { "q\($0)" }
            for name in names {
                registry.put(
                    PackageFixture(name, repository: "https://github.com/o/\(name)"), downloads: 20_000_000)
                registry.misbehave(.serverError, at: "/repos/o/\(name)")
            }
            let run = await ProgramRun(names + ["--json"], registry: registry)
            let results = try #require(JSONValue.results(run.output))
            #expect(results.count == 20)
            for result in results {
                #expect(result["risk"]?.string == "critical")
                #expect(result["score"]?.isNull == true)
                let bounds = result["scoreRange"]?.array?.compactMap(\.int64)
                let range = try #require(bounds)
                #expect(range[1] - range[0] == 15)
            }
        }
    }

    static let hostile = ["\u{1B}[31mred", "a\r\nb", "\u{202E}gnp", "\u{200B}", "\u{9B}2J", "::error::x", "\u{7}"]

    @Test(arguments: hostile) func nothingMovesTheTerminal(text: String) async throws {
        try await withRegistry { registry in
            registry.put(
                PackageFixture(
                    "evil", maintainers: [text], repository: "https://github.com/\(text)/x",
                    versions: [
                        .init(
                            "1.0.0", published: "2026-05-01T00:00:00.000Z", publisher: text, email: text,
                            deprecated: text)
                    ], description: text), downloads: 20_000_000)
            // Such a text is also an input, which is refused as a name.
            for arguments in [["evil"], ["evil", "--json"], [text]] {
                let run = await ProgramRun(arguments, registry: registry)
                #expect(run.output.isEmpty == (arguments == [text]))
                for stream in [run.output, run.errors] {
                    for scalar in stream.unicodeScalars where scalar != "\n" {
                        #expect(scalar.properties.generalCategory != .control, "\(arguments) \(scalar.value)")
                        #expect(scalar.properties.generalCategory != .format, "\(arguments) \(scalar.value)")
                    }
                    #expect(!stream.split(separator: "\n").contains { $0.hasPrefix("::") })
                }
            }
        }
    }

    @Test(arguments: [
        (["--bogus"], Commands.ExitStatus.usage), (["--version"], .success), (["--help"], .success),
        (["audit", "--help"], .success),
        (["chalk", "--fail-on", "worst"], .usage), (["chalk", "--now", "yesterday"], .usage), ([], .usage),
        (["-f", "missing.json"], .usage), (["chalk", "--json", "--format", "table"], .usage),
        (["chalk", "--registry", "ftp://x"], .usage), (["chalk", "--record", "a", "--replay", "b"], .usage),
        (["chalk", "--timeout", "inf"], .usage), (["chalk", "--timeout", "1e300"], .usage),
        (["chalk", "--timeout", "nan"], .usage), (["chalk", "--timeout", "604801"], .usage),
        (["chalk", "--offline"], .unchecked), (["chalk", "--replay", "nowhere"], .usage), (["-f", "-"], .usage),
    ])
    func exits(arguments: [String], status: Commands.ExitStatus) async {
        let run = await ProgramRun(arguments, now: nil)
        #expect(run.status == status, "\(run.output) \(run.errors)")
        #expect(run.errors.isEmpty == (status == .success))
    }

    @Test func verboseTellsEachRequestAndNoSecret() async throws {
        try await withRegistry { registry in
            registry.put(Self.chalk(), downloads: 439_600_000)
            let origin = registry.url.dropFirst("http:".count)
            let files = ["/project/.npmrc": Array("\(origin)/:_authToken=npm_secret123\n".utf8)]
            let run = await ProgramRun(["chalk", "missing", "-v", "--no-github"], registry: registry, files: files)
            let details = run.errors.split(separator: "\n").filter { $0.hasPrefix("detail: ") }
            #expect(details.contains { $0.hasPrefix("detail: \(registry.url)/chalk: ") && $0.contains(" bytes, ") })
            #expect(details.contains { $0.hasPrefix("detail: \(registry.url)/missing: not found, ") })
            #expect(!run.errors.contains("npm_secret123") && !run.output.contains("npm_secret123"))
            #expect(registry.requests.contains { $0.header("authorization") == "Bearer npm_secret123" })
            let quiet = await ProgramRun(["chalk", "--no-github"], registry: registry, files: files)
            #expect(!quiet.errors.contains("detail: "))
        }
    }

    @Test func replayRepeatsTheReportToTheByte() async throws {
        try await withRegistry { registry in
            registry.put(Self.chalk(), downloads: 439_600_000)
            registry.putGitHub("chalk/chalk", now: "2026-05-16T12:00:00Z")
            let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let arguments = ["chalk", "missing", "--json"]
            let recorded = await ProgramRun(arguments + ["--record", folder.path], registry: registry)
            registry.forgetRequests()
            // Whatever the configuration of this machine says.
            let replayed = await ProgramRun(
                arguments + ["--replay", folder.path], files: ["/project/.npmrc": Array("registry=${NOPE}".utf8)])
            #expect(replayed.output == recorded.output)
            #expect(replayed.status == recorded.status)
            #expect(registry.requests.isEmpty)
            let bodies = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
                $0.hasSuffix(".body")
            }
            #expect(bodies.count > 2)
            for body in bodies { try Data("{}".utf8).write(to: folder.appending(path: body)) }
            let refused = await ProgramRun(arguments + ["--replay", folder.path])
            #expect(refused.status == .unchecked)
            #expect(refused.errors.contains("was changed"))
        }
    }

    @Test("a record of several packages has the downloads of each, and one of single ones those of several")
    func downloadsOfARecord() async throws {
        try await withRegistry { registry in
            for name in ["chalk", "axios", "zod"] {
                registry.put(
                    PackageFixture(
                        name, maintainers: ["a"],
                        versions: [.init("1.0.0", published: "2025-05-01T00:00:00.000Z", publisher: "a")]),
                    downloads: 100_000_000)
            }
            let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            _ = await ProgramRun(
                ["chalk", "axios", "zod", "--no-github", "--record", folder.path], registry: registry)
            for names in [["chalk"], ["zod", "axios"]] {
                let run = await ProgramRun(names + ["--no-github", "--replay", folder.path])
                #expect(run.output.contains("\u{26A0} \(names.count) CRITICAL package"), "\(run.output)")
            }
        }
    }

    @Test(arguments: TestRegistry.Fault.allCases) func noFaultImprovesAVerdict(_ fault: TestRegistry.Fault) async throws
    {
        // Faults that end with time need the client's own patience, which its tests cover.
        guard ![.silence, .trickle, .endless, .bomb].contains(fault) else { return }
        try await withRegistry { registry in
            registry.put(Self.chalk(["a", "b"]), downloads: 439_600_000)
            registry.misbehave(fault, at: "/chalk")
            let run = await ProgramRun(["chalk", "--no-github", "--timeout", "5"], registry: registry)
            #expect(run.status == .unchecked, "\(fault): \(run.output)")
            #expect(!run.output.contains("✓"))
        }
    }
}

extension JSONValue {
    /// `results` of a report; nil if the text is no report.
    fileprivate static func results(_ report: String) -> [JSONValue]? {
        (try? JSONValue(parsing: Array(report.utf8)))?["results"]?.array
    }
}
