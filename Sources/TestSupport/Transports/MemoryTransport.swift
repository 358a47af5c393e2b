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
        var entityTags: [String: String] = [:]
        var requests: [WebRequest] = []
    }

    private let state = Mutex(State())
    private let pieceSize: Int

    /// - Parameter pieceSize: bytes that a decoder gets at once; at least 1.
    public init(pieceSize: Int = 1 << 16) { self.pieceSize = max(1, pieceSize) }

    /// - Parameter entityTag: what the answer is called; requests that name it fail as `notModified`.
    public func put(_ url: String, _ answer: Answer, entityTag: String? = nil) {
        state.withLock {
            $0.answers[url] = answer
            $0.entityTags[url] = entityTag
        }
    }

    public func put(_ url: String, json: String) { put(url, .body(Array(json.utf8))) }

    /// All requests so far.
    public var requests: [WebRequest] { state.withLock { $0.requests } }

    public func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        let (answer, tag) = state.withLock { state in
            state.requests.append(request)
            return (state.answers[request.url], state.entityTags[request.url])
        }
        if let tag, request.entityTag == tag { throw .notModified }
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
                return Fetched(output: try decoder.finish(), size: bytes.count, entityTag: tag)
            } catch { throw .undecodable(error.reason) }
        }
    }
}
