import Registry
import RegistryHTTP
import Storage

/// The transport of one run: over HTTP, recorded or not, from a record, or nowhere.
enum RunTransport: Transport {
    case http(HTTPTransport)
    case recording(RecordingTransport<HTTPTransport>)
    case replay(ReplayTransport)
    case offline(OfflineTransport)

    func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        switch self {
        case .http(let transport): try await transport.fetch(request, decoder: decoder)
        case .recording(let transport): try await transport.fetch(request, decoder: decoder)
        case .replay(let transport): try await transport.fetch(request, decoder: decoder)
        case .offline(let transport): try await transport.fetch(request, decoder: decoder)
        }
    }
}
