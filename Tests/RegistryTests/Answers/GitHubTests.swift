import JSONCursor
import PackageModel
import Registry
import Testing

@Suite struct GitHubTests {
    @Test func aRepositoryIsRead() throws {
        let text = #"""
            {"id":42,"full_name":"alice/x","created_at":"2013-08-03T00:00:00Z","pushed_at":"2026-05-01T10:00:00Z",
            "stargazers_count":21000,"archived":false,"fork":true,"default_branch":"main","owner":{"login":"alice"}}
            """#
        let repository = try GitHubRepository(decoding: Array(text.utf8))
        #expect(
            repository
                == GitHubRepository(
                    created: try Timestamp(parsing: "2013-08-03"),
                    lastPush: try Timestamp(parsing: "2026-05-01T10:00:00Z"), stars: 21_000, isArchived: false))
    }

    @Test func missingFactsAreUnknown() throws {
        let text = #"{"id":42,"full_name":"alice/x","stargazers_count":-1,"archived":null,"pushed_at":null}"#
        let repository = try GitHubRepository(decoding: Array(text.utf8))
        #expect(repository == GitHubRepository())
    }

    @Test func aMessageIsNoRepository() {
        #expect(throws: GitHubError.unexpectedShape) {
            try GitHubRepository(decoding: Array(#"{"message":"Not Found"}"#.utf8))
        }
    }

    @Test func listsAreCountedAsFarAsThePageGoes() throws {
        let count = { (text: String) in try GitHubList.count(Array(text.utf8), pageSize: 3) }
        #expect(try count("[]") == ListedCount(count: 0, isLowerBound: false))
        #expect(try count("") == ListedCount(count: 0, isLowerBound: false))
        #expect(try count("[{},{}]") == ListedCount(count: 2, isLowerBound: false))
        #expect(try count("[{},{},{}]") == ListedCount(count: 3, isLowerBound: true))
        #expect(throws: GitHubError.unexpectedShape) { try count("{}") }
    }

    @Test func prereleasesAndDraftsAreNoReleases() throws {
        let text = #"[{"prerelease":false},{"prerelease":true},{"prerelease":false,"draft":true}]"#
        #expect(try GitHubList.releases(Array(text.utf8), pageSize: 3) == ListedCount(count: 1, isLowerBound: true))
        #expect(throws: GitHubError.unexpectedShape) { try GitHubList.releases(Array("[{}]".utf8), pageSize: 3) }
    }
}
