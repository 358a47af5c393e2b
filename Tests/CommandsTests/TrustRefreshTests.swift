import Commands
import FoundationEssentials
import JSONCursor
import TestSupport
import Testing

/// The refresh of the trust anchors, from the command line, with a mirror over HTTP.
///
/// What the package shows verifies under the forge's anchors alone: if it verifies, they came over TUF.
@Suite struct TrustRefreshTests {
    private struct World {
        let registry: TestRegistry
        let cache: String
        let anchor: [UInt8]

        /// Replaces what the mirror serves.
        func serve(_ repository: ForgedTUFRepository) throws {
            for path in paths { registry.remove(path) }
            for (name, bytes) in try repository.files() {
                registry.put("/tuf/\(name)", TestRegistry.Answer(body: bytes))
            }
        }

        func remove() { for path in paths { registry.remove(path) } }

        private var paths: [String] { registry.paths.filter { $0.hasPrefix("/tuf/") } }

        var asked: [String] { registry.requests.map(\.path).filter { $0.hasPrefix("/tuf/") } }

        func run(
            _ more: [String] = [], _ command: [String] = ["verify", "left-pad@1.0.0", "--json"],
            clock: String = "2026-11-01T00:00:00Z"
        ) async throws -> (run: ProgramRun, trust: JSONValue?) {
            registry.forgetRequests()
            let run = await ProgramRun(
                command + ["--tuf-mirror", "\(registry.url)/tuf", "--cache-dir", cache] + more, registry: registry,
                now: nil, clock: clock, trustAnchor: anchor)
            if run.output.hasPrefix("{"), command.first == "verify" {
                try SchemaCheck.validate(run.output, against: "verify.schema.json")
            }
            return (run, (try? JSONValue(parsing: Array(run.output.utf8)))?["trustRoot"])
        }
    }

    private static func repository(
        version: Int64 = 5, _ edit: (inout ForgedTUFRepository) -> Void = { _ in }
    ) throws -> ForgedTUFRepository {
        ForgedTUFRepository(
            version: version, trustedRoot: try ForgedRelease().trustedRoot(), registryKeys: ForgedRelease.keysDocument,
            edit)
    }

    private static func world(_ body: (World) async throws -> Void) async throws {
        let cache = FileManager.default.temporaryDirectory.appending(path: "trust-\(UUID().uuidString)")
        let registry = try await TestRegistry.start()
        let version = PackageFixture.Version(
            "1.0.0", published: "2025-10-01T00:00:00.000Z", announcesProvenance: true)
        try registry.putAttested(
            PackageFixture("left-pad", repository: "https://github.com/owner/name", versions: [version]))
        let world = World(registry: registry, cache: cache.path, anchor: try repository().anchor())
        try world.serve(try repository())
        try await body(world)
        try await registry.stop()
        try? FileManager.default.removeItem(at: cache)
    }

    @Test func freshAnchorsAreUsedAndKeptForADay() async throws {
        try await Self.world { world in
            let first = try await world.run(["--require-fresh-trust-root"])
            #expect(first.run.status == .success, "\(first.run.output)\(first.run.errors)")
            #expect(first.trust?["source"]?.string == "tuf")
            #expect(first.trust?["date"]?.string == "2026-11-01")
            #expect(first.trust?["fresh"]?.bool == true)
            #expect(first.trust?["reason"]?.isNull == true)
            #expect(world.asked.count == 8)

            let second = try await world.run(clock: "2026-11-01T23:59:59Z")
            #expect(second.run.output == first.run.output)
            #expect(world.asked.isEmpty)

            let nextDay = try await world.run(clock: "2026-11-02T00:00:00Z")
            #expect(nextDay.run.status == .success)
            #expect(nextDay.trust?["date"]?.string == "2026-11-02")
            #expect(world.asked == ["/tuf/3.root.json", "/tuf/timestamp.json"])
        }
    }

    @Test func withoutAMirrorTheEmbeddedAnchorsAreUsedAndThatIsSaid() async throws {
        try await Self.world { world in
            world.remove()
            let run = try await world.run(["--require-fresh-trust-root"])
            #expect(run.trust?["source"]?.string == "embedded")
            #expect(run.trust?["date"]?.string == "2026-08-21")
            #expect(run.trust?["fresh"]?.bool == false)
            #expect(run.trust?["reason"]?.string?.contains("timestamp.json: the repository does not have it") == true)
            #expect(run.run.output.contains("stale-trust-root") || run.run.status != .success)
        }
    }

    @Test func staleAnchorsAreUncheckedOnlyWhereFreshOnesAreRequired() async throws {
        try await Self.world { world in
            world.remove()
            world.registry.put(PackageFixture("plain"))
            let command = ["verify", "plain@1.0.0", "--json"]
            let lax = try await world.run([], command)
            let strict = try await world.run(["--require-fresh-trust-root"], command)
            #expect(lax.run.status == .success)
            #expect(strict.run.status == .unchecked)
        }
    }

