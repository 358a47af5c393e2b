import Commands
import TestSupport
import Testing

@Suite("Progress of a run")
struct ProgressTests {
    private static func run(_ arguments: [String], _ variables: [String: String]) async throws -> ProgramRun {
        let registry = try await TestRegistry.start()
        for name in ["a", "b"] { registry.put(PackageFixture(name, maintainers: ["x", "y"]), downloads: 10) }
        let run = await ProgramRun(
            arguments + ["a", "b", "--no-github"], registry: registry, variables: variables, isTerminal: true)
        try await registry.stop()
        return run
    }

    @Test(
        "is on a terminal, with what is done and its total, and gone at the end",
        arguments: ["audit", "verify", "publishers"])
    func terminal(_ command: String) async throws {
        let run = try await Self.run([command], ["TERM": "xterm"])
        #expect(run.errors.contains("\r\u{1B}[2Kpackages 0/2"), "\(run.errors)")
        #expect(run.errors.contains("\r\u{1B}[2Kpackages 2/2"))
        let last = run.errors.split(separator: "\r\u{1B}[2K", omittingEmptySubsequences: false).last ?? ""
        #expect(!last.contains("/2"))
    }

    static let quiet = [
        (["-q"], ["TERM": "xterm"]), (["--no-progress"], ["TERM": "xterm"]), ([], ["TERM": "dumb"]),
        ([], ["TERM": "xterm", "CI": "true"]),
    ]

    @Test("is not there where nobody wants it, or the terminal cannot take it back", arguments: quiet)
    func none(_ arguments: [String], _ variables: [String: String]) async throws {
        for command in ["audit", "verify", "publishers"] {
            let run = try await Self.run([command] + arguments, variables)
            #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("0/2"), "\(run.errors)")
        }
    }
}
