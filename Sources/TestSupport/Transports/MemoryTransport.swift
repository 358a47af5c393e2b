public import Registry
import Synchronization

/// A transport whose answers are in memory, in pieces of a size of the test's choice.
public final class MemoryTransport: Transport {
    public enum Answer: Sendable {
        case body([UInt8])
        case failure(TransportError)
    }

    private struct State {
        var answers: [String: Answer] = [:]
        var requests: [WebRequest] = []
    }

    private let state = Mutex(State())
    private let pieceSize: Int

    /// - Parameter pieceSize: bytes that a decoder gets at once; at least 1.
    public init(pieceSize: Int = 1 << 16) { self.pieceSize = max(1, pieceSize) }

    public func put(_ url: String, _ answer: Answer) { state.withLock { $0.answers[url] = answer } }

    public func put(_ url: String, json: String) { put(url, .body(Array(json.utf8))) }

    /// All requests so far.
    public var requests: [WebRequest] { state.withLock { $0.requests } }

    public func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers[request.url]
        }
        switch answer {
        case nil: throw .notFound
        case .failure(let error): throw error
        case .body(let bytes):
            guard bytes.count <= request.maximumBytes else { throw .tooLarge(limit: request.maximumBytes) }
            do throws(DecodingFailure) {
                var decoder = decoder()
                for start in stride(from: 0, to: bytes.count, by: pieceSize) {
                    let end = min(start + pieceSize, bytes.count)
                    try unsafe decoder.consume(bytes.span.bytes.extracting(start..<end))
                }
                return Fetched(output: try decoder.finish(), size: bytes.count)
            } catch { throw .undecodable(error.reason) }
        }
    }
}