    @Test func whatWasKeptIsUsedWhileTheMirrorIsGone() async throws {
        try await Self.world { world in
            _ = try await world.run()
            world.remove()
            let later = try await world.run(clock: "2026-11-03T00:00:00Z")
            #expect(later.run.status == .success)
            #expect(later.trust?["source"]?.string == "tuf")
            #expect(later.trust?["fresh"]?.bool == false)
            #expect(later.trust?["reason"]?.string?.hasPrefix("not refreshed since 2026-11-01: ") == true)
            let audit = try await world.run([], ["audit", "left-pad", "--no-github"], clock: "2026-11-03T00:00:00Z")
            #expect(audit.run.errors.contains("note: trust anchors are not fresh: not refreshed since 2026-11-01"))
        }
    }

    @Test func expiredMetadataIsNotUsed() async throws {
        try await Self.world { world in
            let run = try await world.run(clock: "2027-01-01T00:00:00Z")
            #expect(run.trust?["source"]?.string == "embedded")
            #expect(run.trust?["reason"]?.string?.contains("out of date") == true)
        }
    }

    @Test func aRepositoryThatGoesBackIsNotUsed() async throws {
        // C 31, from the command line.
        try await Self.world { world in
            try world.serve(try Self.repository(version: 6))
            _ = try await world.run()
            try world.serve(try Self.repository(version: 5))
            let run = try await world.run(clock: "2026-11-03T00:00:00Z")
            #expect(run.trust?["source"]?.string == "tuf")
            #expect(run.trust?["fresh"]?.bool == false)
            #expect(run.trust?["reason"]?.string?.contains("an older version than was seen before") == true)
            // The refused state was not kept: version 6 still follows.
            try world.serve(try Self.repository(version: 6))
            let healed = try await world.run(clock: "2026-11-03T00:00:00Z")
            #expect(healed.trust?["fresh"]?.bool == true)
        }
    }

    @Test func aForgedRepositoryIsNotUsed() async throws {
        try await Self.world { world in
            try world.serve(try Self.repository { $0.timestamp.signers = [ForgedTUFRepository.stranger] })
            let run = try await world.run()
            #expect(run.trust?["source"]?.string == "embedded")
            #expect(run.trust?["reason"]?.string?.contains("nothing of it is used") == true)
        }
    }

    @Test func aChangedCacheIsNoticedAndFetchedAgain() async throws {
        // C 21, from the command line.
        try await Self.world { world in
            let first = try await world.run()
            let folder = URL(fileURLWithPath: world.cache)
            for name in try FileManager.default.subpathsOfDirectory(atPath: world.cache) {
                let file = folder.appending(path: name)
                guard var bytes = try? Data(contentsOf: file), bytes.count > 2000 else { continue }
                bytes[bytes.count / 2] ^= 0x01
                try bytes.write(to: file)
            }
            let again = try await world.run()
            #expect(again.run.output == first.run.output)
            #expect(world.asked.contains("/tuf/timestamp.json"))
        }
    }

    @Test func anOfflineRunUsesWhatWasKept() async throws {
        try await Self.world { world in
            let before = try await world.run(["--offline"])
            #expect(before.trust?["source"]?.string == "embedded")
            _ = try await world.run()
            let offline = try await world.run(["--offline"], clock: "2026-11-01T12:00:00Z")
            #expect(offline.run.status == .success, "\(offline.run.output)")
            #expect(offline.trust?["fresh"]?.bool == true)
            let later = try await world.run(["--offline"], clock: "2026-11-05T00:00:00Z")
            #expect(later.trust?["source"]?.string == "tuf")
            #expect(
                later.trust?["reason"]?.string == "not refreshed since 2026-11-01: this run is offline")
            #expect(world.registry.requests.isEmpty)
        }
    }

    @Test func aRecordHasTheAnchorsItUsed() async throws {
        try await Self.world { world in
            let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let now = ["--now", "2026-11-01T00:00:00Z"]
            let recorded = try await world.run(now + ["--record", folder.path])
            #expect(recorded.run.status == .success, "\(recorded.run.output)\(recorded.run.errors)")
            let replayed = try await world.run(now + ["--replay", folder.path], clock: "2030-01-01T00:00:00Z")
            #expect(replayed.run.output == recorded.run.output)
            #expect(world.registry.requests.isEmpty)
        }
    }

    @Test func nobodyAsksForAnchorsThatAreNotNeeded() async throws {
        try await Self.world { world in
            _ = try await world.run([], ["publishers", "left-pad", "--json"])
            #expect(world.asked.isEmpty)
        }
    }
}
