import NIOCore
import NIOHTTP1
import Synchronization

/// Answers the requests of one connection, well or badly.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let holder: Holder
    private var head: HTTPRequestHead?

    init(holder: Holder) { self.holder = holder }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head, let registry = holder.box.withLock({ $0 }) else { return context.close(promise: nil) }
            let (reply, latency) = registry.reply(to: head.uri, head.headers)
            guard latency > .zero else {
                registry.answered()
                return perform(reply, head, context)
            }
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: latency) {
                registry.answered()
                let (handler, context) = bound.value
                handler.perform(reply, head, context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func perform(_ reply: Reply, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        switch reply {
        case .answer(let answer): send(answer, head, context)
        case .fault(let fault): misbehave(fault, head, context)
        }
    }

    private func send(_ answer: TestRegistry.Answer, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        write(answer.status, answer.headers, length: answer.body.count, context)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        if !head.isKeepAlive { context.close(promise: nil) }
    }

    private func write(
        _ status: Int, _ fields: [String: String], length: Int?, _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders()
        for (name, value) in fields { headers.add(name: name, value: value) }
        if !headers.contains(name: "content-type") { headers.add(name: "content-type", value: "application/json") }
        if let length { headers.add(name: "content-length", value: "\(length)") }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func misbehave(_ fault: TestRegistry.Fault, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let page = Array("<html><body>error 1015</body></html>".utf8)
        let html = ["content-type": "text/html"]
        switch fault {
        case .notFound: send(.notFound, head, context)
        case .unauthorized: send(.init(status: 401, body: Array("{}".utf8)), head, context)
        case .forbidden: send(.init(status: 403, headers: html, body: page), head, context)
        case .rateLimited: send(.init(status: 429, headers: html, body: page), head, context)
        case .rateLimitedForASecond:
            send(.init(status: 429, headers: ["retry-after": "1"], body: page), head, context)
        case .serverError: send(.init(status: 500, body: page), head, context)
        case .badGateway: send(.init(status: 502, headers: html, body: page), head, context)
        case .silence: break
        case .wrongType: send(.init(headers: html, body: page), head, context)
        case .brokenJSON: send(.init(body: Array(#"{"name": "#.utf8)), head, context)
        case .otherJSON: send(.init(body: Array("[[1,2],3]".utf8)), head, context)
        case .redirectElsewhere:
            send(.init(status: 302, headers: ["location": "http://127.0.0.1:9/elsewhere"], body: []), head, context)
        case .reset: context.close(promise: nil)
        case .stall: writeHalf(context)
        case .truncated:
            writeHalf(context)
            context.close(promise: nil)
        case .trickle:
            write(200, [:], length: nil, context)
            pour(ByteBuffer(string: " "), every: .milliseconds(50), context)
        case .endless:
            write(200, [:], length: nil, context)
            pour(ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 16), every: nil, context)
        case .bomb:
            write(200, [:], length: nil, context)
            pour(ByteBuffer(repeating: 0x20, count: 1 << 20), every: nil, context)
        }
    }

    private func writeHalf(_ context: ChannelHandlerContext) {
        write(200, [:], length: 1000, context)
        context.writeAndFlush(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "{\"name\": \"")))), promise: nil)
    }

    /// Writes the same bytes again and again until the reader leaves.
    private func pour(_ bytes: ByteBuffer, every pause: TimeAmount?, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(bytes)))).whenSuccess {
            loop.scheduleTask(in: pause ?? .nanoseconds(0)) {
                let (handler, context) = bound.value
                handler.pour(bytes, every: pause, context)
            }
        }
    }
}
