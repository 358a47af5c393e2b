import Foundation
import PackageModel
import TestSupport

/// Packages as a registry has them, the tree that a project installed of them, and its lock file.
///
/// Three of ten names are scoped. Documents are of very different length, as npm's are, and 35 KB on average; a version has
/// 2.5 KB, as half of npm's have at least, most of which nobody reads. Every version has a signature of the registry. The share
/// that is attested has publish attestation and provenance for its last four releases.
struct Corpus {
    static let now = "2026-05-16T00:00:00Z"
    /// Releases of the packages in turn: 13 on average.
    private static let lengths = [5, 4, 8, 3, 18, 10, 6, 40, 13, 25]

    let names: [String]
    /// One package of so many is attested.
    let attestedEvery: Int

    init(count: Int, attestedEvery: Int) {
        self.names = (0..<count).map { $0 % 10 < 3 ? "@scope-\($0 % 50)/package-\($0)" : "package-\($0)" }
        self.attestedEvery = attestedEvery
    }

    func isAttested(_ index: Int) -> Bool { index % attestedEvery == 0 }

    var attestedCount: Int { names.indices.count(where: isAttested) }

    private func version(_ index: Int) -> String { "1.\(Self.lengths[index % Self.lengths.count] - 1).0" }

    /// Serves everything; bodies are compressed beforehand.
    ///
    /// - Returns: the packuments' bytes, decoded and as sent.
    func put(into registry: TestRegistry, downloads: TestRegistry) async throws -> (decoded: Int, sent: Int) {
        var total = (decoded: 0, sent: 0)
        try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            let workers = 4
            for worker in 0..<workers {
                group.addTask {
                    var sum = (0, 0)
                    for index in stride(from: worker, to: names.count, by: workers) {
                        let (decoded, sent) = try put(index, into: registry)
                        sum = (sum.0 + decoded, sum.1 + sent)
                    }
                    return sum
                }
            }
            for try await sum in group { total = (total.decoded + sum.0, total.sent + sum.1) }
        }
        for name in names { downloads.setDownloads(100_000, of: name) }
        registry.put("/-/npm/v1/keys", .init(body: ForgedRelease.keysDocument))
        return total
    }

    private func put(_ index: Int, into registry: TestRegistry) throws -> (Int, Int) {
        let name = names[index]
        let segment = try PackageName(parsing: name).pathSegment
        let count = Self.lengths[index % Self.lengths.count]
        let audited = try ForgedRelease(name: name, version: version(index))
        let signature = try audited.registrySignature()
        let versions = try (0..<count).map { number in
            let announces = isAttested(index) && number >= count - 4
            if announces {
                let release =
                    number == count - 1 ? audited : try ForgedRelease(name: name, version: "1.\(number).0")
                try serve("/-/npm/v1/attestations/\(segment)@1.\(number).0", try release.answer(), by: registry)
            }
            let day = Timestamp(seconds: 1_600_000_000 + Int64(number) * 86_400 * 3).description
            // What nobody verifies is as long as in life, and as hard to compress: it differs from version to version.
            let isVerified = announces || number == count - 1
            var version = PackageFixture.Version(
                "1.\(number).0", published: day, publisher: "owner-\(index % 300)",
                isTrusted: announces, announcesProvenance: announces,
                integrity: isVerified ? audited.integrity?.text : "sha512-" + noise(64),
                signatures: [(signature.keyID, isVerified ? signature.signature : noise(71))],
                dependencies: ["left-pad": "^1.0.0", "is-odd": "^3.0.0", "tslib": "^2.\(number / 3).0"])
            version.gitHead = hexadecimal(20)
            version.others = Self.others(name, version.number) + [#""_shasum":"\#(hexadecimal(20))""#]
            return version
        }
        var fixture = PackageFixture(
            name, maintainers: ["a", "b"], repository: "git+https://github.com/owner/name.git", versions: versions)
        fixture.readme = readme()
        let last = versions[count - 1]
        try serve("/\(segment)/\(last.number)", Array(fixture.manifest(last).utf8), by: registry)
        let packument = Array(fixture.packument.utf8)
        return (packument.count, try serve("/\(segment)", packument, by: registry))
    }

    /// What else npm's manifests have: 2 KB that no audit reads.
    private static func others(_ name: String, _ version: String) -> [String] {
        let tools = (0..<24).map { "\"@tools/development-\($0)\":\"^\($0 % 7).\((version.utf8.count + $0) % 20).0\"" }
        let temporary = "tmp/package_\(version)_\(UInt64.random(in: 1_600_000_000_000...1_700_000_000_000))_0"
        return [
            #""_id":"\#(name)@\#(version)","description":"A package that stands for many, with a sentence about itself""#,
            #""main":"./dist/index.cjs","module":"./dist/index.mjs","types":"./dist/index.d.ts""#,
            #""exports":{".":{"types":"./dist/index.d.ts","import":"./dist/index.mjs","require":"./dist/index.cjs"}}"#,
            #""keywords":["one","two","three"],"license":"MIT","homepage":"https://github.com/owner/name#readme""#,
            #""author":{"name":"Alice","email":"alice@example.org","url":"https://example.org"}"#,
            #""bugs":{"url":"https://github.com/owner/name/issues"},"engines":{"node":">=18"},"directories":{}"#,
            #""devDependencies":{\#(tools.joined(separator: ","))}"#,
            #""maintainers":[{"name":"a","email":"a@example.org"},{"name":"b","email":"b@example.org"}]"#,
            #""_nodeVersion":"20.11.0","_npmVersion":"10.2.4","_hasShrinkwrap":false"#,
            #""_npmOperationalInternal":{"host":"s3://npm-registry-packages","tmp":"\#(temporary)"}"#,
        ]
    }

    /// 3 KB of words, as hard to compress as prose is.
    private func readme() -> String {
        (0..<400).map { _ in Self.words[Int.random(in: 0..<Self.words.count)] }.joined(separator: " ")
    }

    private static let words: [String] = (0..<600).map { number in
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let length = 3 + number % 9
        return String((0..<length).map { letters[(number * 7 + $0 * $0 * 5 + $0) % letters.count] })
    }

    private func hexadecimal(_ count: Int) -> String {
        Hexadecimal.encode((0..<count).map { _ in UInt8.random(in: 0...255) })
    }

    private func noise(_ count: Int) -> String { Base64.encode((0..<count).map { _ in UInt8.random(in: 0...255) }) }

    @discardableResult
    private func serve(_ path: String, _ body: [UInt8], by registry: TestRegistry) throws -> Int {
        // npm's registry lets its answers be kept for five minutes.
        let answer = try TestRegistry.Answer(headers: ["cache-control": "public, max-age=300"], body: body).compressed()
        registry.put(path, answer)
        return answer.body.count
    }

    /// Writes `package.json`, `package-lock.json`, `.npmrc` and the installed tree: what `npm ci` would leave.
    func writeProject(in folder: String, registry: String) throws {
        let integrity = try ForgedRelease().integrity?.text ?? ""
        let entries = names.indices.map { (names[$0], version($0)) }
        let dependencies = entries.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
        let project = #""name":"bench","version":"1.0.0","dependencies":{\#(dependencies)}"#
        let packages = entries.map { name, version in
            #""node_modules/\#(name)":{"version":"\#(version)","resolved":"\#(registry)/\#(name)/-/x.tgz","integrity":"\#(integrity)"}"#
        }
        try write("{\(project)}", "\(folder)/package.json")
        try write("registry=\(registry)/\naudit=false\nfund=false\nupdate-notifier=false\n", "\(folder)/.npmrc")
        let lock = packages.joined(separator: ",\n")
        try write(
            #"{"name":"bench","version":"1.0.0","lockfileVersion":3,"requires":true,"packages":{"":{\#(project)},\#(lock)}}"#,
            "\(folder)/package-lock.json")
        for (name, version) in entries {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/node_modules/\(name)", withIntermediateDirectories: true)
            try write(#"{"name":"\#(name)","version":"\#(version)"}"#, "\(folder)/node_modules/\(name)/package.json")
        }
    }
}

func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
