import FoundationEssentials
import PackageModel
import Registry
import Storage
import TestSupport
import Testing

@Suite("A packument is kept as an excerpt")
struct ExcerptTests {
    /// Every fact that is read, beside much that is not.
    static let document = #"""
        {"_id":"x","name":"x","readme":"\#(String(repeating: "long ", count: 1000))",
         "dist-tags":{"latest":"1.0.0","é\"\\\u0001":"2.0.0-a+b"},
         "versions":{
          "1.0.0":{"name":"x","version":"1.0.0","_npmUser":{"name":"a","email":"a@b"},
            "maintainers":[{"name":"a","email":"a@b"},"c <d@e>"],
            "dist":{"integrity":"sha512-\#(String(repeating: "A", count: 86))==","shasum":"\#(String(repeating: "0f", count: 20))",
              "signatures":[{"keyid":"SHA256:k","sig":"c2ln"}],"unpackedSize":12,"fileCount":3,
              "attestations":{"url":"https://evil.example","provenance":{"predicateType":"https://slsa.dev/provenance/v1"}}},
            "scripts":{"preinstall":"p","install":"i","postinstall":"o","prepare":"r","test":"t"},"gypfile":true,
            "dependencies":{"b":"^1","@s/c":"npm:d@2"},"optionalDependencies":{"e":"*"},"gitHead":"abc",
            "repository":{"type":"git","url":"git+https://github.com/a/b.git","directory":"packages/x"},
            "deprecated":"do \"not\"\nuse"},
          "2.0.0-a+b":{"name":"x","version":"2.0.0-a+b","deprecated":true,"dist":{"attestations":{}},
            "_npmUser":{"name":"GitHub Actions","email":"npm-oidc-no-reply@github.com",
              "trustedPublisher":{"id":"github","oidcConfigId":"oidc:1"},"approver":{"name":"f","email":"g@h"},
              "actor":{"name":"i","email":"j@k"}},"repository":"a/b"}},
         "time":{"created":"2015-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.001Z","1.0.0":"2015-01-01T00:00:00.000Z",
           "0.9.0":"2014-01-01T00:00:00.000Z","2.0.0-a+b":"2026-01-01T00:00:00.000Z"},
         "maintainers":[{"name":"a","email":"a@b"}],"repository":{"url":"https://github.com/a/b"}}
        """#

    static func decode(_ bytes: [UInt8], _ name: PackageName) throws -> Packument {
        try bytes.decoded(by: PackumentDecoder(name: name)).output
    }

    /// The excerpt that is written while the document arrives in pieces of that size.
    private static func excerpt(_ bytes: [UInt8], _ name: PackageName, by size: Int = 64 << 10) throws -> [UInt8] {
        var (decoder, excerpt) = (PackumentDecoder(name: name), [UInt8]())
        let hasExcerpt = decoder.startExcerpt()
        #expect(hasExcerpt)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let chunk = Array(bytes[start..<min(start + size, bytes.count)])
            try unsafe decoder.decode(chunk.span.bytes)
            decoder.moveExcerpt(to: &excerpt)
        }
        _ = try decoder.packument()
        decoder.moveExcerpt(to: &excerpt)
        return excerpt
    }

    @Test("which says the same in fewer bytes, however it arrives", arguments: [1, 2, 7, 100, 1000, 64 << 10])
    func same(size: Int) throws {
        let name = try PackageName(parsing: "x")
        let bytes = Array(Self.document.utf8)
        let packument = try Self.decode(bytes, name)
        #expect(packument.unreadable.isEmpty && packument.releases.allSatisfy(\.unreadable.isEmpty))
        let excerpt = try Self.excerpt(bytes, name, by: size)
        #expect(try Self.decode(excerpt, name) == packument)
        #expect(excerpt.count < bytes.count / 2)
        let text = String(decoding: excerpt, as: UTF8.self)
        #expect(!text.contains("readme") && !text.contains("_id") && text.contains("postinstall"))
        // Nothing can be left out a second time.
        #expect(try Self.excerpt(excerpt, name) == excerpt)
    }

    @Test(
        "whatever shape its facts have",
        arguments: [
            #"{"name":"x"}"#, #"{"name":"x","versions":{},"time":{}}"#,
            #" { "name" : "x" , "versions" : [ 1 ] , "time" : null } "#,
            #"{"name":"x","versions":{"1.0.0":{"version":"1.0.0","dist":7},"1.0.1":{"dist":7},"1.0.2":[],"1.0.3":{}}}"#,
            #"{"versions":{"1.0.0":{"dist":{"integrity":7,"x":[1,{"y":2}],"shasum":null}}},"name":"x","maintainers":7}"#,
            #"{"name":"x","time":{"1.0.0":7,"a\"\\\u0001é":"b","unpublished":{"time":"2020-01-01T00:00:00.000Z"}},"dist-tags":{}}"#,
            #"{"name":"x","versions":{"1.0.0":{"\u0064ist":{"fileCount":1},"other":1,"deprecated":"no"}},"repository":[]}"#,
            #"{"time":{"1.0.0":"2020-01-01T00:00:00.000Z"},"other":{"a":1},"modified":"2020-01-01T00:00:00.000Z","name":"x"}"#,
        ])
    func shapes(_ document: String) throws {
        let name = try PackageName(parsing: "x")
        let bytes = Array(document.utf8)
        for size in [1, 5, 1000] {
            let excerpt = try Self.excerpt(bytes, name, by: size)
            #expect(try Self.decode(excerpt, name) == Self.decode(bytes, name), "\(document)")
            #expect(try Self.excerpt(excerpt, name) == excerpt)
        }
    }

    @Test("through the cache, too, whether it is long or short", arguments: [1, 80])
    func cached(length: Int) async throws {
        let document = Self.document.replacing("long ", with: String(repeating: "long ", count: length))
        let folder = try TemporaryFolder()
        let memory = MemoryTransport()
        let name = try PackageName(parsing: "x")
        let request = Endpoints(registry: "https://a.example").packument(name)
        memory.put(request.url, json: document)
        let now = Timestamp(seconds: 1_800_000_000)
        let transport = CachingTransport(memory, cache: try CacheFolder(folder.path)) { now }
        let first = try await transport.fetch(request) { PackumentDecoder(name: name) }.output
        let second = try await transport.fetch(request) { PackumentDecoder(name: name) }.output
        #expect(first == second)
        #expect(memory.requests.count == 1)
        #expect(try CacheFolder(folder.path).size().bytes < document.utf8.count / 2)
    }

    /// A document whose excerpt has over 512 KiB.
    private static var long: String {
        let versions = (0..<1500).map {
            PackageFixture.Version(
                "1.\($0).0", published: Timestamp(seconds: 1_600_000_000 + Int64($0) * 3600).description,
                scripts: ["postinstall": "\($0) " + String(repeating: "x", count: 200)])
        }
        return PackageFixture("x", versions: versions).packument
    }

    @Test(
        "also where it is written in many pieces; a tag that is too long is left out", arguments: [nil, 1, 4094, 4095])
    func pieces(tagLength: Int?) async throws {
        let tag = tagLength.map { "\"\(String(repeating: "t", count: $0))\"" }
        let document = Self.long
        let folder = try TemporaryFolder()
        let (memory, name, clock) = (MemoryTransport(), try PackageName(parsing: "x"), HandClock())
        let request = Endpoints(registry: "https://a.example").packument(name)
        memory.put(request.url, .body(Array(document.utf8)), entityTag: tag)
        let transport = CachingTransport(memory, cache: try CacheFolder(folder.path)) { clock.now }
        let first = try await transport.fetch(request) { PackumentDecoder(name: name) }.output
        #expect(try CacheFolder(folder.path).size().bytes > 512 << 10)
        let second = try await transport.fetch(request) { PackumentDecoder(name: name) }.output
        #expect(first == second && first.releases.count == 1500)
        #expect(memory.requests.count == 1)
        clock.move(minutes: 60)
        _ = try await transport.fetch(request) { PackumentDecoder(name: name) }.output
        #expect(memory.requests.map(\.entityTag) == [nil, tag.flatMap { $0.utf8.count > 4096 ? nil : $0 }])
    }

    @Test("and nothing of one that ends too early")
    func broken() async throws {
        let folder = try TemporaryFolder()
        let (memory, name) = (MemoryTransport(), try PackageName(parsing: "x"))
        let request = Endpoints(registry: "https://a.example").packument(name)
        memory.put(request.url, json: String(Self.long.dropLast()))
        let transport = CachingTransport(memory, cache: try CacheFolder(folder.path)) { Timestamp(seconds: 0) }
        await #expect(throws: TransportError.self) {
            try await transport.fetch(request) { PackumentDecoder(name: name) }
        }
        #expect(try CacheFolder(folder.path).size().bytes == 0)
    }

    private static let data = TestFiles.sharedData?.path

    @Test("and so are those of real packages", .enabled(if: data != nil))
    func real() throws {
        let root = try #require(Self.data) + "/packuments"
        var (kept, read, written) = (0, 0, 0)
        for file in try FileManager.default.subpathsOfDirectory(atPath: root) where file.hasSuffix(".json") {
            let bytes = Array(try Data(contentsOf: URL(filePath: "\(root)/\(file)")))
            guard let text = Self.statedName(bytes), let name = try? PackageName(parsing: text),
                let packument = try? Self.decode(bytes, name)
            else { continue }
            let excerpt = try Self.excerpt(bytes, name)
            #expect(try Self.decode(excerpt, name) == packument, "\(file)")
            #expect(try Self.excerpt(excerpt, name) == excerpt, "\(file)")
            kept += 1
            read += bytes.count
            written += excerpt.count
        }
        #expect(kept > 100)
        #expect(written * 2 < read, "\(written) of \(read) bytes")
    }

    private static func statedName(_ bytes: [UInt8]) -> String? {
        struct Named: Decodable { let name: String }
        return (try? JSONDecoder().decode(Named.self, from: Data(bytes)))?.name
    }
}
