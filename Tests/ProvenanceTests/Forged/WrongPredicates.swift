import JSONCursor
import PackageModel
import TestSupport

/// Predicates that disagree with the certificate in one row (A.12).
enum WrongPredicates {
    /// The cause that must be given when the value at `path` is another one, or is not there.
    private static func rows(
        _ build: ForgedBuild, _ predicate: ForgedRelease.Predicate,
        _ rows: [(path: String, cause: String, other: String)],
        required: Bool
    ) -> [WrongRelease] {
        rows.flatMap { path, cause, other in
            let changed: [JSONValue?] =
                [.string(other), .bool(true), .array([.string(other)])] + (required ? [nil] : [])
            return changed.map { value in
                WrongRelease("failed \(cause)", "\(path) is \(value?.text ?? "missing")", of: build, predicate) {
                    $0.provenance?.statement[path: "predicate.\(path)"] = value
                }
            }
        }
    }

    private static func type(
        _ type: String, of build: ForgedBuild = ForgedBuild(), _ predicate: ForgedRelease.Predicate, at path: String
    ) -> WrongRelease {
        WrongRelease("unknown predicate-build-type", "a build of type \(type)", of: build, predicate) {
            $0.provenance?.statement[path: "predicate.\(path)"] = .string(type)
        }
    }

    /// A certificate's address is ASCII; a repository's in an extension need not be.
    private static let reusable = "https://github.com/other/workflows/.github/workflows/publish.yml@refs/tags/v2"
    private static let otherCommit = String(repeating: "f", count: 40)
    private static let workflow = "buildDefinition.externalParameters.workflow"
    private static let github = "buildDefinition.internalParameters.github"

    static let slsa1: [WrongRelease] =
        rows(
            ForgedBuild(), .slsa1,
            [
                ("\(workflow).repository", "predicate-repository", "https://github.com/owner/other"),
                ("\(workflow).repository", "predicate-repository", "https://github.com/Owner/name"),
                ("\(workflow).repository", "predicate-repository", "https://github.com/owner/name/"),
                ("\(workflow).repository", "predicate-repository", "https://github.com/owner/name-evil"),
                (
                    "buildDefinition.resolvedDependencies.0.uri", "predicate-repository",
                    "git+https://github.com/owner/name@refs/heads/main"
                ),
                (
                    "buildDefinition.resolvedDependencies.0.uri", "predicate-repository",
                    "git+https://github.com/owner/name@refs/tags/v1.0.0x"
                ),
                ("buildDefinition.resolvedDependencies.0.digest.gitCommit", "predicate-commit", otherCommit),
                ("\(workflow).path", "predicate-workflow", ".github/workflows/other.yml"),
                ("\(workflow).ref", "predicate-workflow", "refs/heads/main"),
                ("runDetails.builder.id", "predicate-runner", "https://github.com/actions/runner/self-hosted"),
                ("runDetails.builder.id", "predicate-runner", "https://github.com/actions/runner"),
                ("\(github).event_name", "predicate-trigger", "pull_request_target"),
                ("\(github).repository_id", "predicate-identifiers", "495574556"),
                ("\(github).repository_owner_id", "predicate-identifiers", "1"),
                (
                    "runDetails.metadata.invocationId", "predicate-run",
                    "https://github.com/owner/name/actions/runs/4137028816/attempts/1"
                ),
            ], required: true)
        + [
            type("https://actions.github.io/buildtypes/workflow/v2", .slsa1, at: "buildDefinition.buildType"),
            type("", .slsa1, at: "buildDefinition.buildType"),
            type("https://github.com/npm/cli/gha/v2", .slsa1, at: "buildDefinition.buildType"),
            WrongRelease("unknown predicate-build-type", "GitHub's type for a build of GitLab's", of: .gitLab) { _ in },
            WrongRelease("failed predicate-repository", "no dependency") {
                $0.provenance?.statement[path: "predicate.buildDefinition.resolvedDependencies"] = .array([])
            },
            WrongRelease("unknown predicate-build-type", "no predicate") {
                $0.provenance?.statement[path: "predicate"] = .null
            },
            // Two spellings that Swift's strings call equal.
            WrongRelease(
                "failed predicate-repository", "another spelling of é", of: ForgedBuild { $0.path = "owner/caf\u{E9}" }
            ) {
                $0.signAs(reusable)
                $0.provenance?.statement[path: "predicate.\(workflow).repository"] =
                    .string("https://github.com/owner/cafe\u{301}")
            },
        ]

    private static let current = ForgedRelease.Predicate.slsa02(
        type: "https://github.com/npm/cli/gha/v2", entryPoint: nil)
    private static let full = "owner/name/.github/workflows/release.yml@refs/tags/v1.0.0"
    private static let environment = "invocation.environment"

