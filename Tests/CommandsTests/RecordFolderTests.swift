import Commands
import Foundation
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
