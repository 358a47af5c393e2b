import FoundationEssentials
import PackageModel
import Registry
import Storage
import TestSupport
import Testing

@Suite("A packument is kept as its facts")
struct DistillationTests {
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

    private static func distill(_ packument: Packument) throws -> [UInt8]? {
        let distill = try #require(PackumentDecoder.distillation)
        var bytes: [UInt8] = []
        return distill(packument) { bytes += $0 } ? bytes : nil
    }

    @Test("which are the same when they are read back, in fewer bytes")
    func same() throws {
        let name = try PackageName(parsing: "x")
        let bytes = Array(Self.document.utf8)
        let packument = try Self.decode(bytes, name)
        #expect(packument.unreadable.isEmpty && packument.releases.allSatisfy(\.unreadable.isEmpty))
        let distilled = try #require(try Self.distill(packument))
        #expect(try Self.decode(distilled, name) == packument)
        #expect(distilled.count < bytes.count / 2)
    }

    @Test(
        "and one with facts in another shape is not kept, rather than changed",
        arguments: [
            #"{"name":"x","versions":[]}"#, #"{"name":"x","versions":{"1.0.0":{"version":"1.0.0","dist":7}}}"#,
            #"{"name":"x","versions":{},"maintainers":7}"#,
        ])
    func unreadable(_ document: String) throws {
        let packument = try Self.decode(Array(document.utf8), try PackageName(parsing: "x"))
        #expect(try Self.distill(packument) == nil)
    }

    @Test("through the cache, too, where it is long; a short one is kept as it came", arguments: [true, false])
    func cached(isLong: Bool) async throws {
        let document = Self.document.replacing("long ", with: String(repeating: "long ", count: isLong ? 80 : 1))
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
        #expect((try CacheFolder(folder.path).size().bytes < document.utf8.count / 2) == isLong)
    }

    @Test("also where it is written in many pieces")
    func pieces() async throws {
        let versions = (0..<1500).map {
            PackageFixture.Version(
                "1.\($0).0", published: Timestamp(seconds: 1_600_000_000 + Int64($0) * 3600).description,
                scripts: ["postinstall": "\($0) " + String(repeating: "x", count: 200)])
        }
        let document = PackageFixture("x", versions: versions).packument
        let folder = try TemporaryFolder()
        let (memory, name) = (MemoryTransport(), try PackageName(parsing: "x"))
        let request = Endpoints(registry: "https://a.example").packument(name)
        memory.put(request.url, json: document)
        let now = Timestamp(seconds: 1_800_000_000)
        let transport = CachingTransport(memory, cache: try CacheFolder(folder.path)) { now }
        let first = try await transport.fetch(request) { PackumentDecoder(name: name) }.output
        #expect(try CacheFolder(folder.path).size().bytes > 512 << 10)
        let second = try await transport.fetch(request) { PackumentDecoder(name: name) }.output
        #expect(first == second && first.releases.count == 1500)
        #expect(memory.requests.count == 1)
    }

    private static let data = ProcessInfo.processInfo.environment["POC_SHARED_DATA"]

    @Test("and so are those of real packages", .enabled(if: data != nil))
    func real() throws {
        let root = try #require(Self.data) + "/packuments"
        var (kept, refused, read, written) = (0, 0, 0, 0)
        for file in try FileManager.default.subpathsOfDirectory(atPath: root) where file.hasSuffix(".json") {
            let bytes = Array(try Data(contentsOf: URL(filePath: "\(root)/\(file)")))
            guard let text = Self.statedName(bytes), let name = try? PackageName(parsing: text),
                let packument = try? Self.decode(bytes, name)
            else { continue }
            guard let distilled = try Self.distill(packument) else {
                refused += 1
                continue
            }
            #expect(try Self.decode(distilled, name) == packument, "\(file)")
            kept += 1
            read += bytes.count
            written += distilled.count
        }
        #expect(kept > 100)
        #expect(refused * 10 < kept, "\(refused) of \(kept + refused) are not kept")
        #expect(written * 2 < read, "\(written) of \(read) bytes")
    }

    private static func statedName(_ bytes: [UInt8]) -> String? {
        struct Named: Decodable { let name: String }
        return (try? JSONDecoder().decode(Named.self, from: Data(bytes)))?.name
    }
}
