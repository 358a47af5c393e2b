import JSONCursor
import PackageModel
import Sigstore

/// Compares a provenance predicate with the certificate, row by row (provenance-verification.md A.12).
///
/// A row whose extension the certificate lacks is not proved, and said to be so; a value that disagrees is a failure.
struct PredicateCrossCheck {
    let build: CertifiedBuild

    private(set) var checks: [Check] = []

    init(_ build: CertifiedBuild) { self.build = build }

    /// SLSA provenance v1.
    mutating func compareV1(_ predicate: JSONValue) throws(Refusal) {
        let definition = predicate["buildDefinition"]
        let details = predicate["runDetails"]
        let types = [
            "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1",
            "https://actions.github.io/buildtypes/workflow/v1",
        ]
        let type = definition?["buildType"]?.string ?? ""
        guard types.contains(type), build.provider == .gitHub else {
            throw .unknown(.predicateBuildType, "predicate-build-type", "builds of type `\(type)` are not known")
        }
        proved(.predicateBuildType, "buildType", type)
        let workflow = definition?["externalParameters"]?["workflow"]
        let material = definition?["resolvedDependencies"]?.array?.first
        try equal(
            .predicateRepository,
            [
                (workflow?["repository"]?.string, build.repository, required: true),
                (material?["uri"]?.string, build.ref.map { "git+\(build.repository)@\($0)" }, required: true),
            ])
        try equal(.predicateCommit, [(material?["digest"]?["gitCommit"]?.string, build.commit, required: true)])
        let claimed = [workflow?["repository"]?.string, workflow?["path"]?.string, workflow?["ref"]?.string].compactMap
        { $0 }
        let reference = claimed.count == 3 ? "\(claimed[0])/\(claimed[1])@\(claimed[2])" : nil
        try equal(.predicateWorkflow, [(reference, build.workflow, required: true)])
        try equal(
            .predicateRunner,
            [
                (
                    details?["builder"]?["id"]?.string, build.runner.map { "https://github.com/actions/runner/\($0)" },
                    required: true
                )
            ])
        let github = definition?["internalParameters"]?["github"]
        try equal(.predicateTrigger, [(github?["event_name"]?.string, build.trigger, required: true)])
        try equal(
            .predicateIdentifiers,
            [
                (github?["repository_id"]?.string, build.repositoryID, required: true),
                (github?["repository_owner_id"]?.string, build.ownerID, required: true),
            ])
        try equal(.predicateRun, [(details?["metadata"]?["invocationId"]?.string, build.runURL, required: true)])
    }

    /// SLSA provenance v0.2, of GitHub's and GitLab's builds.
    mutating func compareV02(_ predicate: JSONValue) throws(Refusal) {
        let type = predicate["buildType"]?.string ?? ""
        switch build.provider {
        case .gitHub where Self.gitHubBuildTypes.contains { equalBytewise($0, type) }:
            proved(.predicateBuildType, "buildType", type)
            try compareGitHub(predicate)
        case .gitLab where equalBytewise(type, "https://github.com/npm/cli/gitlab/v0alpha1"):
            proved(.predicateBuildType, "buildType", type)
            try compareGitLab(predicate)
        default:
            throw .unknown(.predicateBuildType, "predicate-build-type", "builds of type `\(type)` are not known")
        }
    }

    private static let gitHubBuildTypes = [
        "https://github.com/npm/cli/gha@v0", "https://github.com/npm/cli/gha@v1", "https://github.com/npm/cli/gha/v2",
        "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0",
        "https://github.com/slsa-framework/slsa-github-generator/delegator-lowperms-generic@v0",
    ]

