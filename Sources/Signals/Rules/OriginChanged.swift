import PackageModel
import Registry

/// Verified, but from elsewhere than before (docs/findings/origin-changed.md).
enum OriginChanged: HistoryRule {
    static let description = RuleDescription(
        id: .originChanged, group: .publication, alone: [.high, .moderate],
        summary: "repository, workflow, trigger, ref kind or runner differ from the last three verified releases",
        check: "proof-of-commitment verify NAME@EARLIER NAME@VERSION")

    /// So many verified releases are the standard that a release is held to.
    static let compared = 3

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard let origin = release.verification.provenance.origin else { return .quiet }
        if let recorded = closest(to: origin, among: release.verification.recordedOrigins) {
            let differences = OriginDifference.all(from: recorded, to: origin)
            let changes = OriginDifference.Part.allCases.filter(differences.contains)
            if !changes.isEmpty { return differsFromRecord(changes, recorded, origin) }
        }
        guard release.verification.sameOrigin == nil else { return .quiet }
        let verified = history.settled.compactMap { earlier in
            release.verification.earlierOrigins[earlier.version].map { (earlier, $0) }
        }
        let standard = verified.suffix(compared)
        guard !standard.isEmpty else { return withoutStandard(history, release) }
        // A value that one of the last three had too is no change.
        let changes = OriginDifference.Part.allCases.filter { part in
            standard.allSatisfy { OriginDifference.all(from: $0.1, to: origin).contains(part) }
        }
        guard !changes.isEmpty, let last = standard.last else { return .quiet }
        let names = changes.map(\.rawValue).joined(separator: ", ")
        var evidence = evidence(changes, last.1, origin, before: "earlier", .proved)
        evidence.append(FindingEvidence("comparedWith", standard.map { $0.0.version.text }.joined(separator: ", ")))
        var outcome = fired(
            severity(changes, origin: origin, standard: standard.count, history: history),
            "verified, but \(names) \(Self.differs(changes)) from the last verified releases", evidence)
        outcome.unanswered = unobtained(release).unanswered
        return outcome
    }

    private static func closest(to origin: VerifiedOrigin, among recorded: [VerifiedOrigin]) -> VerifiedOrigin? {
        recorded.min {
            OriginDifference.all(from: $0, to: origin).count < OriginDifference.all(from: $1, to: origin).count
        }
    }

    /// The project accepted other origins than this one.
    private static func differsFromRecord(
        _ changes: [OriginDifference.Part], _ recorded: VerifiedOrigin, _ origin: VerifiedOrigin
    ) -> RuleOutcome {
        fired(
            .high,
            "verified, but \(changes.map(\.rawValue).joined(separator: ", ")) \(differs(changes)) from the recorded origin",
            evidence(changes, recorded, origin, before: "recorded", nil))
    }

    private static func differs(_ changes: [OriginDifference.Part]) -> String {
        changes.count == 1 ? "differs" : "differ"
    }

    private static func evidence(
        _ changes: [OriginDifference.Part], _ before: VerifiedOrigin, _ origin: VerifiedOrigin, before word: String,
        _ voucher: FindingEvidence.Voucher?
    ) -> [FindingEvidence] {
        let parts = changes.flatMap { part in
            [
                FindingEvidence("\(word) \(part.rawValue)", part.value(in: before) ?? "not said", voucher),
                FindingEvidence(part.rawValue, part.value(in: origin) ?? "not said", .proved),
            ]
        }
        let runs = [("\(word) run", before.run), ("run", origin.run)].compactMap { key, run in
            run.map { FindingEvidence(key, $0.text, .proved) }
        }
        return parts + runs
    }

    /// Earlier releases claim provenance, but none of it was verified: then a change cannot be seen.
    private static func withoutStandard(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard history.settled.contains(where: \.claimsProvenance) else { return .quiet }
        guard release.verification.unobtainedOrigins.isEmpty else { return unobtained(release) }
        return .unanswered("the origins of earlier releases", .unverified)
    }

    /// What could not be had may be worse than what was seen.
    private static func unobtained(_ release: ReviewedRelease) -> RuleOutcome {
        let origins = release.verification.unobtainedOrigins
        guard let first = origins.first else { return .quiet }
        let versions = origins.map(\.version.text).joined(separator: ", ")
        return .unanswered("where \(versions) came from", first.reason)
    }

    /// Another CI provider has other ids, workflows and runners by nature; it weighs full only when the package does not
    /// name the new source as its repository. Less than three releases are a thin standard for anything but the repository.
    private static func severity(
        _ changes: [OriginDifference.Part], origin: VerifiedOrigin, standard: Int, history: ReleaseHistory
    ) -> Severity {
        if changes.contains(.issuer) {
            let named = history.audited.repository?.source
            return named != nil && named == origin.source ? .moderate : .high
        }
        return standard >= compared || changes.contains(.repository) ? .high : .moderate
    }
}
