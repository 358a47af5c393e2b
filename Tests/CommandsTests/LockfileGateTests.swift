import Commands
import TestSupport
import Testing

/// What a lock file must not be able to hide from an audit.
@Suite struct LockfileGateTests {
    private static let digest = PackageFixture.Version.defaultIntegrity

    private static func audit(
        _ arguments: [String], _ files: [String: String]
    ) async throws -> (run: ProgramRun, asked: [String]) {
        let registry = try await TestRegistry.start()
        for name in ["par", "sub", "conf", "@acme/foo"] {
            registry.put(PackageFixture(name, maintainers: ["zoe", "yan"]), downloads: 1000)
        }
        let run = await ProgramRun(
            ["audit", "--no-github"] + arguments, registry: registry, files: files.mapValues { Array($0.utf8) })
        let asked = registry.requests.map(\.path)
        try await registry.stop()
        return (run, asked)
    }

    /// package.json was changed behind the lock file: npm installs `par` and what it needs, whatever the flags say.
    @Test(arguments: [("dependencies", 2), ("devDependencies", 0)])
    func flagsFromBeforePackageJSONWasChanged(_ section: String, _ audited: Int) async throws {
        func entry(_ name: String, _ members: String = "") -> String {
            #""node_modules/\#(name)": {"version": "1.0.0", "dev": true, "integrity": "\#(Self.digest)"\#(members)}"#
        }
        let lock =
            #"{"lockfileVersion": 3, "packages": {"": {"devDependencies": {"par": "1"}}, "#
            + entry("par", #", "dependencies": {"sub": "1"}"#) + ", " + entry("sub") + "}}"
        let (run, asked) = try await Self.audit(
            ["--prod", "-f", "package-lock.json"],
            [
                "/project/package-lock.json": lock,
                "/project/package.json": #"{"\#(section)": {"par": "^1.0.0"}}"#,
            ])
        #expect(asked.contains("/par") == (audited > 0) && asked.contains("/sub") == (audited > 0), "\(run.output)")
        #expect(audited == 0 || run.output.contains("\(audited) audited"), "\(run.output)\(run.errors)")
    }

    /// Not npm's package of that name, and nothing that passes silently.
    @Test func packageOfANamedRegistry() async throws {
        let lock = """
            lockfileVersion: '9.0'

            packages:

              '@acme/foo@gh:1.0.0':
                resolution: {integrity: \(Self.digest)}

            snapshots:

              '@acme/foo@gh:1.0.0': {}

            """
        let (run, asked) = try await Self.audit(["-f", "pnpm-lock.yaml"], ["/project/pnpm-lock.yaml": lock])
        #expect(run.status == .unchecked, "\(run.output)")
        #expect(run.errors.contains("@acme/foo@gh:1.0.0") && run.errors.contains("malformed-entry"), "\(run.errors)")
        #expect(!asked.contains { $0.contains("foo") }, "\(asked)")
    }

    @Test func packageThatTheConfigurationOfPnpmNeeds() async throws {
        let lock = """
            ---
            lockfileVersion: '9.0'

            importers:

              .:
                configDependencies:
                  conf:
                    specifier: 1.0.0
                    version: 1.0.0

            packages:

              conf@1.0.0:
                resolution: {integrity: \(Self.digest)}

            snapshots:

              conf@1.0.0: {}

            ---
            lockfileVersion: '9.0'

            importers:

              .: {}

            """
        let (run, asked) = try await Self.audit(["-f", "pnpm-lock.yaml"], ["/project/pnpm-lock.yaml": lock])
        #expect(run.output.contains("1 audited") && asked.contains("/conf"), "\(run.output)\(run.errors)")
    }

    private static func lock(_ format: String, _ address: String) -> String {
        switch format {
        case "package-lock.json":
            """
            {"lockfileVersion": 3, "packages": {"": {"dependencies": {"par": "1.0.0"}}, "node_modules/par":
              {"version": "1.0.0", "resolved": "\(address)", "integrity": "\(digest)"}}}
            """
        case "bun.lock":
            """
            {"lockfileVersion": 1, "workspaces": {"": {"dependencies": {"par": "^1"}}},
             "packages": {"par": ["par@\(address)", {}, "\(digest)"]}}
            """
        case "pnpm-lock.yaml":
            """
            lockfileVersion: '9.0'
            importers:
              .:
                dependencies: {par: {specifier: ^1.0.0, version: 1.0.0}}
            packages:
              par@1.0.0:
                resolution: {integrity: \(digest), type: git, repo: '\(address)', commit: abc}
            snapshots:
              par@1.0.0: {}

            """
        case "berry":
            """
            __metadata:
              version: 8

            "par@npm:^1.0.0":
              version: 1.0.0
              resolution: "par@\(address)"
              linkType: hard

            "p@workspace:.":
              version: 0.0.0-use.local
              resolution: "p@workspace:."
              dependencies:
                par: "npm:^1.0.0"
              linkType: soft

            """
        default:
            "# yarn lockfile v1\n\npar@^1.0.0:\n  version \"1.0.0\"\n  resolved \"\(address)\"\n  integrity \(digest)\n"
        }
    }

    /// All ask for a range of the registry, and what is installed comes from elsewhere, with the registry's digest beside it.
    @Test(arguments: ["package-lock.json", "yarn.lock", "berry", "pnpm-lock.yaml", "bun.lock"])
    func addressThatNobodyAsksFor(_ format: String) async throws {
        let name = format == "berry" ? "yarn.lock" : format
        let lock = Self.lock(format, "git+https://evil.example/x.git#abc")
        let (run, _) = try await Self.audit(["-f", name], ["/project/\(name)": lock])
        #expect(run.status == .unchecked, "\(run.output)\(run.errors)")
        let code = format == "bun.lock" ? "malformed-entry" : "unusual-address"
        #expect(run.errors.contains(code), "\(run.errors)")
    }
}
