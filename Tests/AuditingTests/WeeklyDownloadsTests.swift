import Auditing
import PackageModel
import Registry
import Signals
import TestSupport
import Testing

/// The downloads API, as it behaves: bulk without scopes, 128 names at most, refusals that hang on the list.
@Suite("Weekly downloads")
struct WeeklyDownloadsTests {
    private let transport = MemoryTransport()

    private func ask(_ texts: [String], _ endpoints: Endpoints = Endpoints()) async throws -> [String: Known<UInt64>] {
        let names = try texts.map { try PackageName(parsing: $0) }
        let answers = await PackageSources(transport: transport, endpoints: endpoints).weeklyDownloads(of: names)
        return Dictionary(uniqueKeysWithValues: answers.map { ($0.key.text, $0.value.map(\.downloads)) })
    }

    private func url(_ list: String) -> String { "https://api.npmjs.org/downloads/point/last-week/\(list)" }

    private func fields(_ name: String) -> String {
        #"{"downloads":7,"start":"2026-05-08","end":"2026-05-14","package":"\#(name)"}"#
    }

    @Test("names without a scope go in bulk, 128 at most, each once; scoped ones singly; private ones not at all")
    func batches() async throws {
        let plain = try (0..<300).map { try PackageName(parsing: "package-\($0)") }.sorted().map(\.text)
        let lists = [plain[..<128], plain[128..<256], plain[256...], ["@scope/a"]].map { $0.joined(separator: ",") }
        for list in lists { transport.put(url(list), .failure(.rateLimited)) }
        let endpoints = Endpoints(scopedRegistries: ["acme": "https://npm.acme.example"])
        let answers = try await ask(plain + plain + ["@scope/a", "@acme/secret"], endpoints)
        #expect(Set(transport.requests.map(\.url)) == Set(lists.map(url)) && transport.requests.count == 4)
        #expect(answers.count == 302)
        #expect(answers["@acme/secret"] == .unknown(.notAsked))
    }

    @Test("a list that is refused is split until the name that it hangs on is alone")
    func split() async throws {
        transport.put(url("a,b,c,d"), .failure(.unauthorized(status: 403)))
        transport.put(url("a,b"), json: #"{"a":\#(fields("a")),"b":null}"#)
        transport.put(url("c,d"), .failure(.unexpectedStatus(400)))
        transport.put(url("c"), json: fields("c"))
        transport.put(url("d"), .failure(.unauthorized(status: 403)))
        let answers = try await ask(["d", "c", "b", "a"])
        #expect(
            answers == [
                "a": .known(7), "b": .unknown(.notSaid), "c": .known(7), "d": .unknown(.unreachable),
            ])
    }

    @Test("a service that has had enough is not asked for halves")
    func exhausted() async throws {
        transport.put(url("a,b"), .failure(.rateLimited))
        let answers = try await ask(["a", "b"])
        #expect(answers == ["a": .unknown(.rateLimited), "b": .unknown(.rateLimited)])
        #expect(transport.requests.count == 1)
    }
}
