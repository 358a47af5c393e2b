import Commands
import JSONCursor
import TestSupport
import Testing

/// What earlier releases say about where they came from: agreement is taken at its word, a difference only when it verifies.
@Suite struct EarlierOriginTests {
    /// Audits the last of three releases, all built alike but for what `edit` changes of the first two.
    private static func status(_ edit: @escaping @Sendable (inout ForgedRelease) throws -> Void) async throws -> String
    {
        let registry = try await TestRegistry.start()
        let versions = (0..<3).map {
            PackageFixture.Version(
                "1.0.\($0)", published: "2025-10-0\($0 + 1)T00:00:00.000Z", isTrusted: true, announcesProvenance: true)
        }
        try registry.putAttested(
            PackageFixture("left-pad", repository: "https://github.com/owner/name", versions: versions))
        for version in ["1.0.0", "1.0.1"] {
            let release = try ForgedRelease(otherBuild, version: version, edit)
            registry.put("/-/npm/v1/attestations/left-pad@\(version)", .init(body: try release.answer()))
        }
        let files = [
            "/project/root.json": try ForgedRelease().trustedRoot(), "/project/keys.json": ForgedRelease.keysDocument,
        ]
        let run = await ProgramRun(
            [
                "audit", "left-pad@1.0.2", "--json", "--trusted-root", "root.json", "--npm-keys", "keys.json",
                "--no-github",
            ],
            registry: registry, files: files)
        try await registry.stop()
        let report = try JSONValue(parsing: Array(run.output.utf8))
        return try #require(report["results"]?.array?.first?["provenance"]?["status"]?.string)
    }

    private static let otherBuild = ForgedBuild { $0.workflow = ".github/workflows/other.yml" }

    private static func asAudited(_ release: inout ForgedRelease) throws {
        release = try ForgedRelease(ForgedBuild(), version: release.version)
    }

    private static func ofAnotherPackage(_ release: inout ForgedRelease) {
        release.provenance?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0")
    }

    @Test func theSameWorkflowIsNoChange() async throws {
        #expect(try await Self.status(Self.asAudited) == "verified")
    }

    @Test func theSameWorkflowIsNoChangeUnverifiedEither() async throws {
        let status = try await Self.status {
            try Self.asAudited(&$0)
            Self.ofAnotherPackage(&$0)
        }
        #expect(status == "verified")
    }

    @Test func anotherWorkflowIsAChange() async throws {
        #expect(try await Self.status { _ in } == "changed")
    }

    @Test func anotherWorkflowThatNobodyVerifiesAccusesNobody() async throws {
        #expect(try await Self.status(Self.ofAnotherPackage) == "verified")
    }
}
