import Registry
import Storage
import TestSupport
import Testing

@Suite("A record and its replay")
struct RecordTests {
    static let endpoints = Endpoints(registry: "http://127.0.0.1:1", scopedRegistries: ["own": "https://own.example"])

    static func request(_ url: String, accept: String = "application/json", limit: Int = 1000) -> WebRequest {
        WebRequest(service: .registry, url: url, accept: accept, maximumBytes: limit)
    }

    /// Asks for bytes that must not begin with `x`.
    static func ask(
        _ transport: some Transport, _ request: WebRequest
    ) async -> Result<[UInt8], TransportError> {
        do throws(TransportError) {
            return .success(
                try await transport.fetch(request) {
                    CollectingDecoder { (bytes) throws(DecodingFailure) in
                        guard bytes.first != UInt8(ascii: "x") else { throw DecodingFailure("an x") }
                        return bytes
                    }
                }.output)
        } catch { return .failure(error) }
    }

    @Test("answers as the services did: bodies, bodies that cannot be decoded, failures")
    func replaysEqual() async throws {
        let folder = try TemporaryFolder()
        let memory = MemoryTransport()
        let failures: [TransportError] = [
            .notFound, .unauthorized(status: 403), .rateLimited, .serverError(status: 502), .unexpectedStatus(418),
            .unreachable(host: "a", reason: "\"\\\u{1B}\n"), .tlsFailed(host: "a", reason: "b"), .timedOut, .truncated,
            .tooLarge(limit: 7), .redirectRefused(to: "http://b/"), .undecodable("c"), .notAsked,
        ]
        var requests = [Self.request("https://a.example/ok"), Self.request("https://a.example/empty")]
        memory.put("https://a.example/ok", json: #"{"name":"é"}"#)
        memory.put("https://a.example/empty", .body([]))
        memory.put("https://a.example/bad", json: "x")
        requests.append(Self.request("https://a.example/bad"))
        for (number, failure) in failures.enumerated() {
            memory.put("https://a.example/\(number)", .failure(failure))
            requests.append(Self.request("https://a.example/\(number)"))
        }
        let recorder = RecordingTransport(memory, into: folder.path, endpoints: Self.endpoints)
        var live: [Result<[UInt8], TransportError>] = []
        for request in requests { live.append(await Self.ask(recorder, request)) }
        try recorder.finish()

        let replay = try ReplayTransport(folder.path)
        #expect(replay.endpoints == Self.endpoints)
        for (request, answer) in zip(requests, live) { #expect(await Self.ask(replay, request) == answer) }
        #expect(live[2] == .failure(.undecodable("an x")))
        #expect(await Self.ask(replay, Self.request("https://a.example/other")) == .failure(.notRecorded))
        #expect(
            await Self.ask(replay, Self.request("https://a.example/ok", accept: "*/*")) == .failure(.notRecorded))
    }

    @Test("has the same bytes whatever the order of the answers")
    func isDeterministic() async throws {
        let memory = MemoryTransport()
        let requests = (1...5).map { Self.request("https://a.example/\($0)") }
        for request in requests.dropLast() { memory.put(request.url, json: "[\"\(request.url)\"]") }
        var records: [[String: [UInt8]]] = []
        for order in [requests, requests.reversed()] {
            let folder = try TemporaryFolder()
            let recorder = RecordingTransport(memory, into: folder.path, endpoints: Self.endpoints)
            for request in order { _ = await Self.ask(recorder, request) }
            try recorder.finish()
            var files: [String: [UInt8]] = [:]
            for file in folder.files() where file.contains(".") { files[file] = try folder.bytes(file) }
            records.append(files)
        }
        #expect(records[0].count == 5)
        #expect(records[0] == records[1])
    }

    @Test("notices a changed, a shortened and a missing body", arguments: ["changed", "shortened", "missing"])
    func damage(_ kind: String) async throws {
        let folder = try TemporaryFolder()
        let memory = MemoryTransport()
        memory.put("https://a.example/ok", json: "[1,2]")
        let recorder = RecordingTransport(memory, into: folder.path, endpoints: Self.endpoints)
        _ = await Self.ask(recorder, Self.request("https://a.example/ok"))
        try recorder.finish()
        let file = try #require(folder.files().first { $0.contains(".body") })
        switch kind {
        case "changed": try folder.write(file, Array("[1,3]".utf8))
        case "shortened": try folder.write(file, Array("[1,2".utf8))
        default:
            let index = String(decoding: try folder.bytes("index.json"), as: UTF8.self)
            try folder.write("index.json", Array(index.split(separator: file).joined(separator: "gone.body").utf8))
        }
        let replay = try ReplayTransport(folder.path)
        let expected = kind == "missing" ? "gone.body" : file
        #expect(
            await Self.ask(replay, Self.request("https://a.example/ok")) == .failure(.recordDamaged(file: expected)))
    }

