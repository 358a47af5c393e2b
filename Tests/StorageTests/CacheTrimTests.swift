import FoundationEssentials
import PackageModel
import Storage
import Testing

@Suite("The bounds of the cache")
struct CacheTrimTests {
    private static let now = Timestamp(seconds: 1_800_000_000)

    /// A cache with files of 100 bytes, each written so many days ago.
    private static func folder(_ files: [String: Double]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, days) in files {
            let path = "\(folder.path)/v1/\(name)"
            let parent = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try Data(count: 100).write(to: URL(filePath: path))
            let date = Date(timeIntervalSince1970: Double(Self.now.milliseconds) / 1000 - days * 86_400)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        return folder
    }

    private static func left(_ folder: borrowing TemporaryFolder) -> [String] {
        folder.files().filter { $0.contains("/") && !$0.hasSuffix("trimmed") }
            .map { String($0.dropFirst("v1/".count)) }
    }

    @Test("what nobody asked for in a month goes, and what a killed process left")
    func age() throws {
        let folder = try Self.folder(["new": 1, "old": 31, "x.1.part": 0.5, "y.2.part": 0.01])
        try CacheFolder(folder.path).trim(now: Self.now)
        #expect(Self.left(folder) == ["new", "y.2.part"])
    }

    @Test("beyond its size the oldest go first")
    func size() throws {
        let folder = try Self.folder(["1": 3, "2": 2, "3": 1, "4": 0])
        var bounds = CacheFolder.Bounds()
        bounds.bytes = 250
        try CacheFolder(folder.path).trim(now: Self.now, bounds: bounds)
        #expect(Self.left(folder) == ["3", "4"])
    }

    @Test("it is looked at once a day")
    func interval() throws {
        let folder = try Self.folder(["trimmed": 0.5, "old": 31])
        let cache = try CacheFolder(folder.path)
        cache.trim(now: Self.now)
        #expect(Self.left(folder) == ["old"])
        #expect(cache.size().entries == 1)
        cache.trim(now: Self.now.adding(days: 1))
        #expect(Self.left(folder) == [])
    }
}
