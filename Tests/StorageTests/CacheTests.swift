import FoundationEssentials
import PackageModel
import Registry
import Storage
import Synchronization
import TestSupport
import Testing

/// A clock that a test moves.
final class HandClock: Sendable {
    private let time = Mutex(Timestamp(seconds: 1_800_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func move(minutes: Int64) {
        time.withLock { $0 = Timestamp(seconds: $0.milliseconds / 1000 + minutes * 60) }
    }
}

@Suite("The cache")
struct CacheTests {
    let memory = MemoryTransport()
    let clock = HandClock()
    let request = RecordTests.request("https://a.example/axios")

    private func cached(
        _ path: String, _ mode: CachingTransport<MemoryTransport>.Mode = .online
    ) throws -> CachingTransport<MemoryTransport> {
        CachingTransport(memory, cache: try CacheFolder(path), mode: mode) { [clock] in clock.now }
    }

    private func ask(_ transport: some Transport, _ request: WebRequest? = nil) async -> Result<[UInt8], TransportError>
    {
        await RecordTests.ask(transport, request ?? self.request)
    }

    private func put(_ text: String, tag: String? = "\"1\"", at url: String? = nil) {
        memory.put(url ?? request.url, .body(Array(text.utf8)), entityTag: tag)
    }

    private func success(_ text: String) -> Result<[UInt8], TransportError> { .success(Array(text.utf8)) }

    @Test("answers without asking while fresh, also another process")
    func fresh() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        #expect(try await ask(cached(folder.path)) == success("[1]"))
        clock.move(minutes: 4)
        #expect(try await ask(cached(folder.path)) == success("[1]"))
        #expect(memory.requests.count == 1)
    }

    @Test("keeps answers of any length", arguments: [0, 1, 100 << 10, 256 << 10, 257 << 10, 1 << 20])
    func long(_ size: Int) async throws {
        let folder = try TemporaryFolder()
        let request = WebRequest(service: .registry, url: "https://a.example/long", maximumBytes: 1 << 20)
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 3) }
        memory.put(request.url, .body(body))
        for _ in 0..<2 { #expect(try await ask(cached(folder.path), request) == .success(body)) }
        #expect(memory.requests.count == 1)
    }

