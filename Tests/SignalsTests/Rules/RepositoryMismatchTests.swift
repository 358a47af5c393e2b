import Testing

@testable import Signals

@Suite struct RepositoryMismatchTests {
    private func judged(
        named: String?, source: String, id: String? = "1", earlier: [String: VerifiedOrigin] = [:]
    ) throws -> ReleaseAssessment {
        var package = try PackumentBuilder("p", repository: named)
        try package.publishHistory("1.0", count: 2, before: "2025-06-01", by: .github, provenance: true)
        return try package.packument.judged(
            "1.0.1", origin: .example(repository: source, id: id), earlierOrigins: earlier)
    }

    @Test(arguments: ["git+https://github.com/O/R.git", "github:o/r", "o/r", "git@github.com:o/r.git"])
    func anySpellingOfTheSourceIsQuiet(named: String) throws {
        #expect(try judged(named: named, source: "https://github.com/o/r").findings == [])
    }

    @Test(arguments: ["https://github.com/o/other", "https://gitlab.com/o/r", "nonsense"])
    func anotherRepositoryIsModerate(named: String) throws {
        let result = try judged(named: named, source: "https://github.com/o/r")
        #expect(result.severity(of: .repositoryMismatch) == .moderate)
        #expect(result.provenanceStatus(.verified(.example())) == .changed)
    }

    @Test func noRepositoryIsNoContradiction() throws {
        #expect(try judged(named: nil, source: "https://github.com/o/r").findings == [])
    }

    @Test func theOldNameOfARenamedRepositoryIsQuiet() throws {
        let renamed = try judged(
            named: "o/old", source: "https://github.com/o/new",
            earlier: ["1.0.0": .example(repository: "https://github.com/o/old")])
        #expect(renamed.severity(of: .repositoryMismatch) == nil)
        let recreated = try judged(
            named: "o/old", source: "https://github.com/o/new", id: "2",
            earlier: ["1.0.0": .example(repository: "https://github.com/o/old")])
        #expect(recreated.severity(of: .repositoryMismatch) == .moderate)
    }

    @Test func itDoesNotCorroborate() {
        #expect(RepositoryMismatch.description.group == nil)
    }
}
