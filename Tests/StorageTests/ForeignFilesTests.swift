import FoundationEssentials
import PackageModel
import Storage
import Testing

@Suite("Files that the cache did not write")
struct ForeignFilesTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let mark: [UInt8] = [16, 0, 0, 0, 0x41, 0x63, 0x6F, 0x70]

    private static let foreign: [(name: String, bytes: [UInt8])] = [
        ("main.go", Array("package main".utf8)), ("empty", []), (".hidden", []),
        // As a store of contents names its files.
        ("0123456789abcdef", Array("precious".utf8)), ("0123456789abcde0", [1]), ("0123456789ABCDEF", mark),
        ("0123456789abcdeg", mark), ("0123456789abcdef0", mark), ("notes.part", []), ("x.1.2.part", []),
        ("0123456789abcdef.1.part", []), ("0123456789abcdef.1.x.part", []), ("0123456789abcdef.1.2.3.part", []),
        ("signatures.txt", []), ("trimmed~", []),
    ]

    /// What processes wrote that were killed, or that lost power.
    private static let own: [(name: String, bytes: [UInt8])] = [
        ("0000000000000000", []), ("0000000000000001", mark), ("0000000000000002", [UInt8](repeating: 0, count: 100)),
        ("fedcba9876543210.12.345.part", Array("half".utf8)), ("signatures.1.2.part", []), ("trimmed.1.2.part", []),
        ("signatures", [UInt8](repeating: 7, count: 16)),
    ]

    private static func fill(_ folder: borrowing TemporaryFolder) throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/v2", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let old = Date(timeIntervalSince1970: Double(now.adding(days: -40).seconds))
        for (name, bytes) in foreign + own {
            try folder.write("v2/\(name)", bytes)
            try folder.age("v2/\(name)", to: old)
        }
    }

    private static var foreignPaths: [String] { foreign.map { "v2/\($0.name)" } }

    @Test("stay, however old, when the cache is trimmed")
    func trimmed() throws {
        let folder = try TemporaryFolder()
        try Self.fill(folder)
        try CacheFolder(folder.path).trim(now: Self.now)
        #expect(folder.files() == (Self.foreignPaths + ["v2", "v2/trimmed"]).sorted())
    }

    @Test("stay when it is cleared, and are not counted")
    func cleared() throws {
        let folder = try TemporaryFolder()
        try Self.fill(folder)
        try folder.write("v2/trimmed", [])
        let cache = try CacheFolder(folder.path)
        #expect(cache.size() == (0, Self.own.reduce(0) { $0 + $1.bytes.count }))
        try cache.clear()
        #expect(cache.size() == (0, 0))
        #expect(folder.files() == (Self.foreignPaths + ["v2"]).sorted())
    }

    @Test("cannot be what a link leads to, wherever the link is")
    func links() throws {
        let folder = try TemporaryFolder()
        let manager = FileManager.default
        for name in ["target", "target/v2", "cache"] {
            try manager.createDirectory(
                atPath: "\(folder.path)/\(name)", withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        }
        try manager.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/target")
        try manager.createSymbolicLink(
            atPath: "\(folder.path)/cache/v2", withDestinationPath: "\(folder.path)/target/v2")
        for path in ["link", "link/", "link//", "link/.", "link/./", "cache", "cache/"] {
            #expect(throws: FolderError.self, "\(path)") { try CacheFolder("\(folder.path)/\(path)") }
        }
        for path in ["target", "target/", "target/.", "not-there/", "."] {
            #expect(throws: Never.self) { try CacheFolder("\(folder.path)/\(path)") }
        }
    }

    @Test("nor a file, and each refusal says what there is")
    func refusals() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", [])
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/file")
        for (name, words) in [("file", "is no folder"), ("link", "is a link"), ("link/", "is a link")] {
            let error = #expect(throws: FolderError.self) { try CacheFolder("\(folder.path)/\(name)") }
            #expect(error?.reason.contains(words) == true)
        }
    }
}
