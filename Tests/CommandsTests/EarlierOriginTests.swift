import Commands
import JSONCursor
import TestSupport
import Testing

/// What earlier releases say about where they came from: agreement is taken at its word, a difference only when it verifies.
@Suite struct EarlierOriginTests {
    /// Looks at the last of three releases, all built alike but for what `arrange` changes of the first two.
    private static func run(_ arguments: [String], _ arrange: (TestRegistry) throws -> Void) async throws -> ProgramRun
    {
        let registry = try await TestRegistry.start()
        let versions = (0..<3).map {
            PackageFixture.Version(
                "1.0.\($0)", published: "2025-10-0\($0 + 1)T00:00:00.000Z", isTrusted: true, announcesProvenance: true)
        }
        try registry.putAttested(
            PackageFixture("left-pad", repository: "https://github.com/owner/name", versions: versions))
        try arrange(registry)
        let files = [
            "/project/root.json": try ForgedRelease().trustedRoot(), "/project/keys.json": ForgedRelease.keysDocument,
        ]
        let run = await ProgramRun(
            arguments + ["left-pad@1.0.2", "--trusted-root", "root.json", "--npm-keys", "keys.json", "--no-github"],
            registry: registry, files: files)
        try await registry.stop()
        return run
    }

    private static let earlier = ["1.0.0", "1.0.1"]

    private static func path(_ version: String) -> String { "/-/npm/v1/attestations/left-pad@\(version)" }

    /// The status of the last release, `edit` having changed the first two.
    private static func status(_ edit: @escaping @Sendable (inout ForgedRelease) throws -> Void) async throws -> String
    {
        let run = try await run(["audit", "--json"]) { registry in
            for version in earlier {
                let release = try ForgedRelease(otherBuild, version: version, edit)
                registry.put(path(version), .init(body: try release.answer()))
            }
        }
        let report = try JSONValue(parsing: Array(run.output.utf8))
        return try #require(report["results"]?.array?.first?["provenance"]?["status"]?.string)
    }

    private static let otherBuild = ForgedBuild { $0.workflow = ".github/workflows/other.yml" }

