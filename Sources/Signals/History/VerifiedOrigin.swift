public import Registry

/// Where a release came from, read out of a verified signing certificate; parts that the certificate lacks are nil.
public struct VerifiedOrigin: Sendable, Hashable {
    /// The CI provider that vouches for the rest: the OIDC issuer.
    public var issuer: ExactText
    /// The address of the source repository, and the provider's immutable id of it.
    public var repository: ExactText
    public var repositoryID: ExactText?
    /// The path of the top-level workflow inside the repository.
    public var workflow: ExactText?
    /// The event that started the run.
    public var trigger: ExactText?
    public var ref: ExactText?
    /// `github-hosted`, `self-hosted`, `gitlab-hosted`.
    public var runner: ExactText?
    /// The commit that was built.
    public var commit: ExactText
    /// The address of the run, for a person to look at.
    public var run: ExactText?

    public init(
        issuer: String, repository: String, repositoryID: String? = nil, workflow: String? = nil,
        trigger: String? = nil, ref: String? = nil, runner: String? = nil, commit: String, run: String? = nil
    ) {
        self.issuer = ExactText(issuer)
        self.repository = ExactText(repository)
        self.repositoryID = repositoryID.map(ExactText.init(_:))
        self.workflow = workflow.map(ExactText.init(_:))
        self.trigger = trigger.map(ExactText.init(_:))
        self.ref = ref.map(ExactText.init(_:))
        self.runner = runner.map(ExactText.init(_:))
        self.commit = ExactText(commit)
        self.run = run.map(ExactText.init(_:))
    }

    /// The repository's address, as the values that addresses are compared by; nil if it is none.
    public var source: SourceRepository? { SourceRepository(parsing: repository.text) }

    /// What kind of git reference was built: `branch`, `tag`, `pull`, or `other`.
    public var refKind: ExactText? {
        ref.map { ref in
            let kinds = [("refs/heads/", "branch"), ("refs/tags/", "tag"), ("refs/pull/", "pull")]
            return ExactText(kinds.first { ref.text.utf8.starts(with: $0.0.utf8) }?.1 ?? "other")
        }
    }
}