    static let slsa02: [WrongRelease] =
        rows(
            ForgedBuild(), current,
            [
                (
                    "invocation.configSource.uri", "predicate-repository",
                    "git+https://github.com/owner/other@refs/tags/v1.0.0"
                ),
                ("invocation.configSource.uri", "predicate-repository", "git+https://github.com/owner/name"),
                ("invocation.configSource.digest.sha1", "predicate-commit", otherCommit),
                ("invocation.configSource.entryPoint", "predicate-workflow", ".github/workflows/other.yml"),
                ("invocation.configSource.entryPoint", "predicate-workflow", "/.github/workflows/release.yml"),
                // Only npm's first builds write it in full.
                ("invocation.configSource.entryPoint", "predicate-workflow", full),
            ], required: true)
        + rows(
            ForgedBuild(), current,
            [
                ("\(environment).GITHUB_REPOSITORY", "predicate-repository", "owner/other"),
                ("\(environment).GITHUB_REF", "predicate-repository", "refs/heads/main"),
                ("\(environment).GITHUB_SHA", "predicate-commit", otherCommit),
                ("materials.0.uri", "predicate-repository", "git+https://github.com/owner/other"),
                ("materials.0.uri", "predicate-repository", "git+https://github.com/owner/name@refs/heads/main"),
                ("materials.0.uri", "predicate-repository", "git+https://github.com/owner/name-evil"),
                ("materials.0.digest.sha1", "predicate-commit", otherCommit),
                ("\(environment).GITHUB_WORKFLOW_REF", "predicate-workflow", full + "x"),
                (
                    "\(environment).GITHUB_WORKFLOW_REF", "predicate-workflow",
                    "owner/name/.github/workflows/other.yml@refs/tags/v1.0.0"
                ),
                ("\(environment).GITHUB_WORKFLOW_SHA", "predicate-workflow", otherCommit),
                ("\(environment).GITHUB_EVENT_NAME", "predicate-trigger", "pull_request_target"),
                ("\(environment).GITHUB_REPOSITORY_ID", "predicate-identifiers", "1"),
                ("\(environment).GITHUB_REPOSITORY_OWNER_ID", "predicate-identifiers", "1"),
                ("\(environment).GITHUB_RUN_ID", "predicate-run", "1"),
                ("\(environment).GITHUB_RUN_ATTEMPT", "predicate-run", "3"),
            ], required: false)
        + [
            type("https://github.com/npm/cli/gha/v3", current, at: "buildType"),
            type("https://github.com/npm/cli/gha@v2", current, at: "buildType"),
            type("https://github.com/slsa-framework/slsa-github-generator/generic@v1", current, at: "buildType"),
            type("https://github.com/npm/cli/gitlab/v0alpha1", current, at: "buildType"),
            type("", current, at: "buildType"),
            type("https://github.com/npm/cli/gha/v2", of: .gitLab, .gitLab, at: "buildType"),
            WrongRelease("failed predicate-run", "another run, whose attempt is not said", current) {
                $0.provenance?.statement[path: "predicate.\(environment).GITHUB_RUN_ATTEMPT"] = nil
                $0.provenance?.statement[path: "predicate.\(environment).GITHUB_RUN_ID"] = .string("1")
            },
            WrongRelease("failed predicate-run", "another attempt, whose run is not said", current) {
                $0.provenance?.statement[path: "predicate.\(environment).GITHUB_RUN_ID"] = nil
                $0.provenance?.statement[path: "predicate.\(environment).GITHUB_RUN_ATTEMPT"] = .string("3")
            },
            WrongRelease("failed predicate-run", "a run of another repository", current) {
                $0.extensions[21] = "https://github.com/owner/other/actions/runs/4137028816/attempts/2"
            },
            WrongRelease("failed predicate-run", "a run whose address is none", current) {
                $0.extensions[21] = "https://github.com/owner/name"
            },
            WrongRelease("failed predicate-commit", "another commit, whose source is not numbered", current) {
                $0.extensions[15] = nil
                $0.provenance?.statement[path: "predicate.\(environment).GITHUB_SHA"] = .string(otherCommit)
            },
            WrongRelease("failed predicate-identifiers", "another owner, where the repository has no number", current) {
                $0.extensions[15] = nil
                $0.provenance?.statement[path: "predicate.\(environment).GITHUB_REPOSITORY_OWNER_ID"] = .string("1")
            },
            WrongRelease(
                "failed predicate-workflow", "an entry point whose repository and ref alone are right", current
            ) {
                $0.provenance?.statement[path: "predicate.invocation.configSource.entryPoint"] =
                    .string("release.yml")
            },
            WrongRelease("failed predicate-workflow", "a full entry point of another host's workflow", current) {
                // As many characters as GitHub's address has.
                $0.extensions[18] = "https://evilhub.io/" + full
            },
            WrongRelease(
                "failed predicate-workflow", "another entry point in full",
                .slsa02(
                    type: "https://github.com/npm/cli/gha@v0",
                    entryPoint: "owner/name/.github/workflows/other.yml@refs/tags/v1.0.0")
            ),
            WrongRelease(
                "failed predicate-workflow", "an entry point in full, of another ref",
                .slsa02(
                    type: "https://github.com/npm/cli/gha@v1",
                    entryPoint: "owner/name/.github/workflows/release.yml@refs/heads/main")
            ),
            WrongRelease(
                "failed predicate-workflow", "an entry point with another file behind an @",
                of: ForgedBuild { $0.workflow = ".github/workflows/release@2.yml" },
                .slsa02(type: "https://github.com/npm/cli/gha/v2", entryPoint: ".github/workflows/release@3.yml")),
            WrongRelease(
                "failed predicate-repository", "a repository that begins with a combining mark",
                of: ForgedBuild { $0.path = "\u{301}owner/name" }, current
            ) {
                $0.signAs(reusable)
                $0.provenance?.statement[path: "predicate.\(environment).GITHUB_REPOSITORY"] = .string("owner/other")
            },
        ]

    static let gitLab: [WrongRelease] =
        rows(
            .gitLab, .gitLab,
            [
                ("invocation.configSource.uri", "predicate-repository", "git+https://gitlab.com/group/other"),
                ("invocation.configSource.digest.sha1", "predicate-commit", otherCommit),
                ("metadata.buildInvocationId", "predicate-run", "https://gitlab.com/group/project/-/jobs/1"),
            ], required: true)
        + rows(
            .gitLab, .gitLab,
            [
                ("materials.0.uri", "predicate-repository", "git+https://gitlab.com/group/other"),
                ("materials.0.digest.sha1", "predicate-commit", otherCommit),
            ], required: false)
}
