import JSONCursor
import PackageModel
import Sigstore

/// Compares a provenance predicate with the certificate, row by row (docs/verification.md, section A.12).
///
/// A row whose extension the certificate lacks is not proved, and said to be so; a value that disagrees is a failure.
struct PredicateCrossCheck {
    let build: CertifiedBuild

    private(set) var checks: [Check] = []
    /// What the predicate says and the certificate does not.
    private(set) var claims = ClaimedBuild(builder: nil)

    init(_ build: CertifiedBuild) { self.build = build }

    private static let workflowTypes = [
        "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1",
        "https://actions.github.io/buildtypes/workflow/v1",
    ]
    /// npm's first builds, whose entry point may be `owner/repository/path@ref`.
    private static let fullEntryPointTypes = [
        "https://github.com/npm/cli/gha@v0", "https://github.com/npm/cli/gha@v1",
    ]
    private static let gitHubTypes =
        fullEntryPointTypes + [
            "https://github.com/npm/cli/gha/v2",
            "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0",
            "https://github.com/slsa-framework/slsa-github-generator/delegator-lowperms-generic@v0",
        ]
    private static let gitLabTypes = ["https://github.com/npm/cli/gitlab/v0alpha1"]

    /// SLSA provenance v1.
    mutating func compareV1(_ predicate: JSONValue) throws(Refusal) {
        let definition = predicate["buildDefinition"]
        let details = predicate["runDetails"]
        try buildType(definition?["buildType"], gitHub: Self.workflowTypes, gitLab: [])
        let workflow = definition?["externalParameters"]?["workflow"]
        let material = definition?["resolvedDependencies"]?[0]
        try compare(
            .predicateRepository,
            [
                PredicateClaim(workflow?["repository"], is: build.repository),
                PredicateClaim(material?["uri"], is: build.ref.map { "git+\(build.repository)@\($0)" }),
            ])
        try compare(.predicateCommit, [PredicateClaim(material?["digest"]?["gitCommit"], is: build.commit)])
        let claimed = PredicateClaim.Words([workflow?["repository"], workflow?["path"], workflow?["ref"]]) {
            "\($0[0])/\($0[1])@\($0[2])"
        }
        try compare(.predicateWorkflow, [PredicateClaim(claimed, isOneOf: build.workflow.map(workflowSpellings))])
        let builder = details?["builder"]?["id"]
        let runner = build.runner.map { "https://github.com/actions/runner/\($0)" }
        if runner == nil { claims = ClaimedBuild(builder: builder?.string) }
        try compare(.predicateRunner, [PredicateClaim(builder, is: runner)])
        let github = definition?["internalParameters"]?["github"]
        try compare(.predicateTrigger, [PredicateClaim(github?["event_name"], is: build.trigger)])
        try compare(
            .predicateIdentifiers,
            [
                PredicateClaim(github?["repository_id"], is: build.repositoryID),
                PredicateClaim(github?["repository_owner_id"], is: build.ownerID),
            ])
        try compare(.predicateRun, [PredicateClaim(details?["metadata"]?["invocationId"], is: build.runURL)])
    }

    /// npm's first builds of SLSA v1 took the ref up to its first `@` (libnpmpublish: `split('@')`).
    private func workflowSpellings(_ workflow: String) -> [String] {
        let parts =
            workflow.rest(after: build.repository + "/")?
            .split(separator: "@", omittingEmptySubsequences: false) ?? []
        guard parts.count > 2 else { return [workflow] }
        return [workflow, "\(build.repository)/\(parts[0])@\(parts[1])"]
    }

    /// SLSA provenance v0.2, of GitHub's and GitLab's builds.
    mutating func compareV02(_ predicate: JSONValue) throws(Refusal) {
        let type = try buildType(predicate["buildType"], gitHub: Self.gitHubTypes, gitLab: Self.gitLabTypes)
        claims = ClaimedBuild(builder: predicate["builder"]?["id"]?.string)
        switch build.provider {
        case .gitHub: try compareGitHub(predicate, type)
        case .gitLab: try compareGitLab(predicate)
        }
    }

