import FoundationEssentials
import PackageModel
import Registry
import Storage
import TestSupport
import Testing

@Suite("The bounds of the cache")
final class CacheTrimTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let day = Int64(86_400_000)

    private let folder: TemporaryFolder
    private let memory = MemoryTransport()

    init() throws { self.folder = try TemporaryFolder() }

    private static func request(_ number: Int) -> WebRequest {
        WebRequest(service: .registry, url: "https://a.example/\(number)", maximumBytes: 1 << 20)
    }

    /// Has a process keep answers of so many bytes, checked so many days ago.
    @discardableResult
    private func keep(_ numbers: Range<Int>, bytes: Int = 100, days: Double = 0) async throws -> CacheFolder {
        let cache = try CacheFolder(folder.path)
        let time = Timestamp(milliseconds: Self.now.milliseconds - Int64(days * Double(Self.day)))
        let transport = CachingTransport(memory, cache: cache) { time }
        for number in numbers {
            memory.put(Self.request(number).url, .body(Self.body(number, bytes)))
            #expect(await RecordTests.ask(transport, Self.request(number)) == .success(Self.body(number, bytes)))
        }
        return cache
    }

    private static func body(_ number: Int, _ count: Int) -> [UInt8] {
        // None is an `x`.
        [UInt8](repeating: UInt8(truncatingIfNeeded: number % 100), count: count)
    }

    /// The answers that another process finds, of the first so many.
    private func left(_ count: Int, bytes: Int = 100) async throws -> [Int] {
        let offline = CachingTransport(memory, cache: try CacheFolder(folder.path), mode: .offline) { Self.now }
        var left: [Int] = []
        for number in 0..<count {
            switch await RecordTests.ask(offline, Self.request(number)) {
            case .success(let body): #expect(body == Self.body(number, bytes)); left.append(number)
            case .failure(let error): #expect(error == .offline)
            }
        }
        return left
    }

    private func segments() -> [String] { folder.files().filter { $0.utf8.count == 3 + 16 } }

    @Test("what nobody asked for in a month goes, and its file with the last one", arguments: [100, 300 << 10])
    func age(bytes: Int) async throws {
        try await keep(0..<1, bytes: bytes, days: 31)
        try await keep(1..<2, bytes: bytes, days: 29)
        try CacheFolder(folder.path).trim(now: Self.now)
        #expect(try await left(2, bytes: bytes) == [1])
        #expect(segments().count == 1)
    }

    @Test("what a killed process left goes after an hour, and a segment that was cut short after a month")
    func leftovers() throws {
        try FileManager.default.createDirectory(atPath: "\(folder.path)/v2", withIntermediateDirectories: false)
        let begun: [UInt8] = [16, 0, 0, 0, 0x41, 0x63, 0x6F, 0x70]
        let files: [(name: String, bytes: [UInt8], days: Double)] = [
            ("000000000000000a.1.1.part", begun, 0.5), ("000000000000000b.2.1.part", begun, 0.01),
            ("000000000000000c", begun, 31), ("000000000000000d", begun, 29), ("000000000000000e", [], 0.5),
            ("000000000000000f", [], 0.01),
        ]
        for (name, bytes, days) in files {
            try folder.write("v2/\(name)", bytes)
            try folder.age("v2/\(name)", to: Self.date(daysAgo: days))
        }
        try CacheFolder(folder.path).trim(now: Self.now)
        let left = ["v2", "v2/000000000000000b.2.1.part", "v2/000000000000000d", "v2/000000000000000f", "v2/trimmed"]
        #expect(folder.files() == left)
    }

    private static func date(daysAgo days: Double) -> Date {
        Date(timeIntervalSince1970: Double(now.milliseconds) / 1000 - days * 86_400)
    }

    @Test("beyond its size go those that were checked longest ago")
    func size() async throws {
        for number in 0..<4 { try await keep(number..<number + 1, days: 4 - Double(number)) }
        var bounds = CacheFolder.Bounds()
        bounds.bytes = 250
        try CacheFolder(folder.path).trim(now: Self.now, bounds: bounds)
        #expect(try await left(4) == [2, 3])
    }

    @Test("it is looked at once a day")
    func interval() async throws {
        try await keep(0..<1, days: 30.5)
        let marker = "\(folder.path)/v2/trimmed"
        try folder.write("v2/trimmed", [])
        let date = Date(timeIntervalSince1970: Double(Self.now.milliseconds) / 1000)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: marker)
        let cache = try CacheFolder(folder.path)
        cache.trim(now: Timestamp(milliseconds: Self.now.milliseconds + Self.day - 1))
        #expect(try await left(1) == [0])
        cache.trim(now: Self.now.adding(days: 1))
        #expect(try await left(1) == [])
    }

    @Test("what many runs added is put together, all of it", arguments: [70, 200])
    func together(_ count: Int) async throws {
        for number in 0..<count { try await keep(number..<number + 1) }
        try await keep(count..<count + 1, bytes: 300 << 10)
        #expect(segments().count == count + 1)
        // A day has not passed, but they are many.
        try folder.write("v2/trimmed", [])
        let cache = try CacheFolder(folder.path)
        cache.trim(now: Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) + 1000))
        #expect(segments().count == 2)
        #expect(try await left(count) == Array(0..<count))
        #expect(cache.size().entries == count + 1)
    }

    @Test("where a process is adding answers, nothing is moved, and it goes on")
    func underWay() async throws {
        let adding = try await keep(0..<2)
        for number in 2..<5 { try await keep(number..<number + 1) }
        let before = Set(segments())
        try CacheFolder(folder.path).trim(now: Self.now)
        #expect(segments().count == 2 && before.intersection(segments()).count == 1)
        let transport = CachingTransport(memory, cache: adding) { Self.now }
        memory.put(Self.request(5).url, .body(Self.body(5, 100)))
        #expect(await RecordTests.ask(transport, Self.request(5)) == .success(Self.body(5, 100)))
        #expect(try await left(6) == Array(0..<6))
    }

    @Test("a segment of which little is left is written anew")
    func wasteful() async throws {
        try await keep(0..<10, bytes: 10_000, days: 2)
        // Stale by now, and answered otherwise.
        try await keep(0..<9, bytes: 100)
        #expect(try CacheFolder(folder.path).size().bytes > 100_000)
        try CacheFolder(folder.path).trim(now: Self.now)
        #expect(try await left(9) == Array(0..<9))
        #expect(try CacheFolder(folder.path).size().entries == 10)
        #expect(try CacheFolder(folder.path).size().bytes < 20_000)
        let segments = segments()
        #expect(segments.count == 1)
        // And then it is left alone.
        try CacheFolder(folder.path).trim(now: Self.now.adding(days: 1))
        #expect(self.segments() == segments)
    }
}
