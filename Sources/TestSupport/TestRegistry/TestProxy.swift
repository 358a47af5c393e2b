import NIOCore
import NIOPosix
import Synchronization

/// A proxy on 127.0.0.1 that opens tunnels (RFC 9110 §9.3.6), all of them to one server whatever host was named.
public final class TestProxy: Sendable {
    /// The heads of the requests for tunnels, as they arrived.
    public var requests: [String] { log.heads.withLock { $0 } }

    public var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup
    private let log: Log

    final class Log: Sendable {
        let heads = Mutex<[String]>([])
    }

    private init(_ channel: any Channel, _ group: MultiThreadedEventLoopGroup, _ log: Log) {
        (self.channel, self.group, self.log) = (channel, group, log)
    }

    /// - Parameter port: of the server on 127.0.0.1 that tunnels lead to.
    public static func start(to port: Int) async throws -> TestProxy {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Log()
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(TunnelHandler(port, log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return TestProxy(channel, group, log)
    }

    public func stop() async throws {
        try await channel.close()
        try await group.shutdownGracefully()
    }
}

/// Answers the first request of a connection with a tunnel, and then hands on whatever comes.
private final class TunnelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let port: Int
    private let log: TestProxy.Log
    private var head = ""
    private var peer: (any Channel)?

    init(_ port: Int, _ log: TestProxy.Log) { (self.port, self.log) = (port, log) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let peer { return peer.writeAndFlush(unwrapInboundIn(data), promise: nil) }
        head += String(buffer: unwrapInboundIn(data))
        // A client waits for the answer before it says more.
        guard head.hasSuffix("\r\n\r\n") else { return }
        log.heads.withLock { $0.append(head) }
        guard head.hasPrefix("CONNECT ") else {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 405 Not Here\r\n\r\n")), promise: nil)
            return context.close(promise: nil)
        }
        let client = context.channel
        let own = NIOLoopBound(self, eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(BackHandler(client))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .whenSuccess { server in
                own.value.peer = server
                client.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\n"), promise: nil)
            }
    }

    func channelInactive(context: ChannelHandlerContext) { peer?.close(promise: nil) }
}

/// Hands the server's bytes back.
private final class BackHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel

    init(_ client: any Channel) { self.client = client }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
