import Synchronization

/// Asks another transport for the same answer of GitHub or TUF once in a run, however often it is asked itself.
///
/// Packages of one repository share what GitHub says of it. An answer is shared while it is fetched and afterwards, also one
/// that failed. Answers about single packages pass through: hardly any is asked for twice (a new dependency that the lock file has
/// too), and thousands would fill the memory.
public final class SharingTransport<Base: Transport>: Transport {
    private let base: Base
    private let answers = Mutex<[WebRequest: Task<Result<[UInt8], TransportError>, Never>]>([:])

    public init(_ base: Base) { self.base = base }

    public func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        guard request.service == .github || request.service == .tuf else {
            return try await base.fetch(request, decoder: decoder)
        }
        let task = answers.withLock { answers in
            if let task = answers[request] { return task }
            let task = Task { [base] in await Self.bytes(request, from: base) }
            answers[request] = task
            return task
        }
        let bytes = try await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }.get()
        do throws(DecodingFailure) {
            return try bytes.decoded(by: decoder())
        } catch { throw .undecodable(error.reason) }
    }

    private static func bytes(_ request: WebRequest, from base: Base) async -> Result<[UInt8], TransportError> {
        do throws(TransportError) {
            return .success(try await base.fetch(request) { CollectingDecoder() }.output)
        } catch { return .failure(error) }
    }
}

extension [UInt8] {
    /// What a decoder makes of these bytes.
    public func decoded<Decoder: BodyDecoder>(by decoder: Decoder) throws(DecodingFailure) -> Fetched<Decoder.Output> {
        try self[...].decoded(by: decoder)
    }
}

extension ArraySlice<UInt8> {
    /// Bytes that are decoded at once get to the decoder in pieces of this size.
    private static var pieceSize: Int { 64 << 10 }

    /// What a decoder makes of these bytes, which come as from a network.
    public func decoded<Decoder: BodyDecoder>(by decoder: Decoder) throws(DecodingFailure) -> Fetched<Decoder.Output> {
        var decoder = decoder
        let bytes = unsafe span.bytes
        var start = 0
        while start < count {
            let end = Swift.min(start + Self.pieceSize, count)
            try decoder.consume(bytes.extracting(start..<end))
            start = end
        }
        return Fetched(output: try decoder.finish(), size: count)
    }
}
