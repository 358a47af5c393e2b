import Lockfiles
import Testing

@Suite struct PNPMTests {
    @Test func classesOfVersion5() throws {
        let lockfile = try read(Samples.pnpm5)
        #expect(lockfile.format == .pnpm && lockfile.formatVersion == "5.4")
        #expect(
            summary(lockfile) == ["registry old=@s/real@3.0.0", "registry a@1.0.0", "registry b_c@2.0.0", "link w"])
        #expect(lockfile.entry("@s/real@3.0.0")?.dev == true && lockfile.entry("b_c@2.0.0")?.dev == false)
        #expect(lockfile.paths("b_c@2.0.0") == [[".", "a@1.0.0", "b_c@2.0.0"]])
    }

    @Test func classesOfVersion6() throws {
        let lockfile = try read(Samples.pnpm6)
        #expect(summary(lockfile) == ["registry a@1.0.0", "registry b@2.0.0", "git repo@0.1.0"])
        #expect(lockfile.entry("b@2.0.0")?.registry == "https://npm.example.com")
    }

    @Test func theKeyOfVersion9SaysWhatIsFetched() throws {
        let lines = Samples.pnpm9.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("  b@2.0.0:") })
        let text = (lines[...start] + ["    name: ramda"] + lines[(start + 1)...]).joined(separator: "\n")
        #expect(try summary(read(text)).contains("registry b@2.0.0"))
    }

    @Test func classesOfVersion9() throws {
        let lockfile = try read(Samples.pnpm9)
        #expect(
            summary(lockfile) == [
                "registry old=@s/real@3.0.0", "registry a@1.0.0", "registry b@2.0.0", "file local",
                "runtime node@26.7.0",
            ])
        #expect(lockfile.entry("@s/real@3.0.0")?.dev == true)
        #expect(lockfile.entry("local")?.optional == true)
        #expect(lockfile.entry("a@1.0.0")?.dev == false && lockfile.entry("a@1.0.0")?.integrity == Samples.digest)
    }

    @Test func firstOfTwoDocumentsIsTheToolsOwn() throws {
        let lockfile = try read(Samples.pnpmTwoDocuments)
        let tool = try #require(lockfile.entry("pnpm@12.0.0"))
        #expect(tool.class == .runtime && tool.reason == .toolEnvironment && tool.line == 15)
        #expect(lockfile.entries.count == 6)
        #expect(lockfile.entry("a@1.0.0")?.class == .registry)
    }

    @Test(arguments: [
        ("/a/1.0.0:", "a@1.0.0"), ("/@s/a/1.0.0_abcdef:", "@s/a@1.0.0"), ("/a_b/1.0.0/peer@2.0.0:", "a_b@1.0.0"),
        ("/a/1.0.0-rc.1+b_x@1:", "a@1.0.0-rc.1+b"), ("npm.example.com/a/1.0.0:", "a@1.0.0"),
    ])
    func keysOfVersion5(_ key: String, _ identity: String) throws {
        let lockfile = try read("lockfileVersion: 5.3\npackages:\n  \(key)\n    resolution: {integrity: x}\n")
        #expect(summary(lockfile) == ["registry \(identity)"])
        #expect(lockfile.entries.first?.registry == (key.hasPrefix("npm.") ? "https://npm.example.com" : nil))
    }

    @Test(arguments: ["4", "10.0", "v9", "''"])
    func unknownVersion(_ version: String) {
        guard case .unsupportedVersion(.pnpm, _) = refusal("lockfileVersion: \(version)\npackages: {}\n") else {
            Issue.record("read")
            return
        }
    }

    @Test func importerThatNamesAMissingPackage() {
        let text = Samples.pnpm9.replacing("\n  b@2.0.0: {}\n", with: "\n")
        #expect(refusal(text) == .missing(key: "b@2.0.0", in: "snapshots"))
        let other = Samples.pnpm6.replacing("  /b@2.0.0:", with: "  /c@2.0.0:")
        #expect(refusal(other) == .danglingDependency(name: "b@2.0.0", of: "a@1.0.0"))
    }

    /// A file that was cut among its projects, before there were packages.
    @Test func linkToAProjectThatIsMissing() throws {
        func text(_ specifier: String, _ path: String) -> String {
            "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      a:\n        specifier: \(specifier)\n"
                + "        version: link:\(path)\n"
        }
        #expect(refusal(text("workspace:*", "packages/a")) == .missing(key: "packages/a", in: "importers"))
        #expect(refusal(text("^1.0.0", "./packages/../a")) == .missing(key: "a", in: "importers"))
        let whole = text("workspace:*", "packages/a") + "\n  packages/a: {}\n"
        #expect(try summary(read(whole)) == ["link a"])
        // A folder that is no project, and a project of another file.
        #expect(try summary(read(text("link:vendor/a", "vendor/a"))) == ["link a"])
        #expect(try summary(read(text("workspace:*", "../a"))) == ["link a"])
    }

    @Test func linkFromAProjectToAnother() {
        let text =
            "lockfileVersion: '9.0'\nimporters:\n  apps/x:\n    dependencies:\n      a:\n        specifier: workspace:*\n"
            + "        version: link:../../packages/a\n  .: {}\n"
        #expect(refusal(text) == .missing(key: "packages/a", in: "importers"))
    }

    /// Where there are no packages, each specifier needs its dependency, in whichever section.
    @Test func specifierWithoutItsDependency() throws {
        let text =
            "lockfileVersion: 5.4\nspecifiers:\n  a: link:a\n  b: link:b\ndependencies:\n  a: link:a\n"
            + "devDependencies:\n  b: link:b\n"
        #expect(try summary(read(text)) == ["link a", "link b"])
        let cut = text.replacing("devDependencies:\n  b: link:b\n", with: "")
        #expect(refusal(cut) == .danglingDependency(name: "b", of: "."))
    }

    @Test func sectionWithNothingBehindIt() {
        let text = "lockfileVersion: 5.4\npackages:\n  /a/1.0.0:\n    resolution: {integrity: x}\n    dependencies:\n"
        #expect(refusal(text) == .unexpectedEnd)
    }

    @Test(arguments: ["", "    name: a\n"])
    func tarballWithoutNameOrVersion(_ members: String) throws {
        let text =
            "lockfileVersion: 5.4\npackages:\n  '@npm.example.com/a/-/a-1.0.0.tgz':\n"
            + "    resolution: {tarball: https://npm.example.com/a/-/a-1.0.0.tgz}\n"
        let missing = members.isEmpty ? "name" : "version"
        #expect(refusal(text + members) == .missing(key: missing, in: "@npm.example.com/a/-/a-1.0.0.tgz"))
        let lockfile = try read(text + "    name: a\n    version: 1.0.0\n")
        #expect(lockfile.entries.map(\.identity) == ["a@1.0.0"])
    }

    /// pnpm looks at the type of a resolution, at `gitHosted`, and at where the tarball is; the rest is not read. Under a key
    /// with a version, which asks for a registry's, all of it is the registry's.
    @Test(arguments: [
        ("directory: x", "registry"), ("commit: x", "registry"), ("commit: x, repo: y", "registry"),
        ("gitHosted: true", "registry"), ("tarball: 'https://r.example/a/-/a-1.0.0.tgz?x=.git'", "registry"),
        ("tarball: 'https://r.example/a.git'", "registry"),
        ("directory: x, type: directory", "file"), ("commit: x, repo: y, type: git", "git"),
        ("gitHosted: true, tarball: 'https://r.example/a.tgz'", "git"), ("tarball: 'file:a.tgz'", "file"),
    ])
    func membersOfAResolution(_ members: String, _ expected: String) throws {
        let resolution = "    resolution: {integrity: \(Samples.digest), \(members)}\n"
        let nine = "lockfileVersion: '9.0'\npackages:\n  KEY:\n\(resolution)snapshots:\n  KEY: {}\n"
        #expect(try read(nine.replacing("KEY", with: "a@1.0.0")).entries.map(\.class) == [.registry])
        #expect(
            try summary(read("lockfileVersion: 5.4\npackages:\n  /a/1.0.0:\n\(resolution)")) == ["registry a@1.0.0"])
        guard expected != "registry" else { return }
        let asked = try read(nine.replacing("KEY", with: "a@https://r.example/a.tgz"))
        #expect(asked.entries.map(\.class.rawValue) == [expected])
    }

    /// The version too: `version` is what pnpm writes for what is not from a registry.
    @Test func theKeyOfVersion9HasTheVersion() throws {
        let text =
            "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: \(Samples.digest)}\n"
            + "    version: 0.1.0\nsnapshots:\n  a@1.0.0: {}\n"
        #expect(try summary(read(text)) == ["registry a@1.0.0"])
    }

    /// `gh:1.0.0` is a version of a registry that pnpm's settings name: nobody must take it for npm's package.
    @Test(arguments: ["gh:1.0.0", "work-2:1.0.0-rc.1", "npm:1.0.0", "2nd:1.0.0", ":1.0.0"])
    func packageOfANamedRegistry(_ version: String) throws {
        let key = "'@acme/foo@\(version)'"
        let lockfile = try read(
            "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      '@acme/foo':\n        specifier: gh:^1\n"
                + "        version: \(version)\npackages:\n  \(key):\n"
                + "    resolution: {integrity: \(Samples.digest)}\n    version: 1.0.0\nsnapshots:\n  \(key): {}\n")
        #expect(summary(lockfile) == ["registry @acme/foo@\(version)"])
        #expect(lockfile.entries.first?.registry == nil && lockfile.entries.first?.reason == nil)
    }

    @Test(arguments: ["gh:x", "gh:1.0", "exec:1.0.0"])
    func protocolThatIsNoNamedRegistry(_ version: String) throws {
        let lockfile = try read(
            "lockfileVersion: '9.0'\npackages:\n  'a@\(version)':\n    resolution: {integrity: x}\n"
                + "snapshots:\n  'a@\(version)': {}\n")
        #expect(lockfile.entries.map(\.class) == [.unsupported])
    }

    /// What the configuration needs comes from the registry and runs at install; the package manager itself is its own affair.
    @Test func configurationInTheFirstDocument() throws {
        let environment = """
            ---
            lockfileVersion: '9.0'

            importers:

              .:
                configDependencies:
                  conf:
                    specifier: 1.0.0
                    version: 1.0.0
                packageManagerDependencies:
                  pnpm:
                    specifier: 12.0.0
                    version: 12.0.0

            packages:

              conf@1.0.0:
                resolution: {integrity: \(Samples.digest)}

              extra@1.0.0:
                resolution: {integrity: \(Samples.digest)}

              part@1.0.0:
                resolution: {integrity: \(Samples.digest)}

              pnpm@12.0.0:
                resolution: {integrity: \(Samples.digest)}

              shared@1.0.0:
                resolution: {integrity: \(Samples.digest)}

            snapshots:

              conf@1.0.0:
                optionalDependencies:
                  shared: 1.0.0

              extra@1.0.0: {}

              part@1.0.0: {}

              pnpm@12.0.0:
                dependencies:
                  part: 1.0.0
                  shared: 1.0.0

              shared@1.0.0: {}

            ---
            \(Samples.pnpm9)
            """
        #expect(
            try summary(read(environment)).prefix(5) == [
                "registry conf@1.0.0", "registry extra@1.0.0", "runtime part@1.0.0", "runtime pnpm@12.0.0",
                "registry shared@1.0.0",
            ])
    }

    /// pnpm writes `+` for the colon before a port.
    @Test func portOfARegistryInAKeyOfVersion5() throws {
        let lockfile = try read(
            "lockfileVersion: 5.3\npackages:\n  localhost+4873/foo/1.0.0:\n    resolution: {integrity: x}\n")
        #expect(summary(lockfile) == ["registry foo@1.0.0"])
        #expect(lockfile.entries.first?.registry == "https://localhost:4873")
    }

    @Test func aProjectsPathWithoutEndIsRefused() {
        let path = String(repeating: "a/", count: 600)
        #expect(
            refusal("lockfileVersion: '9.0'\nimporters:\n  ? \(path)b\n  : {}\n")
                == .pathTooLong(limit: LockfileLimits.maximumPathBytes))
    }

    @Test func packageWithoutResolutionIsNoRegistryPackage() throws {
        let lockfile = try read("lockfileVersion: 5.3\npackages:\n  /a/1.0.0:\n    dev: true\n")
        #expect(lockfile.entries.first?.reason == .noResolution)
    }
}
