import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Registry
import Synchronization

/// Reads one answer while it arrives, on a thread of the client's: the head, and the body for a decoder.
///
/// A body of usual length is collected there and decoded by the asker; of a longer one the decoder takes what has come, so that
/// no body is in memory as a whole.
final class AnswerReader<Decoder: BodyDecoder>: HTTPClientResponseDelegate {
    struct Answer: Sendable {
        let head: HTTPResponseHead
        fileprivate var decoder: Decoder
        /// What the decoder has not taken yet of a body that is wanted.
        fileprivate let pending: [ByteBuffer]
        /// Decoded bytes.
        let size: Int

        /// What the decoder makes of the body.
        mutating func decoded() throws(DecodingFailure) -> Decoder.Output {
            for buffer in pending { try decoder.consume(buffer.readableBytesSpan) }
            return try decoder.finish()
        }
    }

    /// Decoded bytes that are collected before the decoder takes them.
    private static var maximumPending: Int { 128 << 10 }

    /// Bytes of a body that nobody wants, such as an error's page, after which its connection is given up.
    private static var maximumIgnored: Int { 64 << 10 }

    private struct State {
        var head: HTTPResponseHead?
        /// Nil once it was handed on.
        var decoder: Decoder?
        var pending: [ByteBuffer] = []
        var pendingSize = 0
        var size = 0
    }

    private let state: Mutex<State>
    private let limit: Int
    private let isWanted: @Sendable (HTTPResponseStatus) -> Bool

    /// - Parameters:
    ///   - limit: the most bytes that the decoded body may have.
    ///   - isWanted: whether the body of an answer with that status is for the decoder.
    init(_ decoder: Decoder, limit: Int, isWanted: @escaping @Sendable (HTTPResponseStatus) -> Bool) {
        self.state = Mutex(State(decoder: decoder))
        self.limit = limit
        self.isWanted = isWanted
    }

    /// The head that arrived, if it is one that says all by itself.
    var wholeHead: HTTPResponseHead? {
        state.withLock { $0.head }.flatMap { isWanted($0.status) ? nil : $0 }
    }

    /// Whether the head has arrived.
    var hasHead: Bool { state.withLock { $0.head != nil } }

    func didReceiveHead(task: HTTPClient.Task<Answer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock { $0.head = head }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Answer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        do {
            try state.withLock { state throws(AttemptFailure) in try take(buffer, &state) }
            return task.eventLoop.makeSucceededVoidFuture()
        } catch {
            return task.eventLoop.makeFailedFuture(error)
        }
    }

    func didFinishRequest(task: HTTPClient.Task<Answer>) throws -> Answer {
        try state.withLock { state in
            guard let head = state.head, let decoder = state.decoder.take() else {
                throw HTTPClientError.remoteConnectionClosed
            }
            return Answer(head: head, decoder: decoder, pending: state.pending, size: state.size)
        }
    }

    private func take(_ buffer: ByteBuffer, _ state: inout State) throws(AttemptFailure) {
        state.size += buffer.readableBytes
        guard state.head.map({ isWanted($0.status) }) == true else {
            guard state.size <= Self.maximumIgnored else { throw AttemptFailure(.tooLarge(limit: Self.maximumIgnored)) }
            return
        }
        guard state.size <= limit else { throw AttemptFailure(.tooLarge(limit: limit)) }
        state.pending.append(buffer)
        state.pendingSize += buffer.readableBytes
        guard state.pendingSize > Self.maximumPending else { return }
        do throws(DecodingFailure) {
            for buffer in state.pending { try state.decoder?.consume(buffer.readableBytesSpan) }
        } catch { throw AttemptFailure(.undecodable(error.reason)) }
        state.pending.removeAll(keepingCapacity: true)
        state.pendingSize = 0
    }
}
