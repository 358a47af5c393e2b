import Crypto
import PackageModel
package import Registry
import Synchronization

/// Keeps every answer of another transport in a folder, for `ReplayTransport`.
///
/// A record has addresses and bodies; it never sees a credential, which is added below it.
package final class RecordingTransport<Base: Transport>: Transport {
    private let base: Base
    private let folder: Folder
    private let endpoints: Endpoints
    private let state = Mutex(State())

    private struct State {
        var answers: [RecordKey: RecordedAnswer] = [:]
        var failure: FolderError?
    }

    package init(_ base: Base, into path: String, endpoints: Endpoints) {
        self.base = base
        self.folder = Folder(path, rights: .shared)
        self.endpoints = endpoints
    }

    package func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        let fetched: Fetched<TeeDecoder<Decoder>.Output>
        do {
            fetched = try await base.fetch(request) { TeeDecoder(decoder()) }
        } catch {
            if !error.isAboutTheRun { keep(.failure(error), of: request) }
            throw error
        }
        record(fetched.output.bytes, of: request)
        switch fetched.output.decoded {
        case .success(let output): return Fetched(output: output, size: fetched.size)
        case .failure(let failure): throw .undecodable(failure.reason)
        }
    }

    /// Writes the index. Nothing can be replayed before, and nothing is recorded afterwards.
    package func finish() throws(FolderError) {
        let (answers, failure) = state.withLock { ($0.answers, $0.failure) }
        if let failure { throw failure }
        let index = RecordIndex(endpoints: endpoints, answers: Array(answers.values))
        try folder.replace(RecordIndex.file, with: Array(index.text.utf8))
    }

    private func record(_ bytes: [UInt8], of request: WebRequest) {
        let file = Self.fileName(for: request)
        do throws(FolderError) {
            try folder.replace(file, with: bytes)
            let sha256 = Hexadecimal.encode(Array(SHA256.hash(data: bytes)))
            keep(.body(file: file, size: bytes.count, sha256: sha256), of: request)
        } catch {
            // Said once, by `finish`: the audit itself is not disturbed.
            state.withLock { $0.failure = $0.failure ?? error }
        }
    }

    private func keep(_ outcome: RecordedAnswer.Outcome, of request: WebRequest) {
        let answer = RecordedAnswer(key: RecordKey(request), service: request.service, outcome: outcome)
        state.withLock { $0.answers[answer.key] = answer }
    }

    /// A name that people can read, made unique by a digest: no name from a package reaches the file system as it is.
    private static func fileName(for request: WebRequest) -> String {
        let path = WebAddress(request.url)?.path ?? ""
        let readable = path.utf8.suffix(60).map { byte -> Character in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                Character(UnicodeScalar(byte))
            default: "-"
            }
        }
        let digest = SHA256.hash(data: Array("\(request.accept)\n\(request.url)".utf8))
        let unique = Hexadecimal.encode(Array(digest.prefix(6)))
        return "\(request.service.rawValue)/\(String(readable).drop { $0 == "-" })-\(unique).body"
    }
}

/// Decodes bytes and keeps them, also those that cannot be decoded.
private struct TeeDecoder<Inner: BodyDecoder>: BodyDecoder {
    struct Output: Sendable {
        let decoded: Result<Inner.Output, DecodingFailure>
        let bytes: [UInt8]
    }

    private var inner: Inner
    private var bytes: [UInt8] = []
    private var failure: DecodingFailure?

    init(_ inner: Inner) { self.inner = inner }

    mutating func consume(_ chunk: RawSpan) {
        unsafe chunk.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        guard failure == nil else { return }
        do throws(DecodingFailure) { try inner.consume(chunk) } catch { failure = error }
    }

    mutating func finish() -> Output {
        if let failure { return Output(decoded: .failure(failure), bytes: bytes) }
        do throws(DecodingFailure) {
            return Output(decoded: .success(try inner.finish()), bytes: bytes)
        } catch { return Output(decoded: .failure(error), bytes: bytes) }
    }
}
