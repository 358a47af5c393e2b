package import PackageModel
import Provenance
package import Registry
import Signals
import Sigstore

/// The result of `verify`.
package struct VerificationReport: Sendable {
    package let verdicts: [VerificationVerdict]
    package let errors: [AuditIssue]
    package let coverage: Coverage
    package let trust: AnchorSource
    package let gate: GateOutcome
}

/// Verifies registry signatures and attestations only: version manifests suffice where the version is known.
package struct VerificationRun<Source: Transport>: Sendable {
    private let sources: PackageSources<Source>
    private let trust: TrustSource
    private let now: Timestamp
    private let gate: Gate
    private let listen: @Sendable (AuditEvent) -> Void

    package init(
        sources: PackageSources<Source>, trust: TrustSource, now: Timestamp, gate: Gate,
        listen: @escaping @Sendable (AuditEvent) -> Void = { _ in }
    ) {
        self.sources = sources
        self.trust = trust
        self.now = now
        self.gate = gate
        self.listen = listen
    }

    /// Verifies signature, digest and provenance of every target, from its manifest where that is enough:
    /// no history, no score.
    package func verify(_ plan: AuditPlan) async -> VerificationReport {
        trust.start()
        let verifier = ReleaseVerifier(sources: sources, trust: trust)
        let (run, counter) = (self, Counter())
        listen(.phase(.packages, total: plan.targets.count))
        let outcomes = await concurrentMap(plan.targets, limit: Concurrency.packages) { target in
            let outcome = await run.verdict(target, verifier)
            run.listen(.progress(.packages, done: counter.increment()))
            return outcome
        }
        let (unordered, errors, coverage) = plan.tally(outcomes, at: sources.endpoints)
        var seen: Set<String> = []
        // One release that was named in several ways is one; what a lock file has several times may differ.
        let verdicts = unordered.filter { plan.isLockfile || seen.insert($0.identity).inserted }.sorted {
            $0.name == $1.name ? precedesBytewise($0.version, $1.version) : $0.name < $1.name
        }
        let anchors = await trust.settings.source
        return VerificationReport(
            verdicts: verdicts, errors: errors, coverage: coverage, trust: anchors,
            gate: gate.judge(verdicts, errors: errors, anchors: anchors))
    }

    private func verdict(
        _ target: AuditTarget, _ verifier: ReleaseVerifier<Source>
    ) async -> Result<VerificationVerdict, AuditIssue> {
        switch await release(target) {
        case .failure(let issue): return .failure(issue)
        case .success(var release):
            guard let version = release.version else {
                return .failure(
                    AuditIssue(package: target.text, code: "no-such-version", message: "no semantic version"))
            }
            var outcome = await verifier.verify(release, of: target, version: version)
            if outcome.signature.cause == "registry-key-time" {
                // A retired key needs the time, which a manifest does not have.
                do {
                    release.publishedAt = try await sources.packument(target.name).release(version)?.publishedAt
                    outcome = await verifier.verify(release, of: target, version: version)
                } catch {
                    outcome.signature = .unknown("when the release came out, which its key needs: \(error)")
                }
            }
            if let moment = outcome.attestation.signedAt ?? outcome.attestation.publishedAt ?? release.publishedAt,
                moment > now
            {
                // A manifest has no time; what was signed later did not exist yet.
                return .failure(AuditIssue(target, SelectionError.noSuchVersion(release.versionText)))
            }
            return .success(
                VerificationVerdict(
                    name: target.name, version: release.versionText, integrity: outcome.integrity,
                    integrityVerdict: outcome.integrityVerdict, signature: outcome.signature,
                    attestation: outcome.attestation,
                    origin: await origin(release, of: target, outcome.attestation.build, verifier)))
        }
    }

    /// Whether verified provenance is from where it should be: looked up only where the gate depends on it, or where the
    /// release itself gives a reason, for it takes the packument and attestations of earlier releases.
    private func origin(
        _ release: Release, of target: AuditTarget, _ build: CertifiedBuild?, _ verifier: ReleaseVerifier<Source>
    ) async -> OriginVerdict {
        guard let build else { return .notJudged }
        let recorded = gate.policy?.origins(of: target.name) ?? []
        let isDoubtful = ReleaseAssessment.mayBeChanged(
            VerifiedOrigin(build), repository: release.repository, recorded: recorded)
        guard isDoubtful || gate.requiresProvenance(of: target.name) else { return .notJudged }
        let gatherer = Gatherer(
            sources: sources, verifier: verifier, now: now, policy: gate.policy, asksDependencies: false)
        return await gatherer.gather(target.name, [target]).first.map(OriginVerdict.init) ?? .notJudged
    }

    /// The release's manifest, or what the packument says where the version must be looked up, or where the registry has no
    /// such manifest: some have none at all.
    private func release(_ target: AuditTarget) async -> Result<Release, AuditIssue> {
        do {
            if case .exactly(let version) = target.selector {
                do {
                    return .success(try await sources.manifest(target.name, version).release)
                } catch  where error == .notFound || error == .unexpectedStatus(405) {}
            }
            let packument = try await sources.packument(target.name)
            do {
                return .success(try packument.release(target.selector, at: now))
            } catch { return .failure(AuditIssue(target, error)) }
        } catch {
            return .failure(AuditIssue(target, error))
        }
    }
}

extension Gate {
    /// What `verify` depends on: everything present is right, and everything announced was checked.
    func judge(_ verdicts: [VerificationVerdict], errors: [AuditIssue], anchors: AnchorSource) -> GateOutcome {
        var outcome = GateOutcome(unchecked: errors, allowsUnknown: allowsUnknown)
        judge(anchors, &outcome)
        for verdict in verdicts {
            let parts = [
                ("signature", verdict.signature.status, verdict.signature.reason),
                ("publish-attestation", verdict.attestation.publish.status, verdict.attestation.publish.reason),
                ("provenance", verdict.attestation.provenance.status, verdict.attestation.provenance.reason),
            ]
            if case .different(let locked, let listed) = verdict.integrityVerdict {
                outcome.failures.append(
                    AuditIssue(
                        package: verdict.identity, code: "integrity-mismatch",
                        message: "the lock file has \(locked), the registry lists \(listed)"))
            }
            for (name, status, reason) in parts {
                let issue = AuditIssue(
                    package: verdict.identity, code: "\(name)-\(status.rawValue)", message: reason ?? status.rawValue)
                if status == .failed { outcome.failures.append(issue) }
                if status == .unknown { outcome.unchecked.append(issue) }
            }
            if case .unknown(let reason) = verdict.origin {
                outcome.unchecked.append(
                    AuditIssue(package: verdict.identity, code: "origin-changed-undetermined", message: reason))
            }
            judgeProvenance(verdict.name, verdict.identity, verdict.provenanceStatus, &outcome)
        }
        outcome.forgetRepeated(errors)
        return outcome
    }
}
