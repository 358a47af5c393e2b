/// Gets answers of services: over HTTP, from a folder of recorded ones, from memory.
///
/// A body is decoded while it arrives. Whether an answer is a 404, a refusal or nothing at all is a fact for the caller,
/// told apart by `TransportError`.
public protocol Transport: Sendable {
    /// Asks once per call; repeats, if any, are inside and start with a fresh decoder.
    func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output>
}

/// A decoded answer and what is known about it.
public struct Fetched<Output: Sendable>: Sendable {
    public let output: Output
    /// The number of decoded bytes.
    public let size: Int
    /// What the service calls this form of the answer (`ETag`), to ask later whether it is still the same.
    public let entityTag: String?

    public init(output: Output, size: Int, entityTag: String? = nil) {
        self.output = output
        self.size = size
        self.entityTag = entityTag
    }
}

/// Turns the bytes of one body into a value, chunk by chunk.
public protocol BodyDecoder<Output>: Sendable {
    associatedtype Output: Sendable

    /// Takes the next bytes; throws when they cannot be part of what is expected.
    mutating func consume(_ chunk: RawSpan) throws(DecodingFailure)
    /// The value, once all bytes were taken.
    mutating func finish() throws(DecodingFailure) -> Output

    /// Has the decoder write an excerpt: fewer bytes, which decode to the same value. False if there is none but the body itself.
    mutating func startExcerpt() -> Bool
    /// Appends what has been written of the excerpt since the last time; after `finish`, the rest of it.
    mutating func moveExcerpt(to bytes: inout [UInt8])
}

extension BodyDecoder {
    public mutating func startExcerpt() -> Bool { false }
    public mutating func moveExcerpt(to bytes: inout [UInt8]) {}
}

/// A body that is not what the service promises, as a fact for people.
public struct DecodingFailure: Error, Hashable, Sendable {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}

/// Keeps a small body whole and decodes it at its end.
public struct CollectingDecoder<Output: Sendable>: BodyDecoder {
    private var bytes: [UInt8] = []
    private let decode: @Sendable ([UInt8]) throws(DecodingFailure) -> Output

    public init(_ decode: @escaping @Sendable ([UInt8]) throws(DecodingFailure) -> Output) { self.decode = decode }

    public mutating func consume(_ chunk: RawSpan) {
        unsafe chunk.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    public mutating func finish() throws(DecodingFailure) -> Output { try decode(bytes) }
}

extension CollectingDecoder where Output == [UInt8] {
    /// The bytes as they are.
    public init() { self.init { $0 } }
}
