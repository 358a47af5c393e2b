import PackageModel
import Provenance
import Registry
import Signals

/// Gathers what is to be known about the releases of one package: one packument, then what it announces.
struct Gatherer<Source: Transport>: Sendable {
    let sources: PackageSources<Source>
    let verifier: ReleaseVerifier<Source>
    let now: Timestamp
    /// Has the origins that the project recorded.
    let policy: PolicyFile?
    /// Whether new dependencies are looked up; where a release came from needs none of them.
    var asksDependencies = true

    /// New dependencies of one release that are looked up; a release with more of them is not judged in full, and nobody can
    /// make a run ask without end.
    static var maximumDependencies: Int { 64 }
    /// Of which so many are asked for at the same time.
    static var dependencyConcurrency: Int { 8 }

    /// The outcomes of all targets of one name, in their order.
    func gather(_ name: PackageName, _ targets: [AuditTarget]) async -> [Result<SharedEvidence, AuditIssue>] {
        let packument: Packument
        do {
            packument = try await sources.packument(name)
        } catch {
            return targets.map { .failure(AuditIssue($0, error)) }
        }
        var outcomes: [Result<SharedEvidence, AuditIssue>] = []
        for target in targets {
            do {
                outcomes.append(.success(SharedEvidence(try await evidence(target, packument))))
            } catch {
                outcomes.append(.failure(AuditIssue(target, error)))
            }
        }
        return outcomes
    }

    private func evidence(_ target: AuditTarget, _ packument: Packument) async throws(SelectionError) -> Evidence {
        let release = try packument.release(target.selector, at: now)
        guard let version = release.version else { throw .noSuchVersion(release.versionText) }
        let history = ReleaseHistory.upTo(version, in: packument)
        let (outcome, lastAttested) = await verified(release, of: target, version, history, packument)
        let earlier = await earlierOrigins(
            target, outcome.attestation.build, history, packument, newest: lastAttested)
        let facts = VerificationFacts(
            outcome, earlierOrigins: earlier.verified, sameOrigin: earlier.same,
            unobtainedOrigins: earlier.unobtained, recordedOrigins: policy?.origins(of: target.name) ?? [])
        // Judged here, on all cores while the network waits, and so that thousands of pasts need not be kept.
        let answers = RuleAnswers(
            ReviewedRelease(
                package: target.name, version: release.versionText, history: history, verification: facts,
                dependencies: await dependencies(history)))
        return Evidence(
            target: target, release: release, version: version,
            history: target.isNamed ? history : .unknown(.notAsked), answers: answers, provenance: facts.provenance,
            neighbour: history.value.map(TreeRelease.init), trustLevel: history.value?.audited.level,
            created: Known(packument.firstPublication),
            latestPublished: Known(packument.latest(at: now)?.release.publishedAt),
            releaseCount: packument.releaseCount(at: now),
            publishers: packument.publisherNames,
            repository: (release.repository ?? packument.repository)?.source, attestation: outcome.attestation,
            signature: outcome.signature, integrity: outcome.integrity, integrityVerdict: outcome.integrityVerdict,
            notes: notes(target, packument, release))
    }

    /// The release, and beside it, if it has attestations, those of the newest earlier one whose origin is wanted: nearly
    /// always the one that settles where this release should have come from.
    private func verified(
        _ release: Release, of target: AuditTarget, _ version: Version, _ history: Known<ReleaseHistory>,
        _ packument: Packument
    ) async -> (ReleaseVerifier<Source>.Outcome, AttestationAnswer?) {
        guard release.distribution.attestations != nil, let history = history.value,
            let wanted = ReleaseAssessment.wantedOrigins(of: history).first, let earlier = packument.release(wanted)
        else { return (await verifier.verify(release, of: target, version: version), nil) }
        async let lastAttested = verifier.attestations(earlier, target.name, wanted)
        let outcome = await verifier.verify(release, of: target, version: version)
        return (outcome, await lastAttested)
    }

