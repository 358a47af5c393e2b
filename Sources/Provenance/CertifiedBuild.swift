import PackageModel
import Sigstore

/// What a certificate says about a build, newest extensions first (fulcio oid-info.md).
///
/// These are the CI provider's words. What a predicate says is written inside the build and only compared with them.
public struct CertifiedBuild: Hashable, Sendable {
    public enum Provider: String, Hashable, Sendable {
        case gitHub = "https://token.actions.githubusercontent.com"
        case gitLab = "https://gitlab.com"
    }

    public let provider: Provider
    /// `https://github.com/owner/name`.
    public let repository: String
    public let commit: String
    /// `refs/tags/v1.0.0`.
    public let ref: String?
    /// The top-level workflow, with repository and ref.
    public let workflow: String?
    public let trigger: String?
    public let runner: String?
    public let runURL: String?
    public let repositoryID: String?
    public let ownerID: String?
    public let signer: String
    let workflowDigest: String?

    /// Requires an issuer that is known and, by new or old extensions, a repository and a commit.
    init(_ identity: SignerIdentity) throws(Refusal) {
        // check: signer-issuer
        guard let issuer = identity.issuer, let provider = Provider(rawValue: issuer) else {
            throw .unknown(
                .signerIssuer, "signer-issuer", "builds identified by `\(identity.issuer ?? "nobody")` are not known")
        }
        // check: signer-is-workflow
        guard case .uri(let signer) = identity.subject else {
            throw .failed(
                .signerIssuer, "signer-is-workflow", "the signer is no workflow but `\(identity.subject.text)`")
        }
        let old = identity[.workflowRepository].map { "https://github.com/\($0)" }
        // check: signer-source
        guard let repository = identity[.sourceRepositoryURI] ?? (provider == .gitHub ? old : nil),
            let commit = identity[.sourceRepositoryDigest] ?? identity[.workflowSHA]
        else { throw .failed(.signerSource, "signer-source", "the certificate names no repository or no commit") }
        self.provider = provider
        self.repository = repository
        self.commit = commit
        self.signer = signer
        ref = identity[.sourceRepositoryRef] ?? identity[.workflowRef]
        workflow = identity[.buildConfigURI]
        trigger = identity[.buildTrigger] ?? identity[.workflowTrigger]
        runner = identity[.runnerEnvironment]
        runURL = identity[.runInvocationURI]
        repositoryID = identity[.sourceRepositoryIdentifier]
        ownerID = identity[.sourceRepositoryOwnerIdentifier]
        workflowDigest = identity[.buildConfigDigest]
    }

    /// The workflow's file inside the repository.
    public var workflowPath: String? {
        guard let workflow = workflow ?? Optional(signer), workflow.hasPrefix(repository + "/") else { return nil }
        let rest = workflow.dropFirst(repository.count + 1)
        let path = rest.prefix { $0 != "@" }
        // GitLab writes `group/project//.gitlab-ci.yml`.
        return String(path.drop { $0 == "/" })
    }
}
