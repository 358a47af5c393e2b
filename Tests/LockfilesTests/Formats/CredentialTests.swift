import Lockfiles
import Testing

/// Names and passwords in the addresses of a lock file: what is shown of an entry has none.
@Suite struct CredentialTests {
    private func shown(_ lockfile: Lockfile) -> [String] {
        lockfile.entries.flatMap { [$0.name, $0.alias, $0.version, $0.registry, $0.range].compactMap(\.self) }
            + lockfile.entries.indices.flatMap { lockfile.dependencyPaths(to: $0).flatMap(\.self) }
    }

    @Test(arguments: [
        (
            "bun.lock",
            #"{"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {"a": ["a@1.0.0", "https://user:S3CRET@npm.corp.example/", {}, ""]}}"#
        ),
        (
            "package-lock.json",
            #"{"lockfileVersion": 1, "dependencies": {"a": {"version": "git+https://x-token:S3CRET@github.com/o/r.git#1"}, "b": {"version": "https://S3CRET@github.com/b-1.0.0.tgz"}, "c": {"version": "odd+x://u:S3CRET@h/c"}}}"#
        ),
        (
            "package-lock.json",
            #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "git+ssh://u:S3CRET@github.com/o/r.git"}}}"#
        ),
        ("deno.lock", #"{"version": "5", "remote": {"https://user:S3CRET@h.example/mod.ts": "0a"}}"#),
        (
            "pnpm-lock.yaml",
            "lockfileVersion: '9.0'\npackages:\n  https://u:S3CRET@h.example/a.tgz:\n    resolution: {tarball: https://u:S3CRET@h.example/a.tgz}\nsnapshots:\n  https://u:S3CRET@h.example/a.tgz: {}\n"
        ),
        (
            "pnpm-lock.yaml",
            "lockfileVersion: 5.3\npackages:\n  u:S3CRET@h.example/a/1.0.0:\n    resolution: {integrity: x}\n"
        ),
        (
            "yarn.lock",
            "# yarn lockfile v1\n\n\"https://u:S3CRET@h.example/a.tgz\":\n  version \"1.0.0\"\n  resolved \"https://u:S3CRET@h.example/a.tgz\"\n"
        ),
        (
            "yarn.lock",
            "# yarn lockfile v1\n\n\"a@git+https://u:S3CRET@h.example/a.git\":\n  version \"1.0.0\"\n  resolved \"git+https://u:S3CRET@h.example/a.git#1\"\n"
        ),
        (
            "package.json",
            #"{"dependencies": {"a": "git+https://u:S3CRET@h.example/a.git", "b": "https://S3CRET@h.example/b.tgz"}}"#
        ),
    ])
    func areNotShown(_ name: String, _ text: String) throws {
        let lockfile = try read(text, name)
        #expect(!lockfile.entries.isEmpty)
        #expect(!shown(lockfile).contains { $0.contains("S3CRET") }, "\(shown(lockfile))")
    }

    @Test func berryReferences() throws {
        let reference = "https://u:S3CRET@github.com/o/r.git#commit=1"
        let text = Samples.berry.replacing("npm:real@3", with: reference)
            .replacing("resolution: \"real@npm:3.0.0\"", with: "resolution: \"real@\(reference)\"")
        let lockfile = try read(text)
        #expect(lockfile.entries.last?.class == .git)
        #expect(!shown(lockfile).contains { $0.contains("S3CRET") }, "\(shown(lockfile))")
    }

    /// What is left of the address, and that the name under which ssh is spoken to is no secret.
    @Test(arguments: [
        ("git+https://x-token:S3CRET@github.com/o/r.git#1", "git+https://github.com/o/r.git#1"),
        ("https://TOKEN@h.example/a@1/b.tgz", "https://h.example/a@1/b.tgz"),
        ("git+ssh://git@github.com/o/r.git#1", "git+ssh://git@github.com/o/r.git#1"),
        ("git+ssh://git:S3CRET@github.com/o/r.git#1", "git+ssh://github.com/o/r.git#1"),
        ("git@github.com:o/r.git#1", "git@github.com:o/r.git#1"),
        ("https://h.example/a.tgz?at=a@b", "https://h.example/a.tgz?at=a@b"),
        ("https://h.example?at=a@b", "https://h.example?at=a@b"),
    ])
    func whatIsLeft(_ version: String, _ expected: String) throws {
        let lockfile = try read(#"{"lockfileVersion": 1, "dependencies": {"a": {"version": "\#(version)"}}}"#)
        #expect(lockfile.entries.first?.version == expected)
    }

    @Test func errors() {
        let text = Samples.pnpm9.replacing(
            "        version: 1.0.0(b@2.0.0)", with: "        version: https://u:S3CRET@h.example/a.tgz")
        do throws(LockfileError) {
            _ = try read(text)
            Issue.record("read")
        } catch {
            #expect(error.description.contains("https://h.example/a.tgz"), "\(error.description)")
        }
    }
}
