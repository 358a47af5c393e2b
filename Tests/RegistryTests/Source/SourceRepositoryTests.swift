import Registry
import Testing

@Suite struct SourceRepositoryTests {
    @Test(arguments: [
        "https://github.com/Alice/x", "https://github.com/alice/x.git", "http://github.com/alice/x",
        "git://github.com/alice/x.git",
        "git+https://github.com/alice/x.git", "git+ssh://git@github.com/alice/x.git",
        "ssh://git@github.com/alice/x.git",
        "ssh://git@github.com:alice/x.git", "git@github.com:alice/x.git", "github:alice/x", "alice/x",
        "https://www.github.com/alice/x",
        "https://GitHub.com/ALICE/X/", "https://user:secret@github.com/alice/x", "https://github.com:443/alice/x",
        "git+https://github.com/alice/x.git#main", "https://github.com/alice/x?tab=readme",
        " https://github.com/alice/x\n",
        "https://github.com/alice/x/issues", "github.com/alice/x", "https://github.com/alice/x/tree/main/packages/y",
    ])
    func manySpellingsOfOneRepositoryAreEqual(_ text: String) throws {
        let expected = try #require(SourceRepository(parsing: "https://github.com/alice/x"))
        let repository = try #require(SourceRepository(parsing: text))
        #expect(repository == expected)
        #expect(repository.hashValue == expected.hashValue)
        #expect(repository.isOnGitHub)
    }

    @Test(arguments: [
        "https://github.com/alice/y", "https://github.com/bob/x", "https://gitlab.com/alice/x",
        "https://github.com.evil.example/alice/x",
        "https://evil.example/github.com/alice/x", "https://github.com@evil.example/alice/x",
        "https://github.com:8443/alice/x",
        "https://github.com/alice/x.", "https://github.com/alice/x.git.git",
    ])
    func othersAreNot(_ text: String) throws {
        let expected = try #require(SourceRepository(parsing: "https://github.com/alice/x"))
        #expect(SourceRepository(parsing: text) != expected)
    }

    @Test(arguments: [
        "", " ", "x", "https://github.com/", "https://github.com/alice", "https://github.com/../x",
        "https://github.com/alice/..",
        "https://github.com/alice/.git", "https://github.com/al ice/x", "https://github.com/alice/x%2f",
        "javascript:alert(1)",
        "file:///etc/passwd", "git+file:///a/b", "https:///alice/x", "https://[::1]/alice/x", "gist:0123456789",
        "a/b/c",
        "https://github.com/\u{1B}/x", "https://github.com/alice/x\u{202E}", "https://localhost/alice/x",
    ])
    func whatNamesNoRepositoryIsRefused(_ text: String) {
        #expect(SourceRepository(parsing: text) == nil)
    }

    @Test func ownersOfGitLabMayBeGroupsOfGroups() throws {
        let repository = try #require(SourceRepository(parsing: "https://gitlab.com/group/sub/x.git"))
        #expect(repository.owner == "group/sub")
        #expect(repository.name == "x")
        #expect(repository.url == "https://gitlab.com/group/sub/x")
        #expect(SourceRepository(parsing: "https://gitlab.com/group/sub/x/-/tree/main/a") == repository)
    }

    @Test func caseCountsWhereTheHostCountsIt() throws {
        #expect(
            SourceRepository(parsing: "https://git.example.org/A/x")
                != SourceRepository(parsing: "https://git.example.org/a/x"))
        #expect(
            SourceRepository(parsing: "https://GIT.example.org/a/x")
                == SourceRepository(parsing: "https://git.example.org/a/x"))
    }

    @Test func aFolderInsideIsLeftOut() {
        let folder = SourceRepository(parsing: "https://github.com/alice/x/tree/main/packages/y")
        #expect(folder?.url == "https://github.com/alice/x")
    }

    @Test func lengthIsBounded() {
        #expect(SourceRepository(parsing: "alice/" + String(repeating: "x", count: 3000)) == nil)
    }

    /// Found by `fuzz-answers`: what was left of the host was read as an owner the second time.
    @Test(arguments: ["ssh://git@github.com:x:y/alice/x", "https://host.example:1:2/alice/x", "git@a.b:c:d/e/f"])
    func aSecondColonIsNoHost(_ text: String) throws {
        guard let repository = SourceRepository(parsing: text) else { return }
        #expect(SourceRepository(parsing: repository.url) == repository)
    }
}
