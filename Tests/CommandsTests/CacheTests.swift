import Commands
import FoundationEssentials
import TestSupport
import Testing

@Suite("The cache, from the command line")
struct CacheCommandTests {
    /// A folder for one test, and a registry that has one package.
    private static func run(_ body: (String, TestRegistry) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "proof-of-commitment-\(UUID().uuidString)")
        let registry = try await TestRegistry.start()
        registry.put("/axios", json: #"{"name":"axios","maintainers":[{"name":"a"}],"versions":{},"time":{}}"#)
        try await body(folder.path, registry)
        try await registry.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    @Test("a second run asks nothing, an offline run says how old its answers are, and `clear` forgets them")
    func lifecycle() async throws {
        try await Self.run { folder, registry in
            let arguments = ["audit", "axios", "--no-github", "--json", "--cache-dir", folder]
            let first = await ProgramRun(arguments, registry: registry)
            #expect(!registry.requests.isEmpty)
            registry.forgetRequests()
            let second = await ProgramRun(arguments, registry: registry)
            #expect(second.output == first.output)
            #expect(!registry.requests.contains { $0.path == "/axios" })

            registry.forgetRequests()
            let offline = await ProgramRun(arguments + ["--offline"], registry: registry)
            #expect(registry.requests.isEmpty)
            #expect(
                offline.errors.contains("note: offline: answers from the cache, the oldest of 2026-05-16T12:00:00.000Z")
            )

            let size = await ProgramRun(["cache", "--cache-dir", folder], now: nil)
            #expect(size.status == .success)
            #expect(size.lines.first.map(String.init) == folder)
            #expect(size.lines[1] != "0 answers, 0 bytes")
            let cleared = await ProgramRun(["cache", "clear", "--cache-dir", folder], now: nil)
            #expect(cleared.status == .success)
            #expect(cleared.output.contains(#/^removed \d+ answers?, 0\.\d MB\n$/#), "\(cleared.output)")
            let empty = await ProgramRun(["cache", "--cache-dir", folder], now: nil)
            #expect(empty.output == "\(folder)\n0 answers, 0 bytes\n")
        }
    }

    @Test("`--no-cache` neither reads nor writes one")
    func none() async throws {
        try await Self.run { folder, registry in
            let arguments = ["audit", "axios", "--no-github", "--json", "--cache-dir", folder, "--no-cache"]
            for _ in 0..<2 { _ = await ProgramRun(arguments, registry: registry) }
            #expect(registry.requests.filter { $0.path == "/axios" }.count == 2)
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test("where nothing can be written, the report is the same, and why is said in one sentence")
    func unwritable() async throws {
        try await Self.run { _, registry in
            let arguments = ["audit", "axios", "--no-github", "--json"]
            let without = await ProgramRun(arguments + ["--no-cache"], registry: registry)
            let run = await ProgramRun(arguments + ["--cache-dir", "/dev/null/cache"], registry: registry)
            #expect(run.output == without.output && run.status == without.status)
            let sentence = "warning: the cache `/dev/null/cache` is not written: Not a directory"
            #expect(run.errors.split(separator: "\n").filter { $0.contains("cache") } == [sentence[...]])
        }
    }

    @Test("a record that cannot be written is said, and the report is there all the same")
    func unwritableRecord() async throws {
        try await Self.run { _, registry in
            let arguments = ["audit", "axios", "--no-github", "--json"]
            let without = await ProgramRun(arguments + ["--no-cache"], registry: registry)
            let run = await ProgramRun(arguments + ["--record", "/dev/null/record"], registry: registry)
            #expect(run.output == without.output)
            #expect(run.status == .internalError)
            #expect(run.errors.contains("error: the record is incomplete: `/dev/null/record"))
            #expect(run.errors.contains("Not a directory"))
        }
    }

    @Test("a folder that is a link is not used when it was named")
    func link() async throws {
        try await Self.run { folder, registry in
            try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: "/tmp")
            let run = await ProgramRun(["audit", "axios", "--cache-dir", folder], registry: registry)
            #expect(run.status == .usage)
            #expect(registry.requests.isEmpty)
        }
    }

    @Test("without a home folder, `cache` says that there is none")
    func homeless() async throws {
        let run = await ProgramRun(["cache"], now: nil)
        #expect(run.status == .usage)
        #expect(run.errors.contains("--cache-dir"))
    }
}
