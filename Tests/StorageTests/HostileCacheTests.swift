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

    private static func resize(_ folder: borrowing TemporaryFolder, _ name: String, to size: Int) {
        #expect(unsafe truncate("\(folder.path)/\(name)", off_t(size)) == 0)
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

    @Test("files of any size are counted", .enabled(if: hasMemoryDisk))
    func sizes() throws {
        let folder = try TemporaryFolder(in: Self.memoryDisk)
        try Self.makeFolder(folder)
        for number in 0..<2 {
            let name = "v2/000000000000000\(number)"
            try folder.write(name, Self.segment([]))
            Self.resize(folder, name, to: .max)
        }
        let cache = try CacheFolder(folder.path)
        #expect(cache.size() == (0, .max))
        cache.trim(now: Self.now)
    }

    @Test("a slot whose answer is longer than short ones are has none")
    func longSlot() throws {
        let folder = try TemporaryFolder()
        try Self.makeFolder(folder)
        for (number, length) in [256 << 10, 256 << 10 + 1, 500 << 20].enumerated() {
            let name = "v2/000000000000000\(number)"
            let request = RecordTests.request("https://a.example/\(number)")
            try folder.write(name, Self.segment([Self.slot(request, bodyLength: length)]))
            Self.resize(folder, name, to: 600 << 20)
        }
        #expect(try CacheFolder(folder.path).size().entries == 1)
    }

    @Test("an answer that is not what was written is not written again")
    func badCopies() async throws {
        let folder = try TemporaryFolder()
        let memory = MemoryTransport()
        memory.put(Self.request.url, .body(Array("[1]".utf8)))
        let transport = CachingTransport(memory, cache: try CacheFolder(folder.path)) { Self.now }
        #expect(await RecordTests.ask(transport, Self.request) == .success(Array("[1]".utf8)))
        for number in 0..<3 {
            let slot = Self.slot(RecordTests.request("https://b.example/\(number)"), bodyLength: 1000)
            try folder.write(
                "v2/000000000000000\(number)", Self.segment([slot]) + [UInt8](repeating: 7, count: 1000))
        }
        let other = try CacheFolder(folder.path)
        #expect(other.size().entries == 4)
        memory.put("https://a.example/other", .body(Array("[2]".utf8)))
        let second = CachingTransport(memory, cache: other) { Self.now }
        _ = await RecordTests.ask(second, RecordTests.request("https://a.example/other"))
        // Their processes are gone.
        withExtendedLifetime((transport, second)) {}
        try CacheFolder(folder.path).trim(now: Self.now)
        #expect(try CacheFolder(folder.path).size().entries == 2)
    }

    /// Entity tags and the digests of the answer `[1]` with them, which another program has computed (docs/cache.md).
    static let tags: [(tag: String, digest: String, isUsed: Bool)] = [
        ("\"a\"", "5f10ef5362dc8e4a896422579adf50354606d54d3e2c1e6d48c858854093b440", true),
        ("\"a\tb\"", "bf37454d3e2e10c1acb582a60641853576f454e56f27de354c850bdf846fd2d7", true),
        ("\"a\"\r\nx-evil: 1", "625463b69af8abe6a1d2451e43a78d730d21f2a719ead72e7d5dbd60d6186a3a", false),
        ("\"a\0\"", "ea8198ad64754ff0b63115e9df39e7a1d6a4a8b74968b32507015ac0e0abd071", false),
        ("\"a\u{7F}\"", "640c97cf2383c5a75e36a9106f6716455382c06e751673d327b526f744cc5740", false),
    ]

    @Test("an answer whose entity tag no request can carry is as good as not there", arguments: tags)
    func heldTags(_ tag: String, _ digest: String, _ isUsed: Bool) async throws {
        let folder = try TemporaryFolder()
        try Self.makeFolder(folder)
        let memory = MemoryTransport()
        memory.put(Self.request.url, .body(Array("[2]".utf8)))
        let slot = Self.slot(
            Self.request, digest: try #require(Hexadecimal.decode(digest)), bodyLength: 3, tagLength: tag.utf8.count)
        try folder.write("v2/0123456789abcdef", Self.segment([slot]) + Array("[1]\(tag)".utf8))
        let later = Timestamp(milliseconds: Self.now.milliseconds + 3_600_000)
        let offline = CachingTransport(memory, cache: try CacheFolder(folder.path), mode: .offline) { later }
        #expect(
            await RecordTests.ask(offline, Self.request)
                == (isUsed ? .success(Array("[1]".utf8)) : .failure(.offline)))
        let online = CachingTransport(memory, cache: try CacheFolder(folder.path)) { later }
        #expect(await RecordTests.ask(online, Self.request) == .success(Array("[2]".utf8)))
        #expect(memory.requests.map(\.entityTag) == [isUsed ? tag : nil])
    }

    @Test("of an answer with such a tag the tag is not kept", arguments: tags)
    func keptTags(_ tag: String, _: String, _ isUsed: Bool) async throws {
        let folder = try TemporaryFolder()
        let memory = MemoryTransport()
        memory.put(Self.request.url, .body(Array("[1]".utf8)), entityTag: tag)
        for hour in 0..<2 as Range<Int64> {
            let time = Timestamp(milliseconds: Self.now.milliseconds + hour * 3_600_000)
            let transport = CachingTransport(memory, cache: try CacheFolder(folder.path)) { time }
            #expect(await RecordTests.ask(transport, Self.request) == .success(Array("[1]".utf8)))
        }
        #expect(memory.requests.map(\.entityTag) == [nil, isUsed ? tag : nil])
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

    @Test("a new segment is another's from the moment that it is there")
    func lockedWhenMade() throws {
        let folder = try TemporaryFolder()
        let files = Folder("\(folder.path)/v2", rights: .private)
        let segment = try Segment.make(in: files, capacity: 16)
        let (other, _) = try #require(Segment.open(segment.name, in: files, staysOpen: true))
        #expect(other.lock() == nil)
        withExtendedLifetime(segment) {}
    }
}
