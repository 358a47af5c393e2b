import Crypto
import Foundation
import PackageModel
import Testing

@testable import Sigstore

/// Sigstore's own TUF repository, as it was in August 2026, behind the names by which a mirror serves it.
@Suite(.enabled(if: sharedData != nil)) struct TUFRealDataTests {
    static let now = "2026-08-25T00:00:00Z"

    static func read(_ path: String) throws -> [UInt8] {
        let folder = try #require(sharedData).appending(path: "trust/root-signing")
        return try Array(Data(contentsOf: folder.appending(path: path)))
    }

    static func files() throws -> TUFFiles {
        var files: [String: [UInt8]] = [:]
        for version in 1...15 {
            files["\(version).root.json"] = try read("metadata/root_history/\(version).root.json")
        }
        files["timestamp.json"] = try read("metadata/timestamp.json")
        files["165.snapshot.json"] = try read("metadata/snapshot.json")
        files["14.targets.json"] = try read("metadata/targets.json")
        files["8.registry.npmjs.org.json"] = try read("metadata/registry.npmjs.org.json")
        for name in TUFAnchors.targets {
            let bytes = try read("targets/\(name)")
            let digest = Hexadecimal.encode(Array(SHA256.hash(data: bytes)))
            let parts = name.split(separator: "/").map(String.init)
            let place = (["targets"] + parts.dropLast()).joined(separator: "/")
            files["\(place)/\(digest).\(parts.last ?? "")"] = bytes
        }
        return TUFFiles(files)
    }

    static func update(_ files: TUFFiles, from root: Int = 15) async throws -> TUFAnchors {
        let client = TUFClient(
            anchor: try read("metadata/root_history/\(root).root.json"), targets: TUFAnchors.targets,
            now: try Timestamp(parsing: now))
        return try TUFAnchors(try await client.update(from: files))
    }

    @Test(arguments: 1...15) func theRepositoryVerifiesFromEveryRootThatSigstoreEverHad(root: Int) async throws {
        // The first four list keys as points; 12 to 14 have signatures that were never made.
        let anchors = try await Self.update(try Self.files(), from: root)
        #expect(anchors.repository.root.metadata.version == 15)
        #expect(anchors.root.transparencyLogs.count == 2)
        #expect(anchors.registryKeys == EmbeddedAnchors.registry)
    }

    @Test func theEmbeddedRootIsTheNewestOfThem() async throws {
        #expect(EmbeddedAnchors.tuf == (try Self.read("metadata/root_history/15.root.json")))
    }

    @Test func itIsOutOfDateAWeekLater() async throws {
        let client = TUFClient(
            anchor: EmbeddedAnchors.tuf, targets: TUFAnchors.targets,
            now: try Timestamp(parsing: "2026-09-01T00:00:00Z"))
        await #expect(throws: TUFRefusal.self) { try await client.update(from: try Self.files()) }
    }

    /// No changed byte of signed metadata brings other anchors.
    @Test func aChangedByteIsRefusedOrChangesNothing() async throws {
        let files = try Self.files()
        let good = try await Self.update(files)
        var refused = 0
        for name in files.files.keys.sorted() where !name.hasSuffix(".root.json") {
            let bytes = files.files[name] ?? []
            for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
                var changed = files
                changed.files[name]?[index] ^= 0x02
                do {
                    let anchors = try await Self.update(changed)
                    #expect(anchors.repository.targets == good.repository.targets, "\(name) \(index)")
                } catch is TUFRefusal { refused += 1 }
            }
        }
        #expect(refused > 300)
    }
}
