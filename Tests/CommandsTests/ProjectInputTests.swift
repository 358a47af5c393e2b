import Commands
import TestSupport
import Testing

/// What of a project an audit reads: its lock file, the packages of it that are named, its `.npmrc`.
@Suite struct ProjectInputTests {
    private static let lockfile = Array(
        #"""
        {"name": "demo", "lockfileVersion": 3, "packages": {"": {"name": "demo"},
        "node_modules/@acme/x": {"version": "1.0.0"},
        "node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"}}}
        """#.utf8)

    private static func fill(_ registry: TestRegistry) {
        let version = PackageFixture.Version("1.0.0", published: "2025-05-01T00:00:00.000Z")
        for name in ["a", "@acme/x"] {
            registry.put(PackageFixture(name, maintainers: ["zoe", "yan"], versions: [version]), downloads: 1000)
        }
    }

    @Test func aNameThatTheLockFileDoesNotHaveIsNotChecked() async throws {
        let registry = try await TestRegistry.start()
        Self.fill(registry)
        let files = ["/project/package-lock.json": Self.lockfile]
        for command in ["audit", "verify"] {
            let run = await ProgramRun(
                [command, "a", "nosuch", "-f", "package-lock.json"], registry: registry, files: files)
            #expect(run.status == .unchecked, "\(run.errors)")
            #expect(run.errors.contains("nosuch: the lock file does not have it (not-in-lockfile)"))
        }
        let found = await ProgramRun(
            ["audit", "a@^1.0.0", "--no-github", "-f", "package-lock.json"], registry: registry, files: files)
        #expect(found.status == .success, "\(found.errors)")
        let other = await ProgramRun(
            ["audit", "a@^2.0.0", "--no-github", "-f", "package-lock.json"], registry: registry, files: files)
        #expect(other.status == .unchecked)
        #expect(other.errors.contains("the lock file has other versions of it"))
        let tag = await ProgramRun(
            ["audit", "a@latest", "--no-github", "-f", "package-lock.json"], registry: registry, files: files)
        #expect(tag.errors.contains("a lock file has versions and no tags"))
        try await registry.stop()
    }

    @Test func theConfigurationBesideTheLockFileSaysWherePrivateNamesGo() async throws {
        let (all, acme) = (try await TestRegistry.start(), try await TestRegistry.start())
        for registry in [all, acme] { Self.fill(registry) }
        for command in [["audit", "--no-github"], ["verify"], ["accept", "--origins"]] {
            let run = await ProgramRun(
                command + ["-f", "app/package-lock.json"], registry: all,
                files: [
                    "/project/app/package-lock.json": Self.lockfile,
                    "/project/app/.npmrc": Array("@acme:registry=\(acme.url)/\n".utf8),
                ])
            #expect(run.status == .success, "\(command): \(run.errors)")
            #expect(acme.requests.contains { $0.path.contains("acme") }, "\(command)")
            #expect(!all.requests.contains { $0.path.contains("acme") }, "\(command)")
            acme.forgetRequests()
        }
        try await all.stop()
        try await acme.stop()
    }

    @Test(arguments: ["https://npm.acme.example/a/-/a-1.0.0.tgz", "https://registry.npmjs.org/@evil/a/-/a-1.0.0.tgz"])
    func nothingIsVerifiedOfBytesFromElsewhereWithoutADigest(address: String) async throws {
        let registry = try await TestRegistry.start()
        try registry.putAttested(
            PackageFixture(
                "a", repository: "https://github.com/owner/name",
                versions: [.init("1.0.0", published: "2025-10-01T00:00:00.000Z", announcesProvenance: true)]))
        let entry = #"{"version": "1.0.0", "resolved": "\#(address)"}"#
        let lockfile = #"{"name": "d", "lockfileVersion": 3, "packages": {"": {}, "node_modules/a": \#(entry)}}"#
        let files = [
            "/project/package-lock.json": Array(lockfile.utf8), "/project/root.json": try ForgedRelease().trustedRoot(),
            "/project/keys.json": ForgedRelease.keysDocument,
        ]
        for command in [["audit", "--no-github"], ["verify"], ["explain", "a", "--no-github"]] {
            let run = await ProgramRun(
                command + ["-f", "package-lock.json", "--trusted-root", "root.json", "--npm-keys", "keys.json"],
                registry: registry, files: files)
            #expect(run.status == .unchecked, "\(command): \(run.errors)")
            #expect(!run.output.contains("🔐") && run.output.contains("a@1.0.0: line 1 has no digest"), "\(run.output)")
            #expect(run.output.contains("unusual-address") && !run.output.contains("provenance verified"))
        }
        try await registry.stop()
    }

    @Test func theDigestOfAnOldLockFileIsComparedWithTheShasum() async throws {
        let registry = try await TestRegistry.start()
        func status(_ locked: String) async -> Commands.ExitStatus {
            let entry = #"{"version": "1.0.0", "integrity": "sha1-\#(locked)"}"#
            let lockfile = #"{"name": "d", "lockfileVersion": 3, "packages": {"": {}, "node_modules/a": \#(entry)}}"#
            let run = await ProgramRun(
                ["audit", "--no-github", "-f", "package-lock.json"], registry: registry,
                files: ["/project/package-lock.json": Array(lockfile.utf8)])
            return run.status
        }
        let packument = PackageFixture(
            "a", maintainers: ["zoe", "yan"], versions: [.init("1.0.0", published: "2025-05-01T00:00:00.000Z")]
        ).packument
        registry.put(
            "/a",
            json: packument.replacing(
                #""dist":{"#, with: #""dist":{"shasum":"\#(String(repeating: "00", count: 20))","#))
        #expect(await status("AAAAAAAAAAAAAAAAAAAAAAAAAAA=") == .success)
        #expect(await status("AAAAAAAAAAAAAAAAAAAAAAAAAAE=") == .gateFailed)
        try await registry.stop()
    }

    @Test(arguments: [#""dist":[],"was":{"#, #""dist":{"signatures":[{"keyid":"k","sig":5}],"#])
    func whatCannotBeReadIsNotAbsent(_ dist: String) async throws {
        let registry = try await TestRegistry.start()
        let packument = PackageFixture(
            "a", maintainers: ["zoe", "yan"], versions: [.init("1.0.0", published: "2025-05-01T00:00:00.000Z")]
        ).packument
        registry.put("/a", json: packument.replacing(#""dist":{"#, with: dist))
        let run = await ProgramRun(["audit", "a", "--no-github"], registry: registry)
        #expect(run.status == .unchecked, "\(run.output)")
        try await registry.stop()
    }

    @Test func keysThatAreNoneAreNoTrust() async {
        let run = await ProgramRun(
            ["audit", "a", "--npm-keys", "keys.json"], files: ["/project/keys.json": Array(#"{"keys":[]}"#.utf8)])
        #expect(run.status == .usage)
        #expect(run.errors.contains("`keys.json` holds no keys of a registry"))
    }

    @Test(arguments: ["--github-api", "--downloads-api", "--tuf-mirror"])
    func aPasswordInAnAddressIsNotRepeated(_ option: String) async {
        let run = await ProgramRun(["audit", "a", option, "http://user:canary@x"])
        #expect(run.status == .usage)
        #expect(!run.errors.contains("canary"))
    }

    @Test func aProxyThatIsNotThereIsNamed() async {
        let run = await ProgramRun(
            ["audit", "a", "--no-github", "--registry", "https://registry.invalid/"],
            variables: ["HTTPS_PROXY": "http://127.0.0.2:1"])
        #expect(run.status == .unchecked)
        #expect(run.errors.contains("127.0.0.2 (proxy)"), "\(run.errors)")
    }
}
