import PackageModel
import Registry

/// The package names another repository than the one it was built from (docs/findings/repository-mismatch.md).
enum RepositoryMismatch: HistoryRule {
    static let description = RuleDescription(
        id: .repositoryMismatch, group: nil, alone: [.moderate],
        summary: "the package's `repository` is not the verified source repository",
        check: "npm view NAME@VERSION repository")

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard let origin = release.verification.provenance.origin, namesAnother(history, than: origin),
            let named = history.audited.repository
        else { return .quiet }
        // The old name of a repository that was renamed: an earlier release was built there, under the same id.
        let isOldName = release.verification.earlierOrigins.values.contains { earlier in
            earlier.repositoryID != nil && OriginDifference.isSameRepository(earlier, origin)
                && named.source != nil && earlier.source == named.source
        }
        guard !isOldName else { return .quiet }
        return fired(
            .moderate, "built from another repository than the package names",
            [
                FindingEvidence("repository", named.text, .package),
                FindingEvidence("source", origin.repository.text, .proved),
            ])
    }

    /// Whether the release names a repository, and not the one that it was built from.
    static func namesAnother(_ history: ReleaseHistory, than origin: VerifiedOrigin) -> Bool {
        namesAnother(history.audited.repository, than: origin)
    }

    static func namesAnother(_ repository: RepositoryField?, than origin: VerifiedOrigin) -> Bool {
        guard let named = repository else { return false }
        return named.source == nil || named.source != origin.source
    }
}