    private mutating func compareGitHub(_ predicate: JSONValue) throws(Refusal) {
        let source = predicate["invocation"]?["configSource"]
        let environment = predicate["invocation"]?["environment"]
        func variable(_ name: String) -> String? { environment?["GITHUB_\(name)"]?.string }
        let address = build.ref.map { "git+\(build.repository)@\($0)" }
        try equal(
            .predicateRepository,
            [
                (source?["uri"]?.string, address, required: true),
                (variable("REPOSITORY"), ownerAndName, required: false), (variable("REF"), build.ref, required: false),
            ])
        let material = predicate["materials"]?.array?.first
        try equal(
            .predicateCommit,
            [
                (source?["digest"]?["sha1"]?.string, build.commit, required: true),
                (variable("SHA"), build.commit, required: false),
                (material?["digest"]?["sha1"]?.string, build.commit, required: false),
            ])
        try compareEntryPoint(source?["entryPoint"]?.string, variable("WORKFLOW_REF"), variable("WORKFLOW_SHA"))
        checks.append(
            Check(.predicateRunner, .notApplicable, reason: "a v0.2 predicate does not name the runner's kind"))
        try equal(.predicateTrigger, [(variable("EVENT_NAME"), build.trigger, required: false)])
        try equal(
            .predicateIdentifiers,
            [
                (variable("REPOSITORY_ID"), build.repositoryID, required: false),
                (variable("REPOSITORY_OWNER_ID"), build.ownerID, required: false),
            ])
        var run: String?
        if let id = variable("RUN_ID"), let attempt = variable("RUN_ATTEMPT") {
            run = "\(build.repository)/actions/runs/\(id)/attempts/\(attempt)"
        }
        try equal(.predicateRun, [(run, build.runURL, required: false)])
    }

    /// `entryPoint` is a path, or in old builds `owner/repository/path@ref`.
    private mutating func compareEntryPoint(_ entryPoint: String?, _ reference: String?, _ digest: String?)
        throws(Refusal)
    {
        let full = build.workflow.map { String($0.dropFirst("https://github.com/".count)) }
        let isFull = entryPoint?.contains("@") ?? false
        try equal(
            .predicateWorkflow,
            [
                (entryPoint, build.workflow == nil ? nil : isFull ? full : build.workflowPath, required: true),
                (reference, full, required: false), (digest, build.workflowDigest, required: false),
            ])
    }

    private mutating func compareGitLab(_ predicate: JSONValue) throws(Refusal) {
        let source = predicate["invocation"]?["configSource"]
        try equal(.predicateRepository, [(source?["uri"]?.string, "git+\(build.repository)", required: true)])
        try equal(.predicateCommit, [(source?["digest"]?["sha1"]?.string, build.commit, required: true)])
        try equal(
            .predicateRun, [(predicate["metadata"]?["buildInvocationId"]?.string, build.runURL, required: true)])
        for id in [CheckID.predicateWorkflow, .predicateRunner, .predicateTrigger, .predicateIdentifiers] {
            checks.append(
                Check(id, .notApplicable, reason: "GitLab's predicate has nothing that the certificate could prove"))
        }
    }

    private var ownerAndName: String? {
        let prefix = "https://github.com/"
        return build.repository.hasPrefix(prefix) ? String(build.repository.dropFirst(prefix.count)) : nil
    }

    /// Requires each pair to be equal, by bytes. A claim that must be there and is not, disagrees.
    private mutating func equal(
        _ id: CheckID, _ pairs: [(claimed: String?, certified: String?, required: Bool)]
    ) throws(Refusal) {
        var evidence: [Evidence] = []
        for (claimed, certified, required) in pairs {
            guard let certified else { continue }
            guard let claimed else {
                // check: predicate-claim-present
                guard !required else {
                    throw .failed(
                        id, id.rawValue, "the predicate does not say what the certificate says: `\(certified)`")
                }
                continue
            }
            // check: predicate-claim-equal
            guard equalBytewise(claimed, certified) else {
                throw .failed(id, id.rawValue, "the predicate says `\(claimed)`, the certificate `\(certified)`")
            }
            evidence.append(Evidence("value", certified))
        }
        if evidence.isEmpty {
            checks.append(
                Check(id, .notApplicable, reason: "not proved: the certificate or the predicate does not say"))
        } else {
            checks.append(Check(id, .verified, evidence: evidence))
        }
    }

    private mutating func proved(_ id: CheckID, _ key: String, _ value: String) {
        checks.append(Check(id, .verified, evidence: [Evidence(key, value)]))
    }
}
