import PackageModel
import Sigstore

/// What a certificate says about a build, newest extensions first (sigstore/fulcio, docs/oid-info.md).
///
/// These are the CI provider's words. What a predicate says is written inside the build and only compared with them.
public struct CertifiedBuild: Hashable, Sendable {
    public enum Provider: String, Hashable, Sendable, CaseIterable {
        case gitHub = "https://token.actions.githubusercontent.com"
        case gitLab = "https://gitlab.com"

        /// Requires exactly these bytes.
        init?(issuer: String) {
            guard let provider = Self.allCases.first(where: { equalBytewise($0.rawValue, issuer) }) else { return nil }
            self = provider
        }

        /// What the addresses of its repositories begin with.
        var host: String {
            switch self {
            case .gitHub: "https://github.com/"
            case .gitLab: "https://gitlab.com/"
            }
        }
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
    /// The workflow that signed, which may be a reusable one of another repository.
    public let signer: String
    let workflowDigest: String?

    /// Requires an issuer that is known and, by new or old extensions, a repository and a commit.
    init(_ identity: SignerIdentity) throws(Refusal) {
        // check: signer-extensions-agree
        guard Self.extensionsAgree(identity) else {
            throw .failed(
                .signerSource, "signer-extensions-agree", "the certificate's old extensions disagree with the new ones")
        }
        // check: signer-issuer
        guard let issuer = identity.issuer, let provider = Provider(issuer: issuer) else {
            throw .unknown(
                .signerIssuer, "signer-issuer", "builds identified by `\(identity.issuer ?? "nobody")` are not known")
        }
        // check: signer-is-workflow
        guard case .uri(let signer) = identity.subject else {
            throw .failed(
                .signerIssuer, "signer-is-workflow", "the signer is no workflow but `\(identity.subject.text)`")
        }
        // check: signer-build-uri
        guard identity[.buildSignerURI].map({ equalBytewise($0, signer) }) ?? true else {
            throw .failed(
                .signerIssuer, "signer-build-uri",
                "the certificate is for `\(signer)`, and the workflow `\(identity[.buildSignerURI] ?? "")`")
        }
        // The old extension is GitHub's alone.
        let old = provider == .gitHub ? identity[.workflowRepository].map { provider.host + $0 } : nil
        // check: signer-source
        guard let repository = identity[.sourceRepositoryURI] ?? old,
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

    /// Whether the extensions that were replaced say the same as their successors, where a certificate has both.
    private static func extensionsAgree(_ identity: SignerIdentity) -> Bool {
        let pairs = [
            (identity[.issuerV1], identity[.issuer]), (identity[.workflowTrigger], identity[.buildTrigger]),
            (identity[.workflowSHA], identity[.sourceRepositoryDigest]),
            (identity[.workflowRef], identity[.sourceRepositoryRef]),
            (identity[.workflowRepository].map { Provider.gitHub.host + $0 }, identity[.sourceRepositoryURI]),
        ]
        return pairs.allSatisfy { old, new in
            guard let old, let new else { return true }
            return equalBytewise(old, new)
        }
    }

    /// The workflow's file inside the repository.
    public var workflowPath: String? {
        guard let rest = (workflow ?? signer).rest(after: repository + "/") else { return nil }
        // Path and ref may both have an `@`.
        let path = ref.flatMap { rest.rest(before: "@" + $0) } ?? String(rest.prefix { $0 != "@" })
        // GitLab writes `group/project//.gitlab-ci.yml`.
        return String(path.drop { $0 == "/" })
    }
}
