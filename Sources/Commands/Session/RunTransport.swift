import Registry
import RegistryHTTP
import Storage

/// The transport of one run: over HTTP with or without a cache, recorded, from a record, or nowhere.
enum RunTransport: Transport {
    case http(SharingTransport<HTTPTransport>)
    case cached(SharingTransport<CachingTransport<HTTPTransport>>)
    case recording(RecordingTransport<SharingTransport<HTTPTransport>>)
    case replay(ReplayTransport)
    /// Answers of earlier runs, and no others.
    case offline(CachingTransport<OfflineTransport>)
    case nowhere(OfflineTransport)

    func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        switch self {
        case .http(let transport): try await transport.fetch(request, decoder: decoder)
        case .cached(let transport): try await transport.fetch(request, decoder: decoder)
        case .recording(let transport): try await transport.fetch(request, decoder: decoder)
        case .replay(let transport): try await transport.fetch(request, decoder: decoder)
        case .offline(let transport): try await transport.fetch(request, decoder: decoder)
        case .nowhere(let transport): try await transport.fetch(request, decoder: decoder)
        }
    }
}
