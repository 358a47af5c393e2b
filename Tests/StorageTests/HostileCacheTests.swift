import FoundationEssentials
import PackageModel
import Registry
import TestSupport
import Testing

@testable import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("A cache that others have written into")
struct HostileCacheTests {
    /// Where files can have any time and any size.
    static let memoryDisk = "/dev/shm"
    static var hasMemoryDisk: Bool { FileManager.default.isWritableFile(atPath: memoryDisk) }

    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let request = RecordTests.request("https://a.example/axios")

    /// A file with a table of these slots, up to the first answer.
    private static func segment(_ slots: [AnswerSlot], capacity: Int = 16) -> [UInt8] {
        let free = [UInt8](repeating: 0, count: (capacity - slots.count) * AnswerSlot.length)
        return Segment.head(capacity: capacity) + slots.flatMap(\.bytes) + free
    }

    private static func slot(
        _ request: WebRequest, digest: [UInt8] = [UInt8](repeating: 1, count: 32), bodyLength: Int, tagLength: Int = 0,
        capacity: Int = 16, checked: Timestamp = now
    ) -> AnswerSlot {
        AnswerSlot(
            key: AnswerKey(request), digest: unsafe AnswerDigest(digest.span.bytes),
            offset: Segment.end(ofTable: capacity), bodyLength: bodyLength, tagLength: tagLength, checked: checked)
    }

    private static func makeFolder(_ folder: borrowing TemporaryFolder) throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/v2", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    @Test("a file from any time is looked at", .enabled(if: hasMemoryDisk), arguments: [1e16, -1e16])
    func times(_ seconds: Double) throws {
        let folder = try TemporaryFolder(in: Self.memoryDisk)
        try Self.makeFolder(folder)
        for name in ["v2/0123456789abcdef", "v2/trimmed"] {
            try folder.write(name, [])
            try folder.age(name, to: Date(timeIntervalSince1970: seconds))
        }
        let cache = try CacheFolder(folder.path)
        #expect(cache.size() == (0, 0))
        cache.trim(now: Self.now)
    }

    @Test("however many files are none, those that are segments are found")
    func junk() async throws {
        let folder = try TemporaryFolder()
        try Self.makeFolder(folder)
        for number in 0..<2 * AnswerIndex.maximumSegments {
            let digits = String(number, radix: 16)
            try folder.write("v2/" + String(repeating: "0", count: 16 - digits.utf8.count) + digits, [])
        }
        let memory = MemoryTransport()
        for number in 0..<10 {
            let request = RecordTests.request("https://a.example/\(number)")
            memory.put(request.url, .body(Array("[1]".utf8)))
            // Each a process, with a segment.
            let transport = CachingTransport(memory, cache: try CacheFolder(folder.path)) { Self.now }
            _ = await RecordTests.ask(transport, request)
        }
        #expect(try CacheFolder(folder.path).size().entries == 10)
    }
}
