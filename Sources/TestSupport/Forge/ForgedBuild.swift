public import JSONCursor

/// A build of a CI provider: what the provider certifies of it, and what the build writes about itself.
///
/// Both come from these values, so that they agree; a test then changes one side alone.
public struct ForgedBuild: Sendable {
    /// Who identified the build.
    public var issuer = "https://token.actions.githubusercontent.com"
    /// Where GitHub's `owner/name` begins.
    public var host = "https://github.com/"
    public var path = "owner/name"
    public var commit = "0123456789abcdef0123456789abcdef01234567"
    public var ref = "refs/tags/v1.0.0"
    public var workflow = ".github/workflows/release.yml"
    public var trigger = "push"
    public var runner = "github-hosted"
    public var runID = "4137028816"
    public var attempt = "2"
    public var repositoryID = "495574555"
    public var ownerID = "71096353"

    /// A build of GitHub's from a tag.
    public init(_ edit: (inout ForgedBuild) -> Void = { _ in }) { edit(&self) }

    /// A build of GitLab's.
    public static let gitLab = ForgedBuild {
        $0.issuer = "https://gitlab.com"
        $0.host = "https://gitlab.com/"
        $0.path = "group/project"
        $0.workflow = ".gitlab-ci.yml"
        $0.runner = "gitlab-hosted"
    }

    private var isGitLab: Bool { host == "https://gitlab.com/" }

    /// The repository's address.
    public var repository: String { host + path }

    /// The workflow's file with repository and ref; GitLab writes two slashes.
    public var workflowURI: String { "\(repository)\(isGitLab ? "//" : "/")\(workflow)@\(ref)" }

    /// The workflow's run, or GitLab's job.
    public var run: String {
        isGitLab ? "\(repository)/-/jobs/\(runID)" : "\(repository)/actions/runs/\(runID)/attempts/\(attempt)"
    }

    /// Fulcio's extensions by number (sigstore/fulcio, docs/oid-info.md); 2 to 6 are GitHub's alone.
    public var extensions: [UInt: String] {
        let old: [UInt: String] = [2: trigger, 3: commit, 4: "release", 5: path, 6: ref]
        let new: [UInt: String] = [
            1: issuer, 8: issuer, 9: workflowURI, 10: commit, 11: runner, 12: repository, 13: commit, 14: ref,
            15: repositoryID, 16: host + (path.split(separator: "/").first.map(String.init) ?? ""), 17: ownerID,
            18: workflowURI, 19: commit, 20: trigger, 21: run, 22: "public",
        ]
        return isGitLab ? new : new.merging(old) { new, _ in new }
    }

    /// SLSA provenance v1, as npm writes it on GitHub.
    public func predicate1() throws -> JSONValue {
        try Self.parse(
            #"""
            {"buildDefinition":{
              "buildType":"https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1",
              "externalParameters":{"workflow":{"ref":"\#(ref)","repository":"\#(repository)","path":"\#(workflow)"}},
              "internalParameters":{"github":{"event_name":"\#(trigger)","repository_id":"\#(repositoryID)",
                "repository_owner_id":"\#(ownerID)"}},
              "resolvedDependencies":[{"uri":"git+\#(repository)@\#(ref)","digest":{"gitCommit":"\#(commit)"}}]},
             "runDetails":{"builder":{"id":"https://github.com/actions/runner/\#(runner)"},
              "metadata":{"invocationId":"\#(run)"}}}
            """#)
    }

    /// SLSA provenance v0.2, as npm wrote it on GitHub, or a generator of SLSA's.
    ///
    /// - Parameter entryPoint: nil for the workflow's path.
    public func predicate02(
        type: String = "https://github.com/npm/cli/gha/v2", entryPoint: String? = nil
    ) throws -> JSONValue {
        try Self.parse(
            #"""
            {"buildType":"\#(type)","builder":{"id":"https://github.com/actions/runner"},
             "invocation":{
              "configSource":{"uri":"git+\#(repository)@\#(ref)","digest":{"sha1":"\#(commit)"},
                "entryPoint":"\#(entryPoint ?? workflow)"},
              "parameters":{},
              "environment":{"GITHUB_EVENT_NAME":"\#(trigger)","GITHUB_REF":"\#(ref)","GITHUB_REPOSITORY":"\#(path)",
                "GITHUB_REPOSITORY_ID":"\#(repositoryID)","GITHUB_REPOSITORY_OWNER_ID":"\#(ownerID)",
                "GITHUB_RUN_ATTEMPT":"\#(attempt)","GITHUB_RUN_ID":"\#(runID)","GITHUB_SHA":"\#(commit)",
                "GITHUB_WORKFLOW_REF":"\#(path)/\#(workflow)@\#(ref)","GITHUB_WORKFLOW_SHA":"\#(commit)"}},
             "metadata":{"buildInvocationId":"\#(runID)-\#(attempt)"},
             "materials":[{"uri":"git+\#(repository)@\#(ref)","digest":{"sha1":"\#(commit)"}}]}
            """#)
    }

    /// SLSA provenance v0.2, as npm writes it on GitLab.
    public func gitLabPredicate() throws -> JSONValue {
        try Self.parse(
            #"""
            {"buildType":"https://github.com/npm/cli/gitlab/v0alpha1",
             "builder":{"id":"\#(repository)/-/runners/12270807"},
             "invocation":{
              "configSource":{"uri":"git+\#(repository)","digest":{"sha1":"\#(commit)"},"entryPoint":"publish"},
              "parameters":{"CI":"true"},"environment":{"name":"runner","job":{"id":"\#(runID)"}}},
             "metadata":{"buildInvocationId":"\#(run)"},
             "materials":[{"uri":"git+\#(repository)","digest":{"sha1":"\#(commit)"}}]}
            """#)
    }

    private static func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }
}