    @Test("asks whether a stale answer is still right, and then has it fresh again")
    func revalidated() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        for _ in 0..<2 {
            #expect(try await ask(cached(folder.path)) == success("[1]"))
            clock.move(minutes: 5)
        }
        #expect(memory.requests.map(\.entityTag) == [nil, "\"1\""])
        put("[2]", tag: "\"2\"")
        #expect(try await ask(cached(folder.path)) == success("[2]"))
        #expect(try await ask(cached(folder.path)) == success("[2]"))
        #expect(memory.requests.count == 3)
    }

    @Test("a confirmation that was written by halves is as good as no answer")
    func tornConfirmation() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        let file = try #require(Self.segments(folder).first)
        let before = try folder.bytes(file)
        clock.move(minutes: 60)
        _ = try await ask(cached(folder.path))
        let after = try folder.bytes(file)
        #expect(memory.requests.count == 2 && before.count == after.count)
        // Only the end of the slot is another: the time and the checksum.
        let changed = before.indices.filter { before[$0] != after[$0] }
        let end = (try #require(changed.first))..<(try #require(changed.last) + 1)
        #expect(end.lowerBound >= 8 + 80 && end.upperBound <= 8 + 96)
        for split in end.dropFirst() {
            try folder.write(file, Array(after[..<split] + before[split...]))
            #expect(try await ask(cached(folder.path, .offline)) == .failure(.offline))
        }
    }

    @Test("a confirmation of an answer that another process has replaced is none of the new one")
    func lateConfirmation() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        let late = try cached(folder.path)
        #expect(await ask(late) == success("[1]"))
        clock.move(minutes: 60)
        put("[2]", tag: "\"2\"")
        #expect(try await ask(cached(folder.path)) == success("[2]"))
        // For the late one the service still has the first.
        put("[1]")
        clock.move(minutes: 60)
        #expect(await ask(late) == success("[1]"))
        #expect(memory.requests.last?.entityTag == "\"1\"")
        #expect(try await ask(cached(folder.path, .offline)) == success("[2]"))
        #expect(try CacheFolder(folder.path).size().entries == 1)
    }

    @Test("an answer that is cleared away while it is confirmed is asked for again")
    func clearedMeanwhile() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        let cache = try CacheFolder(folder.path)
        let clearing = Clearing(base: memory, cache: cache)
        let transport = CachingTransport(clearing, cache: cache) { [clock] in clock.now }
        #expect(await ask(transport) == success("[1]"))
        clock.move(minutes: 60)
        #expect(await ask(transport) == success("[1]"))
        #expect(cache.failure == nil && cache.size().entries == 0)
    }

    /// Empties the cache before it answers.
    private struct Clearing: Transport {
        let base: MemoryTransport
        let cache: CacheFolder

        func fetch<Decoder: BodyDecoder>(
            _ request: WebRequest, decoder: @Sendable () -> Decoder
        ) async throws(TransportError) -> Fetched<Decoder.Output> {
            try? cache.clear()
            return try await base.fetch(request, decoder: decoder)
        }
    }

    @Test("a long answer that is cleared away while it arrives is one that is not kept, and others are")
    func clearedHalfway() async throws {
        let folder = try TemporaryFolder()
        let long = WebRequest(service: .registry, url: "https://a.example/long", maximumBytes: 1 << 20)
        let body = [UInt8](repeating: 7, count: 1 << 20)
        let cache = try CacheFolder(folder.path)
        let clearing = Halfway(body: body) { try? cache.clear() }
        let halfway = CachingTransport(clearing, cache: cache) { [clock] in clock.now }
        #expect(await ask(halfway, long) == .success(body))
        #expect(cache.failure == nil && cache.size().entries == 0)
        put("[1]")
        let transport = CachingTransport(memory, cache: cache) { [clock] in clock.now }
        #expect(await ask(transport) == success("[1]"))
        #expect(cache.size().entries == 1)
    }

    /// Answers with a body, and does something when half of it was sent.
    private struct Halfway: Transport {
        let body: [UInt8]
        let event: @Sendable () -> Void

        func fetch<Decoder: BodyDecoder>(
            _ request: WebRequest, decoder: @Sendable () -> Decoder
        ) async throws(TransportError) -> Fetched<Decoder.Output> {
            do throws(DecodingFailure) {
                var decoder = decoder()
                try unsafe decoder.consume(body.span.bytes.extracting(..<(body.count / 2)))
                event()
                try unsafe decoder.consume(body.span.bytes.extracting((body.count / 2)...))
                return Fetched(output: try decoder.finish(), size: body.count)
            } catch { throw .undecodable(error.reason) }
        }
    }

    @Test("an answer from the future is not fresh")
    func future() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        clock.move(minutes: -1)
        _ = try await ask(cached(folder.path))
        #expect(memory.requests.count == 2)
    }

    static let lifetimes: [(service: WebRequest.Service, minutes: Int64)] = [
        (.registry, 5), (.downloads, 12 * 60), (.github, 24 * 60),
    ]

    @Test("each service has its own time", arguments: lifetimes)
    func lifetime(_ service: WebRequest.Service, _ minutes: Int64) async throws {
        let folder = try TemporaryFolder()
        let request = WebRequest(service: service, url: "https://a.example/x", maximumBytes: 100)
        put("[1]", at: request.url)
        _ = try await ask(cached(folder.path), request)
        clock.move(minutes: minutes - 1)
        _ = try await ask(cached(folder.path), request)
        #expect(memory.requests.count == 1)
        clock.move(minutes: 1)
        _ = try await ask(cached(folder.path), request)
        #expect(memory.requests.count == 2)
    }

    @Test("metadata of TUF is never kept")
    func tuf() async throws {
        let folder = try TemporaryFolder()
        let request = Endpoints(tufMirror: "https://a.example").tuf("timestamp.json", maximumBytes: 1000)
        put("[1]", at: request.url)
        for _ in 0..<2 { _ = try await ask(cached(folder.path), request) }
        #expect(memory.requests.count == 2)
        #expect(folder.files().isEmpty)
        #expect(try await ask(cached(folder.path, .offline), request) == .failure(.offline))
    }

    @Test("failures and undecodable answers are not kept")
    func failures() async throws {
        let folder = try TemporaryFolder()
        #expect(try await ask(cached(folder.path)) == .failure(.notFound))
        memory.put(request.url, .failure(.serverError(status: 502)))
        #expect(try await ask(cached(folder.path)) == .failure(.serverError(status: 502)))
        put("x")
        #expect(try await ask(cached(folder.path)) == .failure(.undecodable("an x")))
        put("[1]")
        #expect(try await ask(cached(folder.path)) == success("[1]"))
        #expect(memory.requests.count == 4)
    }

    @Test("a failure is a failure, even with a stale answer at hand")
    func staleOnError() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        clock.move(minutes: 60)
        memory.put(request.url, .failure(.timedOut))
        #expect(try await ask(cached(folder.path)) == .failure(.timedOut))
    }

    @Test("offline, what is there is used however old, and its age is known")
    func offline() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        let first = clock.now
        clock.move(minutes: 100_000)
        put("[2]", at: "https://a.example/chalk")
        _ = try await ask(cached(folder.path), RecordTests.request("https://a.example/chalk"))
        let transport = try cached(folder.path, .offline)
        #expect(transport.oldestUsed == nil)
        #expect(await ask(transport, RecordTests.request("https://a.example/chalk")) == success("[2]"))
        #expect(await ask(transport) == success("[1]"))
        #expect(transport.oldestUsed == first)
        #expect(await ask(transport, RecordTests.request("https://a.example/zod")) == .failure(.offline))
        #expect(memory.requests.count == 2)
    }

    @Test("a changed or shortened file is never believed")
    func poisoned() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        let file = try #require(Self.segments(folder).first)
        let good = try folder.bytes(file)
        // All but slots that are free: the head, one slot, and the answer with its tag.
        let used = Array(0..<8 + 96) + Array(good.count - 6..<good.count)
        #expect(good.suffix(6).elementsEqual("[1]\"1\"".utf8))
        let bad =
            used.map { index in
                var bytes = good
                bytes[index] ^= 1
                return bytes
            } + good.indices.map { Array(good[..<$0]) }
        for bytes in bad {
            try folder.write(file, bytes)
            #expect(try await ask(cached(folder.path, .offline)) == .failure(.offline))
        }
        try folder.write(file, bad[used.count - 1])
        #expect(try await ask(cached(folder.path)) == success("[1]"))
        #expect(memory.requests.last?.entityTag == nil)
        #expect(try await ask(cached(folder.path, .offline)) == success("[1]"))
    }

    @Test("an answer in another's place is not believed")
    func moved() async throws {
        let folder = try TemporaryFolder()
        let other = RecordTests.request("https://b.example/axios")
        put("[1]")
        put("[2]", at: other.url)
        _ = try await ask(cached(folder.path))
        let first = try #require(Self.segments(folder).first)
        _ = try await ask(cached(folder.path), other)
        let second = try #require(Self.segments(folder).first { $0 != first })
        var (mine, its) = (try folder.bytes(first), try folder.bytes(second))
        swap(&mine[mine.count - 5], &its[its.count - 5])
        try folder.write(first, mine)
        try folder.write(second, its)
        for request in [request, other] {
            #expect(try await ask(cached(folder.path, .offline), request) == .failure(.offline))
        }
    }

    @Test("nor is one whose slot counts some of its entity tag to the body")
    func moreBody() async throws {
        let folder = try TemporaryFolder()
        put("[1]", tag: "\"1\"")
        _ = try await ask(cached(folder.path))
        let file = try #require(Self.segments(folder).first)
        var bytes = try folder.bytes(file)
        // The lengths are the tenth of a slot's twelve words, and the last is their checksum (docs/cache.md).
        let lengths = 8 + 9 * 8
        #expect(Array(bytes[lengths..<lengths + 8]) == [3, 0, 0, 0, 3, 0, 0, 0])
        bytes.replaceSubrange(lengths..<lengths + 8, with: [4, 0, 0, 0, 2, 0, 0, 0])
        Self.seal(&bytes)
        try folder.write(file, bytes)
        #expect(try CacheFolder(folder.path).size().entries == 1)
        #expect(try await ask(cached(folder.path, .offline)) == .failure(.offline))
    }

    @Test("whatever lies in the folder, an answer is found, and nothing else is taken for one")
    func foreign() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        let mark: [UInt8] = [0x41, 0x63, 0x6F, 0x70]
        let files: [[UInt8]] = [
            [], mark, [0, 0, 0, 0] + mark, [1, 0, 0, 0] + mark, [1, 4, 0, 0] + mark, [255, 255, 255, 255] + mark,
            [UInt8](repeating: 0, count: 4096), [UInt8](repeating: 255, count: 4096),
            [4, 0, 0, 0] + mark + [UInt8](repeating: 255, count: 4096),
        ]
        for (number, bytes) in files.enumerated() { try folder.write("v2/000000000000000\(number)", bytes) }
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/v2/aaaaaaaaaaaaaaaa", withIntermediateDirectories: false)
        #expect(try await ask(cached(folder.path, .offline)) == success("[1]"))
        #expect(try CacheFolder(folder.path).size().entries == 1)
    }

    @Test("whatever numbers a slot has, its answer is the right one or none")
    func numbers() async throws {
        let folder = try TemporaryFolder()
        put("[1]")
        _ = try await ask(cached(folder.path))
        let file = try #require(Self.segments(folder).first)
        let good = try folder.bytes(file)
        let numbers: [UInt64] = [
            0, 1, 2, 3, 4, 7, 8, 95, 96, UInt64(good.count) - 1, UInt64(good.count), 1 << 31, 1 << 32, 3 << 32 | 3,
            1 << 62,
            1 << 63 - 1, 1 << 63, UInt64(bitPattern: Int64(-1600)), .max - 2, .max,
        ]
        for index in 0..<11 {
            for number in numbers {
                var bytes = good
                Self.put(number, at: index, in: &bytes)
                Self.seal(&bytes)
                try folder.write(file, bytes)
                let answer = try await ask(cached(folder.path, .offline))
                // When it was checked is all that may be another.
                #expect(answer == (index == 10 || bytes == good ? success("[1]") : .failure(.offline)))
            }
        }
    }

    /// Gives the first slot the checksum of its numbers (docs/cache.md).
    private static func seal(_ bytes: inout [UInt8]) {
        func word(_ index: Int) -> UInt64 {
            bytes[(8 + index * 8)..<(16 + index * 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let sum = (0..<11).reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ word($1)) &* 0x0000_0100_0000_01B3 }
        put(sum, at: 11, in: &bytes)
    }

    private static func put(_ number: UInt64, at index: Int, in bytes: inout [UInt8]) {
        for place in 0..<8 { bytes[8 + index * 8 + place] = UInt8(truncatingIfNeeded: number >> (8 * place)) }
    }

    /// The files that answers are in.
    private static func segments(_ folder: borrowing TemporaryFolder) -> [String] {
        folder.files().filter { $0.hasPrefix("v2/") && $0.utf8.count == 3 + 16 }
    }

    @Test("names of packages do not reach the file system")
    func names() async throws {
        let folder = try TemporaryFolder()
        for path in ["@s%2f..%2fx", "CON", "axios", "Axios", String(repeating: "a", count: 3000)] {
            put("[1]", at: "https://a.example/\(path)")
            _ = try await ask(cached(folder.path), RecordTests.request("https://a.example/\(path)"))
        }
        #expect(try CacheFolder(folder.path).size().entries == 5)
        let files = Self.segments(folder)
        #expect(files.count == 5)
        let expected = Set("0123456789abcdef/v".utf8)
        #expect(files.allSatisfy { $0.utf8.allSatisfy(expected.contains) })
    }

    @Test("a folder that others could have filled is refused")
    func notPrivate() throws {
        let folder = try TemporaryFolder()
        let (shared, link) = ("\(folder.path)/shared", "\(folder.path)/link")
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: shared)
        #expect(throws: FolderError.link(link)) { try CacheFolder(link) }
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: shared)
        #expect(throws: FolderError.notPrivate(shared)) { try CacheFolder(shared) }
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: shared)
        #expect(throws: Never.self) { try CacheFolder(shared) }
        #expect(throws: Never.self) { try CacheFolder("\(folder.path)/not-there") }
    }

    @Test("where nothing can be written, the audit goes on, and why is known")
    func unwritable() async throws {
        let folder = try TemporaryFolder()
        try folder.write("file", [])
        put("[1]")
        let cache = try CacheFolder("\(folder.path)/file/below")
        let transport = CachingTransport(memory, cache: cache) { [clock] in clock.now }
        #expect(cache.failure == nil)
        #expect(await ask(transport) == success("[1]"))
        #expect(await ask(transport) == success("[1]"))
        #expect(cache.failure != nil)
        #expect(memory.requests.count == 2)
    }

    @Test("knows its size, and is empty when it was cleared")
    func clearing() async throws {
        let folder = try TemporaryFolder()
        let cache = try CacheFolder(folder.path)
        #expect(cache.size() == (0, 0))
        for number in 1...3 {
            put("[\(number)]", at: "https://a.example/\(number)")
            _ = try await ask(cached(folder.path), RecordTests.request("https://a.example/\(number)"))
        }
        #expect(cache.size().entries == 3)
        #expect(cache.size().bytes > 3 * 64)
        try cache.clear()
        #expect(cache.size() == (0, 0))
        #expect(try await ask(cached(folder.path, .offline)) == .failure(.offline))
    }

    @Test("many that use it at once never see half of an answer")
    func shared() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        for number in 0..<20 {
            put(String(repeating: "\(number);", count: 5000), tag: nil, at: "https://a.example/\(number)")
        }
        let right = await withTaskGroup(of: Bool.self) { group in
            for worker in 0..<8 {
                group.addTask { [memory] in
                    // Each has its own clock, so that some find everything stale and write it again.
                    let now = Timestamp(seconds: Int64(1_800_000_000 + worker * 1000))
                    guard let cache = try? CacheFolder(path) else { return false }
                    let transport = CachingTransport(memory, cache: cache) { now }
                    for round in 0..<100 {
                        let number = (round * 7 + worker) % 20
                        let request = RecordTests.request("https://a.example/\(number)", limit: 100_000)
                        let expected = Array(String(repeating: "\(number);", count: 5000).utf8)
                        guard await RecordTests.ask(transport, request) == .success(expected) else { return false }
                    }
                    return true
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(right == Array(repeating: true, count: 8))
        #expect(try CacheFolder(path).size().entries == 20)
    }
}
