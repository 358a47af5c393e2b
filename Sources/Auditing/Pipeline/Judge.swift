import PackageModel
import Registry
import Signals

/// Turns evidence into verdicts.
struct Judge {
    let now: Timestamp
    let downloads: [PackageName: Known<DownloadCount>]
    let trends: [PackageName: Known<Trend?>]
    let bursts: [Int: Finding]
    /// Of which releases cannot be told whether they are part of a burst.
    let openBursts: Set<Int>
    /// Empty until GitHub was asked.
    var repositories: [SourceRepository: RepositoryFacts] = [:]

    /// What the reader should know about the services that were asked.
    var notes: [String] {
        let isLimited = repositories.values.contains { facts in
            guard case .unknown(.rateLimited) = facts.backing else { return false }
            return true
        }
        return isLimited
            ? ["GitHub's rate limit is used up: set `GITHUB_TOKEN`, or leave it out with `--no-github`"] : []
    }

    func verdict(_ evidence: Evidence, at index: Int) -> PackageVerdict {
        // The score looks at the provenance column, which looks at findings, which need the flags: so flags come first.
        let plain = scoreInputs(evidence, hasProvenance: .unknown(.unverified))
        let assessment = ReleaseAssessment(
            evidence.answers, flags: RiskFlags(plain, publishers: evidence.publishers),
            across: bursts[index].map { [$0] } ?? [],
            openAcross: openBursts.contains(index) ? [PublisherBurst.unanswered] : [])
        let status = assessment.provenanceStatus(evidence.provenance)
        let inputs = scoreInputs(
            evidence, hasProvenance: Self.counts(status),
            contradicted: assessment.findings.contains { $0.rule == .repositoryMismatch })
        let score = Score(inputs)
        return PackageVerdict(
            name: evidence.target.name, version: evidence.release.versionText, semanticVersion: evidence.version,
            risk: Risk(
                findings: assessment.findings, undetermined: assessment.undetermined,
                worstPossible: assessment.worstPossible, score: score.total),
            score: score, inputs: inputs, downloadsThrough: downloads[evidence.target.name]?.value?.end,
            assessment: assessment, publishers: evidence.publishers,
            contributors: evidence.repository.flatMap { repositories[$0]?.contributors }, provenanceStatus: status,
            trustLevel: evidence.trustLevel,
            isTrustedPublishing: evidence.release.publisher?.trustedPublisher != nil, attestation: evidence.attestation,
            signature: evidence.signature, integrity: evidence.integrity, integrityVerdict: evidence.integrityVerdict,
            repository: evidence.repository, history: evidence.history, locked: evidence.target.locked,
            notes: evidence.notes)
    }

    private func scoreInputs(
        _ evidence: Evidence, hasProvenance: Known<Bool>, contradicted: Bool = false
    ) -> ScoreInputs {
        let name = evidence.target.name
        return ScoreInputs(
            now: now, created: evidence.created,
            weeklyDownloads: (downloads[name] ?? .unknown(.notAsked)).map(\.downloads),
            trend: trends[name] ?? .unknown(.notAsked), releases: .known(evidence.releaseCount),
            latestPublished: evidence.latestPublished,
            publishers: Known(evidence.publishers?.count),
            backing: contradicted && evidence.repository != nil
                ? .unknown(.contradicted) : backing(evidence.repository),
            hasVerifiedProvenance: hasProvenance)
    }

    private func backing(_ repository: SourceRepository?) -> Known<RepositoryBacking> {
        guard let repository, repository.isOnGitHub else { return .known(.notOnGitHub) }
        return repositories[repository]?.backing ?? .unknown(.notAsked)
    }

    /// Whether provenance counts: only verified does.
    private static func counts(_ status: ReleaseAssessment.ProvenanceStatus) -> Known<Bool> {
        switch status {
        case .verified: .known(true)
        case .absent, .lost, .invalid, .changed: .known(false)
        case .claimed, .unknown: .unknown(.unverified)
        }
    }
}
