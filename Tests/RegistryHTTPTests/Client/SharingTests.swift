import Registry
import TestSupport
import Testing

@Suite("The same answer is asked for once")
struct SharingTests {
    static func count(_ transport: some Transport, _ request: WebRequest) async -> Result<Int, TransportError> {
        do throws(TransportError) {
            return .success(
                try await transport.fetch(request) {
                    CollectingDecoder { (bytes) throws(DecodingFailure) in bytes.count }
                }.output)
        } catch { return .failure(error) }
    }

    @Test("by many at once, in their own ways")
    func once() async throws {
        let memory = MemoryTransport()
        let sharing = SharingTransport(memory)
        let request = Endpoints().github(owner: "a", name: "b")
        memory.put(request.url, json: "[1]")
        let answers = await withTaskGroup(of: Result<Int, TransportError>.self) { group in
            for _ in 0..<100 { group.addTask { await Self.count(sharing, request) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: .success(3), count: 100))
        let bytes = try await sharing.fetch(request) { CollectingDecoder() }.output
        #expect(bytes == Array("[1]".utf8))
        #expect(memory.requests.count == 1)
    }

    @Test("also when there is none")
    func failures() async throws {
        let memory = MemoryTransport()
        let sharing = SharingTransport(memory)
        let request = Endpoints().github(owner: "a", name: "b")
        memory.put(request.url, .failure(.serverError(status: 502)))
        for _ in 0..<3 { #expect(await Self.count(sharing, request) == .failure(.serverError(status: 502))) }
        #expect(memory.requests.count == 1)
    }

    @Test("but not when it is another form, and those of a registry pass through")
    func others() async throws {
        let memory = MemoryTransport()
        let sharing = SharingTransport(memory)
        var request = WebRequest(service: .github, url: "https://a/b", maximumBytes: 10)
        memory.put(request.url, json: "[1]")
        _ = await Self.count(sharing, request)
        request = WebRequest(service: .github, url: "https://a/b", accept: "*/*", maximumBytes: 10)
        _ = await Self.count(sharing, request)
        #expect(memory.requests.count == 2)
        request = WebRequest(service: .registry, url: "https://a/b", maximumBytes: BodyLimit.packument)
        _ = await Self.count(sharing, request)
        _ = await Self.count(sharing, request)
        #expect(memory.requests.count == 4)
    }
}