    /// `verify` looks at the past where the gate depends on it, and asks for no packument elsewhere.
    @Test func aVerifiedReleaseFromElsewhereDoesNotSatisfyARequirement() async throws {
        func run(_ arguments: [String]) async throws -> ProgramRun {
            try await Self.run(arguments) { registry in
                for version in Self.earlier {
                    let release = try ForgedRelease(Self.otherBuild, version: version)
                    registry.put(Self.path(version), .init(body: try release.answer()))
                }
            }
        }
        for command in ["audit", "verify"] {
            let required = try await run([command, "--require-provenance"])
            #expect(required.status == .gateFailed, "\(required.output)")
            #expect(
                required.output.contains("verified provenance is required, and it is changed"), "\(required.output)")
        }
        let document = try await run(["verify", "--require-provenance", "--json"]).output
        try SchemaCheck.validate(document, against: "verify.schema.json")
        let json = try JSONValue(parsing: Array(document.utf8))
        #expect(json["packages"]?.array?.first?["provenance"]?["status"]?.string == "changed")
        #expect(json["verified"]?.array?.isEmpty == true)
        #expect(json["packages"]?.array?.first?["provenance"]?["origin"]?.string == "changed")
        let unasked = try await run(["verify", "--json"]).output
        try SchemaCheck.validate(unasked, against: "verify.schema.json")
        let open = try JSONValue(parsing: Array(unasked.utf8))["packages"]?.array?.first?["provenance"]
        #expect(open?["status"]?.string == "verified" && open?["origin"]?.string == "notJudged")
        let plain = try await run(["verify"])
        #expect(plain.status == .success)
        #expect(plain.output.contains("looked at by `audit`, and with `--require-provenance`"), "\(plain.output)")
    }

    @Test func aPastThatIsNotToBeHadDoesNotSatisfyARequirement() async throws {
        for command in ["audit", "verify"] {
            let run = try await Self.run([command, "--require-provenance"]) { registry in
                for version in Self.earlier { registry.misbehave(.forbidden, at: Self.path(version)) }
            }
            #expect(run.status == .unchecked, "\(run.output)")
            #expect(run.output.contains("(origin-changed-undetermined)"), "\(run.output)")
        }
    }

    @Test func aRepositoryThatIsNotTheSourceIsSeenByVerifyAlone() async throws {
        for arguments in [["verify"], ["audit"]] {
            let registry = try await TestRegistry.start()
            try registry.putAttested(
                PackageFixture(
                    "left-pad", repository: "https://github.com/victim/other",
                    versions: [.init("1.0.0", published: "2025-10-01T00:00:00.000Z", announcesProvenance: true)]))
            let files = [
                "/project/root.json": try ForgedRelease().trustedRoot(),
                "/project/keys.json": ForgedRelease.keysDocument,
            ]
            let run = await ProgramRun(
                arguments + [
                    "left-pad@1.0.0", "--trusted-root", "root.json", "--npm-keys", "keys.json", "--no-github", "--json",
                ], registry: registry, files: files)
            #expect(run.output.contains(#""status": "changed""#), "\(run.output)")
            try await registry.stop()
        }
    }

    /// Who names nothing, or nothing readable, gives a reason to look at the past.
    @Test(arguments: [
        (nil, "changed"), (#""repository":null"#, "changed"), (#""repository":{"type":"git","url":5}"#, "unknown"),
    ])
    func aReleaseThatNamesNoRepositoryIsHeldToThePastByVerifyAlone(named: String?, status: String) async throws {
        for command in ["verify", "audit"] {
            let registry = try await TestRegistry.start()
            var fixture = PackageFixture(
                "left-pad",
                versions: ["0.9.0", "1.0.0"].enumerated().map {
                    .init($1, published: "2025-0\($0 + 1)-01T00:00:00.000Z", announcesProvenance: $0 == 1)
                })
            fixture.versions[0].others = [#""repository":"https://github.com/victim/other""#]
            if let named { fixture.versions[1].others = [named] }
            try registry.putAttested(fixture)
            let files = [
                "/project/root.json": try ForgedRelease().trustedRoot(),
                "/project/keys.json": ForgedRelease.keysDocument,
            ]
            let run = await ProgramRun(
                [
                    command, "left-pad@1.0.0", "--trusted-root", "root.json", "--npm-keys", "keys.json", "--no-github",
                    "--json",
                ], registry: registry, files: files)
            let report = try JSONValue(parsing: Array(run.output.utf8))
            let package = (report["packages"] ?? report["results"])?.array?.first
            #expect(package?["provenance"]?["status"]?.string == status, "\(run.output)")
            #expect((run.status == .unchecked) == (status == "unknown"))
            try await registry.stop()
        }
    }

    /// A manifest has no time, but what signed it has.
    @Test func whatWasSignedAfterTheInstantDoesNotExist() async throws {
        for command in ["verify", "audit"] {
            let registry = try await TestRegistry.start()
            try registry.putAttested(
                PackageFixture(
                    "left-pad", repository: "https://github.com/owner/name",
                    versions: [
                        .init("0.9.0", published: "2023-10-01T00:00:00.000Z"),
                        .init("1.0.0", published: "2025-10-01T00:00:00.000Z", announcesProvenance: true),
                    ]))
            let files = [
                "/project/root.json": try ForgedRelease().trustedRoot(),
                "/project/keys.json": ForgedRelease.keysDocument,
            ]
            let run = await ProgramRun(
                [
                    command, "left-pad@1.0.0", "--trusted-root", "root.json", "--npm-keys", "keys.json", "--no-github",
                ], registry: registry, now: "2024-01-01T00:00:00Z", files: files)
            #expect(run.status == .unchecked, "\(run.output)")
            #expect((run.output + run.errors).contains("no-such-version"), "\(run.output)\(run.errors)")
            try await registry.stop()
        }
    }

    private static func asAudited(_ release: inout ForgedRelease) throws {
        release = try ForgedRelease(ForgedBuild(), version: release.version)
    }

    private static func ofAnotherPackage(_ release: inout ForgedRelease) {
        release.provenance?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0")
    }

    @Test func theSameWorkflowIsNoChange() async throws {
        #expect(try await Self.status(Self.asAudited) == "verified")
    }

    @Test func theSameWorkflowIsNoChangeUnverifiedEither() async throws {
        let status = try await Self.status {
            try Self.asAudited(&$0)
            Self.ofAnotherPackage(&$0)
        }
        #expect(status == "verified")
    }

    @Test func anotherWorkflowIsAChange() async throws {
        #expect(try await Self.status { _ in } == "changed")
    }

    @Test(arguments: [
        (TestRegistry.Fault.notFound, "notSaid", "asked, and not said"),
        (.forbidden, "unreachable", "asked, without a usable answer"),
        (.otherJSON, "unreachable", "asked, without a usable answer"),
    ])
    func originsThatNobodyGotAreNotJudgedAndThatIsSaid(fault: TestRegistry.Fault, reason: String, words: String)
        async throws
    {
        func misbehave(_ registry: TestRegistry) {
            for version in Self.earlier { registry.misbehave(fault, at: Self.path(version)) }
        }
        let json = try await Self.run(["audit", "--json", "--fail-on", "origin-changed"], misbehave)
        #expect(json.status == .unchecked)
        try SchemaCheck.validate(json.output, against: "audit.schema.json")
        let report = try JSONValue(parsing: Array(json.output.utf8))
        #expect(report["gate"]?["reasons"]?[0]?["code"]?.string == "origin-changed-undetermined")
        let open = report["results"]?[0]?["undetermined"]?.array?.first { $0["rule"]?.string == "origin-changed" }
        #expect(open?["worst"]?.string == "high")
        #expect(open?["missing"]?.array?.compactMap(\.string) == ["where 1.0.1, 1.0.0 came from: \(reason)"])
        let text = try await Self.run(["explain"], misbehave)
        let sentence = "? origin-changed was not judged: where 1.0.1, 1.0.0 came from (\(words))"
        #expect(text.output.contains(sentence), "\(text.output)")
    }

    @Test func anotherWorkflowThatNobodyVerifiesAccusesNobody() async throws {
        #expect(try await Self.status(Self.ofAnotherPackage) == "verified")
    }
}
