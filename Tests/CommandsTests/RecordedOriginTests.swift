import Commands
import PackageModel
import TestSupport
import Testing

/// The record that `accept --origins` writes: a standard of its own, beside the lock file, and never lost for want of an answer.
@Suite struct RecordedOriginTests {
    private static let record = "/project/.proof-of-commitment.origins.yml"
    private static let names = ["left-pad", "right-pad"]

    private static func lockfile(_ names: [String]) throws -> [UInt8] {
        let digest = try ForgedRelease().integrity?.text ?? ""
        let entries = names.map {
            #""node_modules/\#($0)": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/\#($0)/-/\#($0)-1.0.0.tgz", "integrity": "\#(digest)"}"#
        }
        return Array(#"{"name": "demo", "lockfileVersion": 3, "packages": {\#(entries.joined(separator: ", "))}}"#.utf8)
    }

    /// A run beside a registry whose two packages have provenance that verifies.
    private static func run(
        _ arguments: [String], lockfile path: String = "/project/package-lock.json", of locked: [String] = names,
        files: [String: [UInt8]] = [:], misbehaving: String? = nil
    ) async throws -> ProgramRun {
        let registry = try await TestRegistry.start()
        for name in names {
            let version = PackageFixture.Version(
                "1.0.0", published: "2025-10-01T00:00:00.000Z", isTrusted: true, announcesProvenance: true)
            try registry.putAttested(
                PackageFixture(name, repository: "https://github.com/owner/name", versions: [version]))
        }
        if let misbehaving { registry.misbehave(.forbidden, at: "/-/npm/v1/attestations/\(misbehaving)@1.0.0") }
        let anchors = [
            "/project/root.json": try ForgedRelease().trustedRoot(), "/project/keys.json": ForgedRelease.keysDocument,
            path: try lockfile(locked),
        ]
        let run = await ProgramRun(
            arguments + ["--trusted-root", "root.json", "--npm-keys", "keys.json", "--no-github"], registry: registry,
            files: files.merging(anchors) { first, _ in first })
        try await registry.stop()
        return run
    }

    private static func recorded() async throws -> String {
        let run = try await run(["accept", "--origins"])
        #expect(run.status == .success, "\(run.errors)")
        return String(decoding: try #require(run.files[record]), as: UTF8.self)
    }

    @Test func aRecordIsAStandardWithoutAPolicy() async throws {
        let text = try await Self.recorded()
        let edited = text.replacing(".github/workflows/", with: ".github/workflows/old-")
        #expect(edited != text)
        let files = [Self.record: Array(edited.utf8)]
        let run = try await Self.run(["audit", "--fail-on", "origin-changed"], files: files)
        #expect(run.status == .gateFailed, "\(run.output)\(run.errors)")
        #expect(run.output.contains("workflow differs from the recorded origin"), "\(run.output)")
        #expect(run.output.contains("Policy: .proof-of-commitment.origins.yml"))
        let without = try await Self.run(["audit", "--fail-on", "origin-changed", "--no-policy"], files: files)
        #expect(without.status == .success, "\(without.output)\(without.errors)")
        let same = try await Self.run(
            ["audit", "--fail-on", "origin-changed"], files: [Self.record: Array(text.utf8)])
        #expect(same.status == .success, "\(same.output)\(same.errors)")
    }

    @Test(arguments: ["origins: [", "origins: 5", "fail-on: high", "origins:\n  - package: a\n"])
    func aRecordThatIsNotUnderstoodIsRefused(text: String) async throws {
        let files = [Self.record: Array(text.utf8)]
        for arguments in [["audit"], ["accept", "--origins"]] {
            let run = try await Self.run(arguments, files: files)
            #expect(run.status == .usage, "\(run.output)")
            #expect(run.errors.contains("error: `.proof-of-commitment.origins.yml`: "), "\(run.errors)")
            #expect(run.files[Self.record] == Array(text.utf8))
        }
    }

    @Test func whatCouldNotBeVerifiedStaysInTheRecord() async throws {
        let text = Array(try await Self.recorded().utf8)
        let offline = try await Self.run(
            ["accept", "--origins", "--offline", "--no-cache"], files: [Self.record: text])
        #expect(offline.status == .unchecked, "\(offline.errors)")
        #expect(offline.files[Self.record] == text)
        #expect(offline.errors.contains("kept from before"), "\(offline.errors)")
        let partial = try await Self.run(
            ["accept", "--origins"], files: [Self.record: text], misbehaving: "right-pad")
        #expect(partial.status == .unchecked, "\(partial.errors)")
        #expect(partial.files[Self.record] == text)
        let kept = try #require(partial.errors.split(separator: "\n").first { $0.contains("kept from before") })
        #expect(kept.contains("right-pad") && !kept.contains("left-pad"))
    }

    @Test func whatTheLockFileNoLongerHasGoesAndThatIsSaid() async throws {
        let text = Array(try await Self.recorded().utf8)
        let run = try await Self.run(["accept", "--origins"], of: ["left-pad"], files: [Self.record: text])
        #expect(run.status == .success)
        let record = String(decoding: try #require(run.files[Self.record]), as: UTF8.self)
        #expect(record.contains("left-pad") && !record.contains("right-pad"))
        #expect(
            run.errors.contains("no longer in the lock file, and so not in the record: `right-pad`"), "\(run.errors)")
        #expect(run.errors.contains("has the origin of 1 package\n"), "\(run.errors)")
    }

    @Test func aLockFileWithoutPackagesLeavesTheRecordAlone() async throws {
        let text = Array("origins: []\n".utf8)
        let run = try await Self.run(["accept", "--origins"], of: [], files: [Self.record: text])
        #expect(run.status == .usage)
        #expect(run.errors.contains("error: nothing to record: no package of a registry in the lock file"))
        #expect(run.files[Self.record] == text)
    }

    @Test func theLockFileThatWasChosenIsSaid() async throws {
        let run = try await Self.run(["accept", "--origins"])
        #expect(run.errors.contains("note: using `package-lock.json`"), "\(run.errors)")
    }

    @Test func theRecordIsBesideTheLockFile() async throws {
        let run = try await Self.run(
            ["accept", "--origins", "-f", "sub/package-lock.json"], lockfile: "/project/sub/package-lock.json")
        #expect(run.status == .success, "\(run.errors)")
        #expect(run.files["/project/sub/.proof-of-commitment.origins.yml"] != nil)
        #expect(run.files[Self.record] == nil)
        #expect(run.errors.contains("`sub/.proof-of-commitment.origins.yml` has the origins of 2 packages"))
    }

    @Test func anExceptionIsWrittenBesideTheLockFile() async throws {
        let run = await ProgramRun(
            [
                "accept", "stale", "left-pad", "--reason", "done", "--expires", "2027-01-01", "-f",
                "sub/package-lock.json",
            ], now: nil)
        #expect(run.status == .success, "\(run.errors)")
        #expect(Array(run.files.keys) == ["/project/sub/.proof-of-commitment.yml"])
    }
}
