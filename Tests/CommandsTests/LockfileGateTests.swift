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
}