    private mutating func compareGitHub(_ predicate: JSONValue, _ type: String) throws(Refusal) {
        let source = predicate["invocation"]?["configSource"]
        let environment = predicate["invocation"]?["environment"]
        func variable(_ name: String, isOneOf certified: [String]?) -> PredicateClaim {
            PredicateClaim(.init(environment?["GITHUB_\(name)"]), isOneOf: certified, isRequired: false)
        }
        func variable(_ name: String, is certified: String?) -> PredicateClaim {
            variable(name, isOneOf: certified.map { [$0] })
        }
        let repository = "git+\(build.repository)"
        let address = build.ref.map { "\(repository)@\($0)" }
        let material = predicate["materials"]?[0]
        try compare(
            .predicateRepository,
            [
                PredicateClaim(source?["uri"], is: address),
                variable("REPOSITORY", isOneOf: [build.repository.rest(after: build.provider.host)].compactMap { $0 }),
                variable("REF", is: build.ref),
                // Until 2023 without the ref.
                PredicateClaim(
                    .init(material?["uri"]), isOneOf: [repository, address].compactMap { $0 }, isRequired: false),
            ])
        try compare(
            .predicateCommit,
            [
                PredicateClaim(source?["digest"]?["sha1"], is: build.commit), variable("SHA", is: build.commit),
                PredicateClaim(material?["digest"]?["sha1"], is: build.commit, isRequired: false),
            ])
        let full = build.workflow.map { [$0.rest(after: build.provider.host)].compactMap { $0 } }
        let isFull = Self.fullEntryPointTypes.contains { equalBytewise($0, type) }
        let entryPoint = full.map { [build.workflowPath].compactMap { $0 } + (isFull ? $0 : []) }
        try compare(
            .predicateWorkflow,
            [
                PredicateClaim(.init(source?["entryPoint"]), isOneOf: entryPoint),
                variable("WORKFLOW_REF", isOneOf: full), variable("WORKFLOW_SHA", is: build.workflowDigest),
            ])
        checks.append(
            Check(
                .predicateRunner, .notApplicable,
                evidence: claims.builder.map { [Evidence("claimed", $0)] } ?? [],
                reason: "a v0.2 predicate does not name the runner's kind"))
        try compare(.predicateTrigger, [variable("EVENT_NAME", is: build.trigger)])
        try compare(
            .predicateIdentifiers,
            [
                variable("REPOSITORY_ID", is: build.repositoryID),
                variable("REPOSITORY_OWNER_ID", is: build.ownerID),
            ])
        // `ID/attempts/NUMBER`; an address of another form agrees with no number.
        let run = build.runURL.map {
            $0.rest(after: build.repository + "/actions/runs/")?.split(separator: "/").map(String.init) ?? []
        }
        try compare(
            .predicateRun,
            [
                variable("RUN_ID", isOneOf: run.map { Array($0.prefix(1)) }),
                variable("RUN_ATTEMPT", isOneOf: run.map { Array($0.dropFirst(2)) }),
            ])
    }

    private mutating func compareGitLab(_ predicate: JSONValue) throws(Refusal) {
        let source = predicate["invocation"]?["configSource"]
        let material = predicate["materials"]?[0]
        let repository = "git+\(build.repository)"
        try compare(
            .predicateRepository,
            [
                PredicateClaim(source?["uri"], is: repository),
                PredicateClaim(material?["uri"], is: repository, isRequired: false),
            ])
        try compare(
            .predicateCommit,
            [
                PredicateClaim(source?["digest"]?["sha1"], is: build.commit),
                PredicateClaim(material?["digest"]?["sha1"], is: build.commit, isRequired: false),
            ])
        try compare(.predicateRun, [PredicateClaim(predicate["metadata"]?["buildInvocationId"], is: build.runURL)])
        for id in [CheckID.predicateWorkflow, .predicateRunner, .predicateTrigger, .predicateIdentifiers] {
            checks.append(
                Check(id, .notApplicable, reason: "GitLab's predicate has nothing that the certificate could prove"))
        }
    }

    /// Requires a type that the certificate's provider builds by; others are not known.
    @discardableResult
    private mutating func buildType(
        _ value: JSONValue?, gitHub: [String], gitLab: [String]
    ) throws(Refusal) -> String {
        let known =
            switch build.provider {
            case .gitHub: gitHub
            case .gitLab: gitLab
            }
        let type = value?.string ?? ""
        // check: predicate-build-type
        guard known.contains(where: { equalBytewise($0, type) }) else {
            throw .unknown(.predicateBuildType, "predicate-build-type", "builds of type `\(type)` are not known")
        }
        checks.append(Check(.predicateBuildType, .verified, evidence: [Evidence("buildType", type)]))
        return type
    }

    /// Requires each claim to agree, by bytes. One that must be there and is not, disagrees.
    private mutating func compare(_ id: CheckID, _ claims: [PredicateClaim]) throws(Refusal) {
        var evidence: [Evidence] = []
        for claim in claims {
            guard let certified = claim.certified else { continue }
            if case .absent = claim.words {
                // check: predicate-claim-present
                guard !claim.isRequired else {
                    throw .failed(
                        id, id.rawValue,
                        "the predicate does not say what the certificate says: `\(certified.first ?? "")`")
                }
                continue
            }
            // check: predicate-claim-equal
            guard let text = claim.words.text, certified.contains(where: { equalBytewise($0, text) }) else {
                throw .failed(
                    id, id.rawValue,
                    "the predicate says `\(claim.words.text ?? "no text")`, the certificate `\(certified.first ?? "")`")
            }
            evidence.append(Evidence("value", text))
        }
        if evidence.isEmpty {
            checks.append(
                Check(id, .notApplicable, reason: "not proved: the certificate or the predicate does not say"))
        } else {
            checks.append(Check(id, .verified, evidence: evidence))
        }
    }
}
