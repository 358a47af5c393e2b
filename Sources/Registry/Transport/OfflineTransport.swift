/// The transport of a run that asks nobody.
public struct OfflineTransport: Transport {
    public init() {}

    public func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> { throw .offline }
}
