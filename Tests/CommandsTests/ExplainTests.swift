import Commands
import JSONCursor
import TestSupport
import Testing

/// `explain` says why, with the input of every point, and what to do about it.
@Suite struct ExplainTests {
    /// Explains the last of three releases of one build, after `arrange`.
    private static func page(
        of names: [String] = ["left-pad@1.0.2"], files more: [String: [UInt8]] = [:],
        _ arrange: (TestRegistry) throws -> Void = { _ in }
    ) async throws -> String {
        let registry = try await TestRegistry.start()
        let versions = (0..<3).map {
            PackageFixture.Version(
                "1.0.\($0)", published: "2025-10-0\($0 + 1)T00:00:00.000Z", isTrusted: true, announcesProvenance: true)
        }
        let package = PackageFixture("left-pad", repository: "https://github.com/owner/name", versions: versions)
        try registry.putAttested(package)
        registry.setDownloads(439_600_000, of: "left-pad")
        try arrange(registry)
        let files = [
            "/project/root.json": try ForgedRelease().trustedRoot(), "/project/keys.json": ForgedRelease.keysDocument,
        ]
        let run = await ProgramRun(
            ["explain"] + names + ["--trusted-root", "root.json", "--npm-keys", "keys.json"], registry: registry,
            files: files.merging(more) { $1 })
        try await registry.stop()
        return run.output
    }

    private static func put(
        _ registry: TestRegistry, _ version: String, _ build: ForgedBuild = ForgedBuild(),
        _ edit: (inout ForgedRelease) throws -> Void = { _ in }
    ) throws {
        let release = try ForgedRelease(build, version: version, edit)
        registry.put("/-/npm/v1/attestations/left-pad@\(version)", .init(body: try release.answer()))
    }

    @Test func aPastThatIsNotToBeHadIsToldFromChecksThatFailed() async throws {
        let page = try await Self.page { registry in
            for version in ["1.0.0", "1.0.1"] {
                registry.misbehave(.forbidden, at: "/-/npm/v1/attestations/left-pad@\(version)")
            }
        }
        let sentence = "every check of this release held; where 1.0.1, 1.0.0 came from could not be obtained"
        #expect(page.contains(sentence), "\(page)")
        #expect(page.contains("so that a change cannot be ruled out"))
        #expect(!page.contains("unknown: provenance (said, and not verified)"), "\(page)")
    }

    @Test func provenanceThatDoesNotHoldHasItsOwnAdvice() async throws {
        let page = try await Self.page { registry in
            try Self.put(registry, "1.0.2") {
                $0.provenance?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.2")
            }
        }
        #expect(page.contains("  Do not install 1.0.2: it fails every run, and nothing accepts it."), "\(page)")
        #expect(page.contains("  Pin the last version that verifies"), "\(page)")
        #expect(page.contains("    more: docs/findings/provenance-invalid.md"))
        #expect(
            !page.contains("--fail-on high") && !page.contains("how to accept it: docs/findings/provenance-invalid"))
        #expect(!page.contains("does not hold: statement"), "\(page)")
        #expect(page.contains("(statement-subject)"), "\(page)")
    }

    @Test func aDigestThatIsNotTheRegistrysHasItsOwnAdvice() async throws {
        let other = "sha512-" + String(repeating: "A", count: 86) + "=="
        let lockfile =
            #"{"name": "demo", "lockfileVersion": 3, "packages": {"": {"name": "demo", "dependencies": {"left-pad": "*"}}, "node_modules/left-pad": {"version": "1.0.2", "resolved": "https://registry.npmjs.org/left-pad/-/left-pad-1.0.2.tgz", "integrity": "\#(other)"}}}"#
        let page = try await Self.page(
            of: ["left-pad", "-f", "package-lock.json"], files: ["/project/package-lock.json": Array(lockfile.utf8)])
        #expect(page.contains("integrity-mismatch"), "\(page)")
        #expect(page.contains("Find the commit that brought the locked digest"), "\(page)")
        #expect(page.contains("write it again against the registry that you install from"), "\(page)")
        #expect(!page.contains("  Stay on ") && !page.contains("--fail-on high"), "\(page)")
    }

    @Test func anOriginThatChangedIsComparedWithTheOneBefore() async throws {
        let page = try await Self.page { registry in
            for version in ["1.0.0", "1.0.1"] {
                try Self.put(registry, version, ForgedBuild { $0.workflow = ".github/workflows/other.yml" })
            }
        }
        #expect(page.contains("    check: proof-of-commitment verify left-pad@1.0.1 left-pad@1.0.2"), "\(page)")
        #expect(page.contains("compare the lines `built by`"), "\(page)")
        let runs = page.split(separator: "\n").filter {
            $0.contains("run: https://github.com/owner/name/actions/runs/")
        }
        #expect(runs.map { $0.hasPrefix("    earlier run: ") } == [true, false], "\(page)")
    }

    @Test func everyPointOfTheScoreHasItsInput() async throws {
        let page = try await Self.page { registry in
            registry.putGitHub("owner/name", commits: 7, stars: 1_234, now: "2026-05-16T12:00:00Z")
        }
        for line in [
            "  githubBacking       13/15   sub-score 88 of 100 as of 2026-05-16: https://github.com/owner/name",
            "    30/30  created 2013-01-01", "    15/25  7 commits in the 30 days before",
            "    20/20  30 or more contributors", "    15/15  30 releases", "    8/10   1,234 stars",
            "    6/15   3 releases", "    1/5    the last on 2025-10-03, 225 days before",
            "    22/22  62,800,000 downloads a day, the mean of that week (22 from 1,000,000 on)",
        ] {
            #expect(page.split(separator: "\n").contains(line[...]), "\(line)\n\(page)")
        }
        #expect(page.contains("one account (owner) can publish; 439,600,000 downloads a week"), "\(page)")
    }

    @Test func aRepositoryThatGitHubDoesNotKnowIsSaid() async throws {
        let page = try await Self.page()
        let line = "  githubBacking       0/15    GitHub does not know https://github.com/owner/name"
        #expect(page.split(separator: "\n").contains(line[...]), "\(page)")
    }
}
