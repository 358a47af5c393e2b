import Foundation
import Lockfiles
import Testing

private let folder = ProcessInfo.processInfo.environment["POC_SHARED_DATA"]

/// Lock files of real projects against lists of their packages that other programs made.
@Suite(.enabled(if: folder != nil, "needs the folder that POC_SHARED_DATA names")) struct RecordedLockfilesTests {
    struct Oracle: Decodable {
        struct Alias: Decodable { let alias, name, version: String }
        struct Other: Decodable {
            let kind, key: String

            /// Our class for it: a folder or a tarball of the project is a `file`.
            var ours: String {
                if kind == "tarball", key.contains("@file:") { return "file" }
                return ["directory": "file", "variations": "runtime", "condition": "unsupported"][kind] ?? kind
            }
        }

        let lock: String?
        let registry: [String]?
        let bundled_only: [String]?
        let aliases: [Alias]?
        let other: [Other]?
        let pnpm_env_document_registry: [String]?
        let error: String?
    }

    private static func load<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Every oracle of a real project, by its path.
    static let oracles: [String] = {
        guard let folder, let files = FileManager.default.enumerator(atPath: "\(folder)/oracles") else { return [] }
        return files.compactMap { $0 as? String }.filter { $0.contains("/") && $0.hasSuffix(".json") }.sorted()
    }()

    @Test func thereAreOracles() {
        #expect(Self.oracles.count >= 42)
    }

    @Test(arguments: oracles)
    func agrees(_ path: String) throws {
        let folder = try #require(folder)
        let oracle = try Self.load("\(folder)/oracles/\(path)", as: Oracle.self)
        let lock = try #require(oracle.lock)
        let lockfile = try Lockfile(reading: Self.bytes("\(folder)/\(lock)"), named: lock)
        let list = try String(contentsOfFile: "\(folder)/oracles/\(path.dropLast(5)).txt", encoding: .utf8)
        #expect(Comparison.identities(lockfile, .registry) == Set(list.split(separator: "\n").map(String.init)))
        #expect(Comparison.identities(lockfile, .registry) == Set(oracle.registry ?? []))
        let bundled = Comparison.identities(lockfile, .bundled).subtracting(Comparison.identities(lockfile, .registry))
        #expect(bundled == Set(oracle.bundled_only ?? []))
        let tools = lockfile.entries.filter { $0.reason == .toolEnvironment }.map(\.identity)
        #expect(Set(tools) == Set(oracle.pnpm_env_document_registry ?? []))
        let aliases = Set(lockfile.entries.compactMap { entry in entry.alias.map { "\($0)=\(entry.identity)" } })
        #expect(aliases.isSuperset(of: (oracle.aliases ?? []).map { "\($0.alias)=\($0.name)@\($0.version)" }))
        #expect(Comparison.others(lockfile) == Comparison.counts((oracle.other ?? []).map(\.ours)))
        #expect(lockfile.coverage.values.reduce(0, +) == lockfile.entries.count)
        #expect(lockfile.entries.allSatisfy { ($0.class == .registry) == ($0.reason == nil) })
    }

    /// The small files, by one reader only; where it is wrong or the file is not whole, `EdgeExceptions` says so.
    @Test func edgeCases() throws {
        let folder = try #require(folder)
        let oracles = try Self.load("\(folder)/oracles/edge.json", as: [String: Oracle].self)
        var met: Set<String> = []
        for (path, oracle) in oracles {
            let found = Self.outcome("\(folder)/lockfiles-edge/\(path)", named: path)
            if let expected = EdgeExceptions.all.first(where: { path.hasSuffix($0.path) }) {
                met.insert(expected.path)
                #expect(found == expected.outcome, "\(path)")
            } else if oracle.error != nil {
                guard case .refused = found else { Issue.record("read: \(path)"); continue }
            } else {
                #expect(found == .registry((oracle.registry ?? []).sorted()), "\(path)")
            }
        }
        #expect(met.count == EdgeExceptions.all.count)
    }

    private static func outcome(_ path: String, named name: String) -> EdgeExceptions.Outcome {
        guard let bytes = try? bytes(path) else { return .refused("unreadable") }
        do throws(LockfileError) {
            return .registry(try Comparison.identities(Lockfile(reading: bytes, named: name), .registry).sorted())
        } catch {
            return .refused(String(describing: error.reason).prefix { $0 != "(" }.description)
        }
    }
}

enum Comparison {
    static func identities(_ lockfile: Lockfile, _ wanted: LockfileEntry.Class) -> Set<String> {
        Set(lockfile.entries.filter { $0.class == wanted }.map(\.identity))
    }

    /// How many entries of each other class there are; the oracles don't count the package manager's own.
    static func others(_ lockfile: Lockfile) -> [String: Int] {
        counts(
            lockfile.entries.filter { $0.class != .registry && $0.class != .bundled && $0.reason != .toolEnvironment }
                .map(\.class.rawValue))
    }

    static func counts(_ classes: [String]) -> [String: Int] {
        classes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
