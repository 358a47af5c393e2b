import Commands
import Foundation
import JSONCursor
import TestSupport
import Testing

/// The folder of real data, where the environment names one.
let sharedData = TestFiles.sharedData

/// The program over real HTTP with the real documents of the registry, where the environment names their folder.
@Suite(.enabled(if: sharedData != nil), .serialized) struct SharedDataTests {
    private static let folder = sharedData

    /// Every packument of a folder, by its own name; of several of one name the first.
    private static func packuments() throws -> [(name: String, bytes: [UInt8])] {
        let root = try #require(folder).appending(path: "packuments")
        let files = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted().filter {
            $0.hasSuffix(".json") && !$0.hasSuffix(".min.json")
        }
        var seen: Set<String> = []
        return try files.compactMap { file in
            let bytes = try Array(Data(contentsOf: root.appending(path: file)))
            guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
                let name = object["name"] as? String, seen.insert(name).inserted
            else { return nil }
            return (name, bytes)
        }
    }

    @Test func everyRealPackumentEndsInARowOrANamedError() async throws {
        let registry = try await TestRegistry.start()
        let packuments = try Self.packuments()
        #expect(packuments.count > 100)
        for (name, bytes) in packuments {
            let segment = name.hasPrefix("@") ? name.split(separator: "/").joined(separator: "%2f") : name
            registry.put("/\(segment)", .init(body: bytes))
            registry.setDownloads(5000, of: name)
        }
        let run = await ProgramRun(
            packuments.map(\.name) + ["--json", "--no-github", "--allow-unknown"], registry: registry,
            now: "2026-11-01T00:00:00Z")
        try await registry.stop()
        let report = try JSONValue(parsing: Array(run.output.utf8), limits: JSONLimits(bytes: 256 << 20))
        try SchemaCheck.validate(run.output, against: "audit.schema.json")
        let rows = Set(report["results"]?.array?.compactMap { $0["name"]?.string } ?? [])
        let errors = report["errors"]?.array ?? []
        for (name, _) in packuments where !rows.contains(name) {
            let isNamed = errors.contains { $0["package"]?.string == name && $0["code"]?.string?.isEmpty == false }
            #expect(isNamed, "\(name)")
        }
        #expect(rows.count > 100)
    }

    @Test func nuxtIsVerifiedFromEndToEnd() async throws {
        let data = try #require(Self.folder)
        let registry = try await TestRegistry.start()
        let packument = try Array(Data(contentsOf: data.appending(path: "packuments/provenance-action-2025/nuxt.json")))
        registry.put("/nuxt", .init(body: packument))
        registry.setDownloads(900_000, of: "nuxt")
        for version in ["3.13.0", "4.1.2"] {
            let file = data.appending(path: "attestations/provenance-action/nuxt@\(version).json")
            registry.put("/-/npm/v1/attestations/nuxt@\(version)", .init(body: try Array(Data(contentsOf: file))))
        }
        let now = "2025-09-20T00:00:00Z"
        // Where the releases before came from is not in the data: then nobody knows whether that changed.
        let open = await ProgramRun(["nuxt@4.1.2", "--no-github"], registry: registry, now: now)
        #expect(open.status == .unchecked, "\(open.output)")
        #expect(open.output.contains("? unknown") && open.output.contains("origin-changed-undetermined"))
        let verify = await ProgramRun(["verify", "nuxt@>=4", "--json"], registry: registry, now: now)
        try SchemaCheck.validate(verify.output, against: "verify.schema.json")
        let report = try JSONValue(parsing: Array(verify.output.utf8))
        let package = try #require(report["packages"]?[0])
        #expect(package["registrySignature"]?["status"]?.string == "verified")
        #expect(package["provenance"]?["status"]?.string == "verified")
        #expect(package["provenance"]?["repository"]?.string == "https://github.com/nuxt/nuxt")
        let explain = await ProgramRun(["explain", "nuxt@4.1.2", "--no-github"], registry: registry, now: now)
        #expect(explain.output.contains("commit    "))
        for version in ["3.13.0", "4.1.2"] {
            registry.put("/nuxt", .init(body: try Self.packument(packument, having: version)))
            let audit = await ProgramRun(["nuxt@\(version)", "--no-github"], registry: registry, now: now)
            #expect(audit.status == .success, "\(audit.output)")
            #expect(audit.output.count(of: "🔐 verified") == 1, "\(audit.output)")
        }
        try await registry.stop()
    }
}

extension SharedDataTests {
    /// The packument as if that had been the only release.
    private static func packument(_ bytes: [UInt8], having version: String) throws -> [UInt8] {
        var packument = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let versions = try #require(packument["versions"] as? [String: Any])
        let times = try #require(packument["time"] as? [String: Any])
        packument["versions"] = versions.filter { $0.key == version }
        packument["time"] = times.filter { ["created", "modified", version].contains($0.key) }
        packument["dist-tags"] = ["latest": version]
        return try Array(JSONSerialization.data(withJSONObject: packument))
    }
}

extension String {
    func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
