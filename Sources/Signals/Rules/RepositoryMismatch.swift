import Registry

/// The package names another repository than the one it was built from (docs/findings/repository-mismatch.md).
enum RepositoryMismatch: HistoryRule {
    static let description = RuleDescription(
        id: .repositoryMismatch, group: nil, alone: [.moderate],
        summary: "the package's `repository` is not the verified source repository",
        check: "npm view NAME@VERSION repository")

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard let origin = release.verification.provenance.origin, let named = history.audited.repository else {
            return .quiet
        }
        if isNewlyNamed(history, release) {
            let before = history.settled.last { $0.repository?.source != nil }?.repository
            return fired(
                .moderate, "built from a repository that no earlier release named",
                [
                    FindingEvidence("earlierRepository", before?.text ?? "", .package),
                    FindingEvidence("repository", named.text, .package),
                    FindingEvidence("source", origin.repository.text, .proved),
                ])
        }
        guard namesAnother(history, than: origin) else { return .quiet }
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

    /// Whether verified provenance vouches for whoever published: not from a repository that the package's past does not know.
    static func vouches(_ history: ReleaseHistory, _ release: ReviewedRelease) -> Bool {
        release.verification.provenance.origin != nil && !isNewlyNamed(history, release)
    }

    /// Whether the release names its verified source for the first time, other releases having named others, and none having
    /// been built there: a stolen token can be used with provenance from a repository of the thief's own.
    static func isNewlyNamed(_ history: ReleaseHistory, _ release: ReviewedRelease) -> Bool {
        guard let origin = release.verification.provenance.origin, let source = history.audited.repository?.source,
            source == origin.source, release.verification.sameOrigin == nil
        else { return false }
        let before = history.settled.lazy.compactMap { $0.repository?.source }
        return !before.isEmpty && !before.contains(source)
            && !release.verification.earlierOrigins.values.contains { OriginDifference.isSameRepository($0, origin) }
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
