import Commands
import Foundation
import TestSupport
import Testing

@Suite("A folder to replay that is not what it should be")
struct RecordFolderTests {
    private static func run(_ fill: (URL) throws -> Void) async throws -> ProgramRun {
        let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try fill(folder)
        return await ProgramRun(["verify", "x", "--replay", folder.path])
    }

    @Test("has no index, and is no record")
    func noIndex() async throws {
        let run = try await Self.run { _ in }
        #expect(run.status == .usage)
        #expect(run.errors.contains("is no record\nhint: write one with `--record`"), "\(run.errors)")
    }

    @Test("has one that cannot be read, and why is said")
    func unreadableIndex() async throws {
        let run = try await Self.run { folder in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "index.json"), withIntermediateDirectories: true)
        }
        #expect(run.status == .usage)
        #expect(run.errors.contains("cannot be read: ") && run.errors.contains("is no file"), "\(run.errors)")
        #expect(!run.errors.contains("is no record"))
    }
}

@Suite("A folder to record into")
struct RecordTargetTests {
    private static func run(_ fill: (URL) throws -> Void) async throws -> (run: ProgramRun, files: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try fill(folder)
        let registry = try await TestRegistry.start()
        registry.put(PackageFixture("a", maintainers: ["one"]), downloads: 1000)
        let run = await ProgramRun(["audit", "a", "--no-github", "--record", folder.path], registry: registry)
        try await registry.stop()
        return (run, try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted())
    }

    @Test("that has other files is left alone", arguments: ["index.json", "package.json", ".git"])
    func foreign(_ name: String) async throws {
        let (run, files) = try await Self.run { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: folder.appending(path: name))
        }
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(run.errors.contains("is not empty and no record: "), "\(run.errors)")
        #expect(files == [name])
    }

    @Test("may be missing, empty, or a record")
    func own() async throws {
        let missing = try await Self.run { _ in }
        #expect(missing.run.status == .success && missing.files.contains("index.json"), "\(missing.run.errors)")
        let empty = try await Self.run {
            try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: true)
        }
        #expect(empty.run.status == .success && empty.files == missing.files, "\(empty.run.errors)")
        let record = try await Self.run { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let index =
                #"{"formatVersion": 1, "endpoints": {"registry": "https://r", "scopedRegistries": {}, "downloadsAPI": "https://d", "githubAPI": "https://g", "tufMirror": "https://t"}, "answers": []}"#
            try Data(index.utf8).write(to: folder.appending(path: "index.json"))
        }
        #expect(record.run.status == .success && record.files == missing.files, "\(record.run.errors)")
    }
}
