import PackageModel

/// Where a verified release was built: what continuity is judged by (provenance-verification.md A.14).
public struct Origin: Hashable, Sendable {
    public enum RefKind: String, Hashable, Sendable {
        case tag, branch, pullRequest, other

        init(_ ref: String?) {
            if ref?.hasPrefix("refs/tags/") == true {
                self = .tag
            } else if ref?.hasPrefix("refs/heads/") == true {
                self = .branch
            } else if ref?.hasPrefix("refs/pull/") == true {
                self = .pullRequest
            } else {
                self = .other
            }
        }
    }

    public var issuer: String
    public var repository: String
    /// Stays the same when a repository is renamed or moved; nil in certificates of early 2023.
    public var repositoryID: String?
    public var workflowPath: String?
    public var trigger: String?
    public var refKind: RefKind
    public var runner: String?

    public init(
        issuer: String, repository: String, repositoryID: String? = nil, workflowPath: String? = nil,
        trigger: String? = nil, refKind: RefKind = .other, runner: String? = nil
    ) {
        self.issuer = issuer
        self.repository = repository
        self.repositoryID = repositoryID
        self.workflowPath = workflowPath
        self.trigger = trigger
        self.refKind = refKind
        self.runner = runner
    }

    public init(_ build: CertifiedBuild) {
        self.init(
            issuer: build.provider.rawValue, repository: build.repository, repositoryID: build.repositoryID,
            workflowPath: build.workflowPath, trigger: build.trigger, refKind: RefKind(build.ref), runner: build.runner)
    }
}
