import Commands
import TestSupport
import Testing

/// What the verifier's verdicts come to at the end of a run: the ways in which others ended well that should not have.
///
/// The numbers are those of docs/verification.md, "Known attacks".
@Suite struct VerifierOutcomeTests {
    private static func run(
        _ arguments: [String], attestations: (TestRegistry) -> Void = { _ in }, announces: Bool = true
    ) async throws -> ProgramRun {
        let registry = try await TestRegistry.start()
        let version = PackageFixture.Version(
            "1.0.0", published: "2025-10-01T00:00:00.000Z", announcesProvenance: announces)
        try registry.putAttested(
            PackageFixture("left-pad", repository: "https://github.com/owner/name", versions: [version]))
        attestations(registry)
        let files = [
            "/project/root.json": try ForgedRelease().trustedRoot(), "/project/keys.json": ForgedRelease.keysDocument,
        ]
        let run = await ProgramRun(
            arguments + ["--trusted-root", "root.json", "--npm-keys", "keys.json", "--no-github"], registry: registry,
            files: files)
        try await registry.stop()
        return run
    }

    private static let path = "/-/npm/v1/attestations/left-pad@1.0.0"

    @Test(arguments: ["verify", "audit"])
    func provenanceThatIsAbsentAndRequiredFails(command: String) async throws {
        // C 27
        let required = try await Self.run([command, "left-pad@1.0.0", "--require-provenance"], announces: false)
        #expect(required.status == .gateFailed)
        #expect(try await Self.run([command, "left-pad@1.0.0"], announces: false).status == .success)
        #expect(try await Self.run([command, "left-pad@1.0.0", "--require-provenance"]).status == .success)
    }

    @Test(arguments: ["verify", "audit"])
    func whatCouldNotBeCheckedHasAStatusOfItsOwn(command: String) async throws {
        // C 28
        let run = try await Self.run([command, "left-pad@1.0.0"]) { $0.misbehave(.forbidden, at: Self.path) }
        #expect(run.status == .unchecked, "\(run.output)")
        let allowed = try await Self.run([command, "left-pad@1.0.0", "--allow-unknown"]) {
            $0.misbehave(.forbidden, at: Self.path)
        }
        #expect(allowed.status == .success)
        #expect(allowed.output.contains("left-pad@1.0.0"))
    }

    @Test(arguments: ["verify", "audit"])
    func anEmptyListFails(command: String) async throws {
        // C 29 and 42
        let run = try await Self.run([command, "left-pad@1.0.0"]) { $0.put(Self.path, json: #"{"attestations":[]}"#) }
        #expect(run.status == .gateFailed, "\(run.output)")
    }

    @Test(arguments: [["audit"], ["audit", "--json"], ["verify"], ["verify", "--json"], ["explain"]])
    func verifiedProvenanceIsNotCalledSafe(command: [String]) async throws {
        // C 45
        let run = try await Self.run(command + ["left-pad@1.0.0"])
        #expect(run.status == .success, "\(run.output)\(run.errors)")
        #expect(run.output.contains("verified"))
        for word in ["safe", "trustworthy", "secure", "harmless"] {
            #expect(!run.output.lowercased().contains(word), "\(word)")
        }
    }

    @Test func aPasswordInAnAddressIsNeverShown() async {
        // C 44
        let files = ["/project/.npmrc": Array("registry=http://user:hunter2secret@127.0.0.1:1/\n".utf8)]
        let run = await ProgramRun(["chalk", "-v", "--no-github", "--offline"], files: files)
        let online = await ProgramRun(["chalk", "-v", "--no-github", "--timeout", "2"], files: files)
        for text in [run.output, run.errors, online.output, online.errors] { #expect(!text.contains("hunter2secret")) }
        #expect(run.status != .success && online.status != .success)
    }

    /// A mirror that a scope names, too, has npm's packages of that scope beside those that are its own.
    @Test(arguments: ["verify", "audit"], [true, false])
    func npmsPackagesVerifyThroughAMirrorThatTheirScopeNames(command: String, isMirror: Bool) async throws {
        let (all, other) = (try await TestRegistry.start(), try await TestRegistry.start())
        try (isMirror ? all : other).putAttested(
            PackageFixture(
                "@s/a", repository: "https://github.com/owner/name",
                versions: [.init("1.0.0", published: "2025-10-01T00:00:00.000Z", announcesProvenance: true)]))
        let run = await ProgramRun(
            [command, "@s/a@1.0.0", "--trusted-root", "root.json", "--npm-keys", "keys.json"]
                + (command == "audit" ? ["--no-github"] : []),
            registry: all,
            files: [
                "/project/root.json": try ForgedRelease().trustedRoot(),
                "/project/keys.json": ForgedRelease.keysDocument,
                "/home/me/.npmrc": Array("@s:registry=\((isMirror ? all : other).url)/\n".utf8),
            ], variables: ["HOME": "/home/me"])
        #expect((run.status == .success) == isMirror, "\(run.output)\(run.errors)")
        try await all.stop()
        try await other.stop()
    }
}
