import Auditing
import PackageModel
import Registry
import TestSupport
import Testing

/// What the report says about an entry of a lock file beside what the registry says of its release.
@Suite("Notes on lock file entries")
struct LockNotesTests {
    private static let npm = "https://registry.npmjs.org"

    private static func notes(
        lockedAt registry: String?, _ integrity: String = PackageFixture.Version.defaultIntegrity,
        name: String = "axios", configured endpoints: Endpoints = Endpoints(),
        published version: PackageFixture.Version = .init("1.0.0", published: "2026-05-01T00:00:00.000Z")
    ) async throws -> [String] {
        let (name, transport) = (try PackageName(parsing: name), MemoryTransport())
        transport.put(endpoints.packument(name).url, json: PackageFixture(name.text, versions: [version]).packument)
        let now = try Timestamp(parsing: "2026-05-16T00:00:00Z")
        let anchors = AnchorSource(kind: .file, date: nil, isFresh: true, reason: nil)
        let auditor = Auditor(
            sources: PackageSources(transport: transport, endpoints: endpoints),
            trust: TrustSource(TrustSettings(root: nil, npmKeys: [], source: anchors)),
            options: .init(now: now, gate: Gate(), asksGitHub: false))
        let locked = LockedRelease(
            integrity: try Integrity(parsing: integrity), registry: registry, line: 1, dependencyPaths: [])
        let target = AuditTarget(name: name, selector: .exactly(try Version(parsing: "1.0.0")), locked: locked)
        let report = await auditor.audit(
            AuditPlan(targets: [target], coverage: Coverage(entries: 1), isLockfile: true))
        return try #require(report.results.first).notes.map(\.code)
    }

    @Test("the configured registry, and a file that names none, need no note", arguments: [npm, nil])
    func configured(_ registry: String?) async throws {
        #expect(try await Self.notes(lockedAt: registry) == [])
    }

    @Test(
        "npm takes from the configured registry what npm's own address stands for",
        arguments: [npm, "https://registry.yarnpkg.com"], ["https://mirror.example/npm", "http://localhost:4873"])
    func mirror(_ registry: String, _ configured: String) async throws {
        #expect(try await Self.notes(lockedAt: registry, configured: Endpoints(registry: configured)) == [])
    }

    @Test("an address of another registry is said")
    func other() async throws {
        #expect(try await Self.notes(lockedAt: "https://registry.example") == ["other-registry"])
    }

    @Test("a package of a scope with a registry of its own that was locked from npm's is said")
    func confusion() async throws {
        let endpoints = Endpoints(scopedRegistries: ["acme": "https://npm.acme.example"])
        #expect(
            try await Self.notes(lockedAt: Self.npm, name: "@acme/tool", configured: endpoints) == ["other-registry"])
        let own = "https://npm.acme.example"
        #expect(try await Self.notes(lockedAt: own, name: "@acme/tool", configured: endpoints) == [])
    }

    @Test("a SHA-1 digest alone is said")
    func sha1() async throws {
        let sha1 = "sha1-" + Base64.encode([UInt8](repeating: 7, count: 20))
        let version = PackageFixture.Version("1.0.0", published: "2026-05-01T00:00:00.000Z", integrity: sha1)
        #expect(try await Self.notes(lockedAt: nil, sha1, published: version) == ["weak-integrity"])
    }

    @Test("a deprecation is said")
    func deprecated() async throws {
        let version = PackageFixture.Version(
            "1.0.0", published: "2026-05-01T00:00:00.000Z", deprecated: "use fetch")
        #expect(try await Self.notes(lockedAt: nil, published: version) == ["deprecated"])
    }
}
