import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Synchronization

/// A registry, a downloads API and GitHub over real HTTP on 127.0.0.1, that can also misbehave.
///
/// Everything lives under one origin: documents at the paths they were put at, downloads computed from `setDownloads`.
public final class TestRegistry: Sendable {
    /// One request as it arrived.
    public struct Request: Sendable {
        public let number: Int
        public let path: String
        public let headers: [(name: String, value: String)]

        public func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    }

    struct State: Sendable {
        var answers: [String: Answer] = [:]
        var downloads: [String: Int64] = [:]
        var faultsByPath: [String: (fault: Fault, remaining: Int)] = [:]
        var requests: [Request] = []
        var latency: TimeAmount = .zero
        var concurrent = 0
        var mostConcurrent = 0
    }

    let state = Mutex(State())
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    private let isSecure: Bool

    private init(channel: any Channel, group: MultiThreadedEventLoopGroup, isSecure: Bool) {
        self.channel = channel
        self.group = group
        self.isSecure = isSecure
    }

    /// Starts a registry on a free port; `stop` ends it.
    ///
    /// - Parameter authority: vouches for the registry, which then speaks TLS.
    public static func start(compressing: Bool = true, authority: TestAuthority? = nil) async throws -> TestRegistry {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let box = Mutex<TestRegistry?>(nil)
        let holder = Holder(box: box)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let authority {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: authority.context))
                    }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    if compressing { try channel.pipeline.syncOperations.addHandler(HTTPResponseCompressor()) }
                    try channel.pipeline.syncOperations.addHandler(RequestHandler(holder: holder))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let registry = TestRegistry(channel: channel, group: group, isSecure: authority != nil)
        holder.box.withLock { $0 = registry }
        return registry
    }

    /// Ends all connections.
    public func stop() async throws {
        try await channel.close()
        try await group.shutdownGracefully()
    }

    public var port: Int { channel.localAddress?.port ?? 0 }

    /// The registry's address, without a slash at its end.
    public var url: String { "\(isSecure ? "https" : "http")://127.0.0.1:\(port)" }

    /// All requests so far, in the order in which they arrived.
    public var requests: [Request] { state.withLock { $0.requests } }

    /// The most requests that waited for their answers at once.
    public var mostConcurrentRequests: Int { state.withLock { $0.mostConcurrent } }

    public func put(_ path: String, _ answer: Answer) {
        // The validator is made once: bodies reach megabytes.
        let tagged = answer.withEntityTag()
        state.withLock { $0.answers[path] = tagged }
    }

    /// A path without a query also answers requests that have one.
    public func put(_ path: String, json: String) { put(path, Answer(body: Array(json.utf8))) }

    /// The paths that have an answer.
    public var paths: [String] { state.withLock { Array($0.answers.keys) } }

    public func remove(_ path: String) { state.withLock { $0.answers[path] = nil } }

    /// Weekly downloads; the daily ones are a seventh of them.
    public func setDownloads(_ count: Int64, of name: String) { state.withLock { $0.downloads[name] = count } }

    /// Every answer waits for so long.
    public func setLatency(milliseconds: Int64) {
        state.withLock { $0.latency = .milliseconds(milliseconds) }
    }

    /// The next requests for a path get a fault instead of their answer.
    public func misbehave(_ fault: Fault, at path: String, times: Int = .max) {
        state.withLock { $0.faultsByPath[path] = (fault, times) }
    }

    /// Behaves well from now on.
    public func clearFaults() {
        state.withLock { $0.faultsByPath = [:] }
    }

    /// Forgets the requests so far, so that counting starts again.
    public func forgetRequests() { state.withLock { $0.requests = [] } }

    /// What a request gets.
    func reply(to path: String, _ headers: HTTPHeaders) -> (Reply, TimeAmount) {
        state.withLock { state in
            let request = Request(
                number: state.requests.count + 1, path: path, headers: headers.map { ($0.name, $0.value) })
            state.requests.append(request)
            state.concurrent += 1
            state.mostConcurrent = max(state.mostConcurrent, state.concurrent)
            if let (fault, remaining) = state.faultsByPath[path], remaining > 0 {
                state.faultsByPath[path] = (fault, remaining - 1)
                return (.fault(fault), state.latency)
            }
            let answer =
                state.answers[path] ?? state.answers[String(path.prefix { $0 != "?" })]
                ?? DownloadsAPI.answer(to: path, counts: state.downloads) ?? .notFound
            if let tag = answer.headers["etag"], request.header("if-none-match") == tag {
                return (.answer(Answer(status: 304, headers: ["etag": tag], body: [])), state.latency)
            }
            return (.answer(answer), state.latency)
        }
    }
}

extension TestRegistry {
    func answered() { state.withLock { $0.concurrent -= 1 } }
}

/// What is done with a request.
enum Reply: Sendable {
    case answer(TestRegistry.Answer)
    case fault(TestRegistry.Fault)
}

extension TestRegistry {
    /// A well-behaved answer.
    public struct Answer: Sendable {
        public var status: Int
        public var headers: [String: String]
        public var body: [UInt8]

        public init(status: Int = 200, headers: [String: String] = [:], body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        static let notFound = Answer(status: 404, body: Array(#"{"error":"Not found"}"#.utf8))

        /// The answer with a weak validator that changes with the body.
        func withEntityTag() -> Answer {
            guard status == 200, headers["etag"] == nil else { return self }
            let hash = body.reduce(into: UInt64(0xCBF2_9CE4_8422_2325)) { $0 = ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            var answer = self
            answer.headers["etag"] = "W/\"\(String(hash, radix: 16))\""
            return answer
        }
    }
}

/// Lets the handlers reach the registry that is made after them.
final class Holder: Sendable {
    let box: Mutex<TestRegistry?>

    init(box: consuming sending Mutex<TestRegistry?>) { self.box = box }
}