    /// Where earlier releases came from, the newest first, until no more can matter: mostly one is enough.
    ///
    /// - Parameter newest: the attestations of the first of them, if they were asked for.
    /// - Returns: also why the newest of those that are missing is.
    private func earlierOrigins(
        _ target: AuditTarget, _ build: CertifiedBuild?, _ history: Known<ReleaseHistory>, _ packument: Packument,
        newest: AttestationAnswer?
    ) async -> (verified: [Version: VerifiedOrigin], same: Version?, unobtained: [UnobtainedOrigin]) {
        guard let origin = build.map(VerifiedOrigin.init), let history = history.value else { return ([:], nil, []) }
        let settles = { ReleaseAssessment.isSettled(origin, by: $0, in: history) }
        var verified: [Version: VerifiedOrigin] = [:]
        var unobtained: [UnobtainedOrigin] = []
        for (index, wanted) in ReleaseAssessment.wantedOrigins(of: history).enumerated() {
            guard let release = packument.release(wanted) else { continue }
            let asked = index == 0 ? newest : nil
            let answer =
                if let asked { asked } else { await verifier.attestations(release, target.name, wanted) }
            switch await verifier.origin(answer, of: release, target.name, version: wanted, settles: settles) {
            case .same: return (verified, wanted, [])
            case .other(let earlier): verified[wanted] = earlier
            case .unverified: break
            case .unobtained:
                unobtained.append(UnobtainedOrigin(version: wanted, reason: UnknownReason(unobtained: answer)))
            }
        }
        return (verified, nil, unobtained)
    }

    /// Dependencies that the release newly pulls in, as they were when it came out.
    private func dependencies(_ history: Known<ReleaseHistory>) async -> [PackageName: Known<DependencyFacts>] {
        guard asksDependencies, let history = history.value else { return [:] }
        let wanted = ReleaseAssessment.wantedDependencies(of: history).prefix(Self.maximumDependencies)
        let (sources, moment) = (sources, history.audited.published)
        let answers = await concurrentMap(Array(wanted), limit: Self.dependencyConcurrency) { name in
            do throws(TransportError) {
                let packument = try await sources.packument(name)
                return (name, Known(DependencyFacts(packument, at: moment)))
            } catch {
                return (name, Known<DependencyFacts>.unknown(UnknownReason(error)))
            }
        }
        return Dictionary(answers) { first, _ in first }
    }

    private func notes(_ target: AuditTarget, _ packument: Packument, _ release: Release) -> [AuditIssue] {
        var notes: [AuditIssue] = []
        let identity = "\(target.name)@\(release.versionText)"
        if let registry = target.otherRegistry(than: sources.endpoints) {
            notes.append(
                AuditIssue(
                    package: identity, code: "other-registry", message: "the lock file takes it from `\(registry)`"))
        }
        if case .equal(.sha1)? = target.locked?.integrity.flatMap({ locked in
            release.distribution.digests.map(locked.compare)
        }) {
            notes.append(
                AuditIssue(package: identity, code: "weak-integrity", message: "only SHA-1 digests to compare"))
        }
        if release.isDeprecated {
            let reason = release.deprecation.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
            notes.append(AuditIssue(package: identity, code: "deprecated", message: "deprecated\(reason)"))
        }
        return notes
    }

}

extension UnknownReason {
    /// Why an answer to the question for attestations says nothing of an origin.
    fileprivate init(unobtained answer: AttestationAnswer) {
        self =
            switch answer {
            case .notAnnounced, .notFound: .notSaid
            case .notAsked: .notAsked
            case .unavailable, .document: .unreachable
            }
    }
}

extension AuditIssue {
    init(_ target: AuditTarget, _ error: TransportError) {
        self.init(
            package: target.text, code: error.code,
            message: error == .notFound ? "the registry has no package of this name" : "\(error)")
    }

    init(_ target: AuditTarget, _ error: SelectionError) {
        let (code, message) =
            switch error {
            case .unpublished(let time):
                ("unpublished", "the whole package was unpublished" + (time.map { " on \($0.dateText)" } ?? ""))
            case .noReleases: ("no-releases", "the registry lists no release")
            case .noneBy(let instant):
                ("no-releases", "no release was published by \(instant.dateText) (`--now`)")
            case .noSuchVersion(let version): ("no-such-version", "the registry does not list version `\(version)`")
            case .noneInRange(let range): ("no-such-version", "no version lies in `\(range)`")
            case .noSuchTag(let tag): ("no-such-tag", "there is no tag `\(tag)`")
            case .danglingTag(let tag, let version):
                ("no-such-tag", "the tag `\(tag)` points to `\(version)`, which is not listed")
            }
        self.init(package: target.text, code: code, message: message)
    }
}

extension AuditTarget {
    /// As the user or the lock file wrote it.
    package var text: String {
        switch selector {
        case .latest: name.text
        case .exactly(let version): "\(name)@\(version)"
        case .range(let range): "\(name)@\(range)"
        case .tag(let tag): "\(name)@\(tag)"
        }
    }
}

extension AuditIssue: Error {}
