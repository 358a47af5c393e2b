import Lockfiles
import Testing

@Suite struct BunTests {
    @Test func classes() throws {
        let lockfile = try read(Samples.bun)
        #expect(lockfile.format == .bun && lockfile.formatVersion == "1")
        #expect(
            summary(lockfile) == [
                "registry a@1.0.0", "registry b@1.0.0", "registry old=real@3.0.0", "git repo", "workspace w",
                "registry b@2.0.0",
            ])
        #expect(lockfile.entry("b@1.0.0")?.registry == "https://npm.example.com")
        #expect(lockfile.entry("b@2.0.0")?.optional == true && lockfile.entry("w")?.dev == false)
        #expect(lockfile.paths("b@2.0.0") == [["app", "a@1.0.0", "b@2.0.0"]])
        #expect(lockfile.paths("b@1.0.0") == [["w", "b@1.0.0"]])
        #expect(lockfile.entry("a@1.0.0")?.line == 9 && lockfile.entry("a@1.0.0")?.integrity == Samples.digest)
    }

    @Test(arguments: ["2", "-1", "null"])
    func unknownVersion(_ version: String) {
        let text = Samples.bun.replacing("\"lockfileVersion\": 1", with: "\"lockfileVersion\": \(version)")
        guard case .unsupportedVersion(.bun, _) = refusal(text, "bun.lock") else { Issue.record("read"); return }
    }

    @Test func binaryForm() {
        #expect(refusal("#!/usr/bin/env bun\nbun-lockfile-format-v0\n\u{0}", "bun.lockb") == .binaryBunLockfile)
    }

    @Test(arguments: [#""a": []"#, #""a": {}"#, #""a": [1]"#, #""a": ["a"]"#, #""a": ["a@1.0.0", {}]"#])
    func badTuple(_ tuple: String) {
        let text = #"{"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {\#(tuple)}}"#
        #expect(refusal(text, "bun.lock") == .unexpectedType(key: "a"))
    }
}

@Suite struct DenoTests {
    @Test func version2() throws {
        let lockfile = try read(Samples.deno2)
        #expect(lockfile.format == .deno && lockfile.formatVersion == "2")
        #expect(summary(lockfile) == ["registry a@1.0.0", "remote https://deno.land/std/a.ts"])
        #expect(lockfile.entries.last?.integrity?.hasPrefix("sha256-") == true)
    }

    @Test func version3() throws {
        #expect(try summary(read(Samples.deno3)) == ["registry a@1.0.0", "registry b@2.0.0", "jsr @std/x@1.0.0"])
        #expect(try read(Samples.deno3).paths("b@2.0.0") == [[".", "a@1.0.0", "b@2.0.0"]])
    }

    @Test func version5() throws {
        let lockfile = try read(Samples.deno5)
        #expect(summary(lockfile) == ["registry @s/a@1.0.0", "registry b@2.0.0", "jsr @std/x@1.0.0"])
        #expect(lockfile.entry("b@2.0.0")?.registry == "https://npm.example.com")
        #expect(lockfile.paths("b@2.0.0") == [[".", "@std/x@1.0.0", "@s/a@1.0.0", "b@2.0.0"]])
    }

    @Test(arguments: ["1", "6"])
    func unknownVersion(_ version: String) {
        let text = #"{"version": "\#(version)", "remote": {}}"#
        #expect(refusal(text, "deno.lock") == .unsupportedVersion(.deno, version))
    }
}

@Suite struct ManifestTests {
    @Test func rangesWithoutVersions() throws {
        let lockfile = try read(Samples.manifest)
        #expect(lockfile.format == .manifest)
        #expect(
            summary(lockfile) == [
                "registry a", "registry old=@s/real", "file here", "git repo", "tarball far", "registry both",
            ])
        #expect(
            lockfile.entries.map(\.range) == [
                "^1.0.0", "3", "file:./here", "o/r", "https://example.com/far-1.0.0.tgz", "2",
            ])
        #expect(lockfile.entries.map(\.dev) == [false, false, true, true, true, false])
        #expect(lockfile.entries.last?.optional == true)
    }

    @Test func membersOfTheWorkspace() throws {
        let member = #"{"name": "w", "dependencies": {"c": "1"}}"#
        let lockfile = try read(#"{"name": "app", "dependencies": {"w": "*"}}"#, manifests: [member])
        #expect(summary(lockfile) == ["workspace w", "registry c"])
    }

    @Test(arguments: [
        (#"{"dependencies": {"chalk": 1}}"#, "chalk"), (#"{"dependencies": ["chalk@1"]}"#, "dependencies"),
        (#"{"dependencies": "chalk"}"#, "dependencies"), (#"{"devDependencies": [["x"]]}"#, "devDependencies"),
        (#"{"optionalDependencies": 1}"#, "optionalDependencies"),
        (#"{"peerDependencies": false}"#, "peerDependencies"),
    ])
    func dependenciesOfAnotherType(_ text: String, _ key: String) {
        #expect(refusal(text, "package.json") == .unexpectedType(key: key))
        #expect(throws: LockfileError.self) { try ProjectManifest(parsing: Array(text.utf8)) }
    }

    @Test(arguments: ["null", "[]", "{}"])
    func noDependencies(_ value: String) throws {
        #expect(try read(#"{"dependencies": \#(value)}"#, "package.json").entries.isEmpty)
    }

    @Test(arguments: [#"{"workspaces": ["a", "b/*"]}"#, #"{"workspaces": {"packages": ["a", "b/*"]}}"#])
    func patterns(_ text: String) throws {
        #expect(try ProjectManifest(parsing: Array(text.utf8)).workspacePatterns == ["a", "b/*"])
    }
}