    @Test("is not led out of its folder", arguments: ["../secret", "/etc/passwd", "a/../../b", "./a", "a//b", ""])
    func traversal(_ file: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("index.json", Self.index(file: file, sha256: ""))
        let replay = try ReplayTransport(folder.path)
        #expect(
            await Self.ask(replay, Self.request("https://a.example/ok")) == .failure(.recordDamaged(file: file)))
    }

    @Test("keeps names of packages out of the file system")
    func fileNames() async throws {
        let folder = try TemporaryFolder()
        let memory = MemoryTransport()
        let recorder = RecordingTransport(memory, into: folder.path, endpoints: Self.endpoints)
        let urls = [
            "https://a.example/@s%2f..%2f..%2fx", "https://a.example/CON",
            "https://a.example/" + String(repeating: "ab", count: 400),
        ]
        for url in urls {
            memory.put(url, json: "[]")
            _ = await Self.ask(recorder, Self.request(url))
        }
        try recorder.finish()
        let bodies = folder.files().filter { $0.hasSuffix(".body") }
        #expect(bodies.count == 3)
        for body in bodies {
            #expect(body.hasPrefix("registry/"))
            #expect(body.utf8.count < 120)
            #expect(!body.contains("..") && !body.contains("%") && !body.contains("@"))
        }
    }

    @Test("says what is wrong with an index")
    func badIndexes() throws {
        let folder = try TemporaryFolder()
        #expect(throws: RecordError.folder(.notFound("\(folder.path)/index.json"))) { try ReplayTransport(folder.path) }
        try folder.write("index.json", Array(#"{"formatVersion": 2}"#.utf8))
        #expect(throws: RecordError.unknownFormat(2)) { try ReplayTransport(folder.path) }
        try folder.write("index.json", Array(#"{"formatVersion": 1, "answers": [{"url": "ftp://x"}]}"#.utf8))
        #expect(throws: RecordError.badIndex("answer 1")) { try ReplayTransport(folder.path) }
        let twice = String(decoding: Self.index(file: "a", sha256: ""), as: UTF8.self)
            .replacing(
                "[{",
                with:
                    #"[{"url": "https://a.example/ok", "accept": "application/json", "service": "registry", "failure": {"code": "not-found"}}, {"#
            )
        try folder.write("index.json", Array(twice.utf8))
        #expect(throws: RecordError.twice("https://a.example/ok")) { try ReplayTransport(folder.path) }
    }

    @Test("says that a folder cannot be written to, and lets the audit go on")
    func unwritable() async throws {
        let folder = try TemporaryFolder()
        try folder.write("file", [])
        let memory = MemoryTransport()
        memory.put("https://a.example/ok", json: "[]")
        let recorder = RecordingTransport(memory, into: "\(folder.path)/file/below", endpoints: Self.endpoints)
        #expect(await Self.ask(recorder, Self.request("https://a.example/ok")) == .success(Array("[]".utf8)))
        #expect(throws: FolderError.self) { try recorder.finish() }
    }

    private static func index(file: String, sha256: String) -> [UInt8] {
        Array(
            """
            {"formatVersion": 1, "endpoints": {"registry": "https://a.example", "scopedRegistries": {},
             "downloadsAPI": "https://b.example", "githubAPI": "https://c.example", "tufMirror": "https://d.example"},
             "answers": [{"url": "https://a.example/ok", "accept": "application/json", "service": "registry",
                          "file": "\(file)", "size": 0, "sha256": "\(sha256)"}]}
            """.utf8)
    }
}
