import FoundationEssentials

/// A folder that a test has for itself.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws { try self.init(in: FileManager.default.temporaryDirectory.path) }

    init(in parent: String) throws {
        self.path = "\(parent)/proof-of-commitment-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    }

    /// Has a file last changed at that time.
    func age(_ name: String, to time: Date) throws {
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: "\(path)/\(name)")
    }

    /// Names of all files, with their folders.
    func files() -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
