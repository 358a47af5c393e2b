import Registry

/// The package names another repository than the one it was built from (docs/findings/repository-mismatch.md).
enum RepositoryMismatch: HistoryRule {
    static let description = RuleDescription(
        id: .repositoryMismatch, group: nil, alone: [.moderate],
        summary: "the package's `repository` is not the verified source repository",
        check: "npm view NAME@VERSION repository")

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        guard let origin = release.verification.provenance.origin else { return .quiet }
        guard !history.audited.unreadable.contains(.repository) else {
            return .unanswered("the repository that it names", .notSaid)
        }
        let source = FindingEvidence("source", origin.repository.text, .proved)
        guard let named = named(history, from: origin) else {
            guard isFromElsewhere(history, release, origin) else { return .quiet }
            return fired(
                .moderate, "names no repository, and was built from one that no earlier release named",
                [earlier(history), source])
        }
        let repository = FindingEvidence("repository", named.text, .package)
        guard namesAnother(named, than: origin) else {
            guard isFromElsewhere(history, release, origin) else { return .quiet }
            return fired(
                .moderate, "built from a repository that no earlier release named",
                [earlier(history), repository, source])
        }
        // The old name of a repository that was renamed: an earlier release was built there, under the same id.
        let isOldName = release.verification.earlierOrigins.values.contains { earlier in
            earlier.repositoryID != nil && OriginDifference.isSameRepository(earlier, origin)
                && named.source != nil && earlier.source == named.source
        }
        guard !isOldName else { return .quiet }
        return fired(.moderate, "built from another repository than the package names", [repository, source])
    }

    /// Whether verified provenance vouches for whoever published: not while this rule has anything to say.
    static func vouches(_ history: ReleaseHistory, _ release: ReviewedRelease) -> Bool {
        guard release.verification.provenance.origin != nil else { return false }
        let outcome = judge(history, release)
        return outcome.findings.isEmpty && outcome.unanswered.isEmpty
    }

    /// Whether earlier releases named other sources than this one's, and none was built there: a stolen token can be used with
    /// provenance from a repository of the thief's own.
    private static func isFromElsewhere(
        _ history: ReleaseHistory, _ release: ReviewedRelease, _ origin: VerifiedOrigin
    ) -> Bool {
        guard release.verification.sameOrigin == nil else { return false }
        let before = past(history)
        return !before.isEmpty && !before.contains { $0 == origin.source }
            && !release.verification.earlierOrigins.values.contains { OriginDifference.isSameRepository($0, origin) }
    }

    /// The sources that settled releases named, each by itself.
    private static func past(_ history: ReleaseHistory) -> [SourceRepository] {
        history.settled.compactMap { $0.repository?.source }
    }

    private static func earlier(_ history: ReleaseHistory) -> FindingEvidence {
        let before = history.settled.last { $0.repository?.source != nil }?.repository
        return FindingEvidence("earlierRepository", before?.text ?? "", .package)
    }

    /// What the release names. Where it says nothing the package speaks for it, but not against its own past: a package that
    /// has moved since says nothing of then.
    private static func named(_ history: ReleaseHistory, from origin: VerifiedOrigin) -> RepositoryField? {
        if let own = history.audited.repository { return own }
        return past(history).contains { $0 == origin.source } ? nil : history.packageRepository.value
    }

    /// Whether the release names a repository, and not the one that it was built from.
    static func namesAnother(_ history: ReleaseHistory, than origin: VerifiedOrigin) -> Bool {
        named(history, from: origin).map { namesAnother($0, than: origin) } ?? false
    }

    /// Whether that is another repository, or none that can be told.
    static func namesAnother(_ repository: RepositoryField, than origin: VerifiedOrigin) -> Bool {
        repository.source == nil || repository.source != origin.source
    }
}
