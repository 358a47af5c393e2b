package import PackageModel
package import Registry
import Synchronization

/// Keeps answers of another transport on disk, and asks it only for what is missing or no longer fresh.
///
/// An answer that is not fresh is asked for with its `ETag`. What is kept are answers, never verdicts: signatures and
/// provenance are judged anew each time (`SignatureLedger` saves arithmetic alone). Failures are not kept.
package final class CachingTransport<Base: Transport>: Transport {
    /// Where answers may come from.
    package enum Mode: Hashable, Sendable {
        /// The cache while fresh, else the service.
        case online
        /// The cache alone, however old.
        case offline
    }

    private let base: Base
    private let cache: CacheFolder
    private let mode: Mode
    private let clock: @Sendable () -> Timestamp
    private let oldest = Mutex<Timestamp?>(nil)

    /// - Parameter clock: the real time, also in an audit that is made for another.
    package init(_ base: Base, cache: CacheFolder, mode: Mode = .online, clock: @escaping @Sendable () -> Timestamp) {
        self.base = base
        self.cache = cache
        self.mode = mode
        self.clock = clock
    }

    /// When the oldest of the answers that were used from the cache was last confirmed; nil if none was.
    package var oldestUsed: Timestamp? { oldest.withLock { $0 } }

    package func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        guard let lifetime = CacheLifetime.of(request.service) else {
            guard mode == .online else { throw .offline }
            return try await base.fetch(request, decoder: decoder)
        }
        // Answers that are there already come without a pause in which a run would notice that it was given up.
        guard !Task.isCancelled else { throw .cancelled }
        let now = clock()
        // What this version of the program cannot decode is as good as not there.
        let kept = cache.answer(to: request, decoder())
        if let kept, mode == .offline || lifetime.isFresh(kept.checked, now) {
            oldest.withLock { $0 = min($0 ?? kept.checked, kept.checked) }
            return kept.answer
        }
        guard mode == .online else { throw .offline }
        var request = request
        request.entityTag = kept?.entityTag
        do throws(TransportError) {
            let fetched = try await base.fetch(request) { [request] in
                KeepingDecoder(decoder(), cache.draft(request, checked: now))
            }
            if let draft = fetched.output.draft { cache.keep(draft, entityTag: fetched.entityTag) }
            return Fetched(output: fetched.output.value, size: fetched.size, entityTag: fetched.entityTag)
        } catch {
            guard error == .notModified, let kept else { throw error }
            cache.confirm(kept, at: now)
            return kept.answer
        }
    }
}

/// For how long an answer is used without asking.
struct CacheLifetime {
    private let milliseconds: Int64

    private init(minutes: Int64) { self.milliseconds = minutes * Milliseconds.minute }

    /// Nil for what is never kept: the freshness of TUF metadata is TUF's own business.
    static func of(_ service: WebRequest.Service) -> CacheLifetime? {
        switch service {
        // As long as npm itself has the registry's answers kept.
        case .registry: CacheLifetime(minutes: 5)
        // They change once a day.
        case .downloads: CacheLifetime(minutes: 12 * 60)
        case .github: CacheLifetime(minutes: 24 * 60)
        case .tuf: nil
        }
    }

    /// An answer from the future, by this clock, is not fresh.
    func isFresh(_ checked: Timestamp, _ now: Timestamp) -> Bool {
        (0..<milliseconds).contains(now.milliseconds - checked.milliseconds)
    }
}

/// Decodes bytes and drafts a file of the cache from them, or from the decoder's excerpt if it has one.
private struct KeepingDecoder<Inner: BodyDecoder>: BodyDecoder {
    struct Output: Sendable {
        let value: Inner.Output
        let draft: CacheDraft?
    }

    private var inner: Inner
    private var draft: CacheDraft?
    private let hasExcerpt: Bool

    /// - Parameter draft: nil where nothing is to be kept.
    init(_ inner: Inner, _ draft: CacheDraft?) {
        var inner = inner
        self.hasExcerpt = draft != nil && inner.startExcerpt()
        self.inner = inner
        self.draft = draft
    }

    mutating func consume(_ chunk: RawSpan) throws(DecodingFailure) {
        try inner.consume(chunk)
        if hasExcerpt {
            draft?.append { inner.moveExcerpt(to: &$0) }
        } else {
            draft?.append { bytes in unsafe chunk.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) } }
        }
    }

    mutating func finish() throws(DecodingFailure) -> Output {
        let value = try inner.finish()
        if hasExcerpt { draft?.append { inner.moveExcerpt(to: &$0) } }
        return Output(value: value, draft: draft)
    }
}
