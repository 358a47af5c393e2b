import Auditing
import PackageModel
import Registry
import Sigstore
import Storage

/// Obtains the anchors of a run over TUF, at most once a day, else those that were kept or embedded
/// (docs/verification.md, "Trust anchors").
struct TrustRefresh<Source: Transport>: Sendable {
    /// For so long the last update is as good as a new one.
    private static var interval: Int64 { Milliseconds.day }

    /// Where updates may come from.
    enum Mode: Hashable, Sendable {
        /// The mirror, and what was kept of it.
        case online
        /// A record, or a mirror whose answers are to be recorded: nothing that was kept.
        case recorded
        /// What was kept, alone.
        case offline
    }

    let sources: PackageSources<Source>
    let cache: CacheFolder?
    let mode: Mode
    /// Judges expiry: the instant that the run is made for.
    let now: Timestamp
    /// Judges when an update is due: the real time.
    let clock: @Sendable () -> Timestamp
    /// The root to start from.
    let anchor: [UInt8]

    /// Anchors, and where they come from; never none.
    func anchors() async -> TrustSettings {
        let kept = mode == .recorded ? nil : await kept()
        if let kept, isRecent(kept.updated), now < kept.anchors.repository.expiry.instant {
            return settings(kept.anchors, updated: kept.updated, reason: nil)
        }
        guard mode != .offline else { return older(kept, because: "this run is offline") }
        do throws(TUFRefusal) {
            let client = TUFClient(anchor: anchor, targets: TUFAnchors.targets, now: now)
            let mirror = TransportSource(sources: sources)
            let anchors = try TUFAnchors(try await client.update(from: mirror, trusted: kept?.anchors.repository))
            if mode == .online {
                cache?.keepTUFFiles(
                    anchors.repository.files.files, updated: clock(), of: sources.endpoints.tufMirror)
            }
            return settings(anchors, updated: now, reason: nil)
        } catch {
            return older(kept, because: Self.words(error))
        }
    }

    private typealias Kept = (anchors: TUFAnchors, updated: Timestamp)

    /// What was kept, if all of it still holds but for its age.
    private func kept() async -> Kept? {
        guard let (files, updated) = cache?.tufFiles(of: sources.endpoints.tufMirror) else { return nil }
        let client = TUFClient(anchor: anchor, targets: TUFAnchors.targets, now: now, enforcesExpiry: false)
        do throws(TUFRefusal) {
            return (try TUFAnchors(try await client.update(from: TUFFiles(files))), updated)
        } catch {
            return nil
        }
    }

    /// An update from the future, by this clock, is not recent.
    private func isRecent(_ updated: Timestamp) -> Bool {
        (0..<Self.interval).contains(clock().milliseconds - updated.milliseconds)
    }

    private func settings(_ anchors: TUFAnchors, updated: Timestamp, reason: String?) -> TrustSettings {
        TrustSettings(
            root: anchors.root, npmKeys: anchors.registryKeys,
            source: AnchorSource(kind: .tuf, date: updated.dateText, isFresh: reason == nil, reason: reason))
    }

    /// The newest anchors that there are without an update.
    private func older(_ kept: Kept?, because problem: String) -> TrustSettings {
        // What was kept before this program was made knows less than it.
        if let kept, kept.updated.dateText > EmbeddedAnchors.date {
            let date = kept.updated.dateText
            return settings(
                kept.anchors, updated: kept.updated, reason: "not refreshed since \(date): \(problem)")
        }
        let date = EmbeddedAnchors.date
        return TrustSettings(
            root: EmbeddedAnchors.sigstore, npmKeys: EmbeddedAnchors.registry,
            source: AnchorSource(
                kind: .embedded, date: date, isFresh: false,
                reason: "the embedded anchors of \(date) are used: \(problem)"))
    }

    private static func words(_ refusal: TUFRefusal) -> String {
        switch refusal.kind {
        case .refused: "the TUF repository is wrong, and nothing of it is used (\(refusal))"
        case .expired: "the TUF repository is out of date (\(refusal))"
        case .unavailable: "the TUF repository cannot be read (\(refusal))"
        }
    }
}

/// A mirror behind a transport.
private struct TransportSource<Source: Transport>: TUFSource {
    let sources: PackageSources<Source>

    func file(_ name: String, maximumBytes: Int) async throws(TUFRefusal) -> [UInt8]? {
        let request = sources.endpoints.tuf(name, maximumBytes: maximumBytes)
        do throws(TransportError) {
            return try await sources.transport.fetch(request) { CollectingDecoder() }.output
        } catch {
            switch error {
            // Some stores refuse what they do not have.
            case .notFound, .unauthorized(status: 403), .unexpectedStatus(403): return nil
            default: throw TUFRefusal(.unavailable, name, "tuf-unavailable", "\(error)")
            }
        }
    }
}
