import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPCompression

extension TestRegistry.Answer {
    /// The answer with its body compressed once, as a network of caches keeps it: for a registry started with
    /// `compressing: false`, whose time goes into answering alone. Every client gets it so, asked for or not.
    public func compressed() throws -> TestRegistry.Answer {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(HTTPResponseCompressor())
        let request = HTTPRequestHead(
            version: .http1_1, method: .GET, uri: "/", headers: ["accept-encoding": "gzip"])
        try channel.writeInbound(HTTPServerRequestPart.head(request))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-type": "application/json"])
        try channel.writeOutbound(HTTPServerResponsePart.head(head))
        try channel.writeOutbound(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: body))))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
        var answer = withEntityTag()
        answer.body = []
        while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
            switch part {
            case .head(let head):
                answer.headers["content-encoding"] = head.headers.first(name: "content-encoding")
                answer.headers["content-type"] = "application/json"
            case .body(.byteBuffer(let buffer)): answer.body += buffer.readableBytesView
            case .body, .end: continue
            }
        }
        _ = try channel.finish(acceptAlreadyClosed: true)
        return answer
    }
}
