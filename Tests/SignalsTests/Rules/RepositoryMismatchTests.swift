import Registry
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

    /// A stolen token, and provenance from a repository of the thief's own, which only his release names.
    @Test func aSourceThatNoEarlierReleaseNamedIsModerateAndVouchesForNobody() throws {
        var package = try PackumentBuilder("p", repository: "o/r")
        try package.publishHistory("1.0", count: 3, before: "2025-06-01")
        try package.publish(
            "1.0.3", "2025-06-02", by: .person("thief"), provenance: true, repository: "thief/r")
        let origin = VerifiedOrigin.example(repository: "https://github.com/thief/r", id: "666")
        let result = try package.packument.judged("1.0.3", origin: origin)
        #expect(result.severity(of: .repositoryMismatch) == .moderate)
        #expect(result.severity(of: .newPublisher) == .moderate)
        #expect(result.provenanceStatus(.verified(origin)) == .changed)
        // The next day's release has a past that names it.
        try package.publish(
            "1.0.4", "2025-06-04", by: .person("thief"), provenance: true, repository: "thief/r")
        #expect(try package.packument.judged("1.0.4", origin: origin, sameOrigin: "1.0.3").findings == [])
    }

    @Test func aSourceThatEarlierReleasesWereBuiltInIsQuiet() throws {
        var package = try PackumentBuilder("p", repository: "o/old")
        try package.publishHistory("1.0", count: 3, before: "2025-06-01", by: .github, provenance: true)
        try package.publish("1.0.3", "2025-06-02", by: .github, provenance: true, repository: "o/new")
        let result = try package.packument.judged(
            "1.0.3", origin: .example(repository: "https://github.com/o/new"),
            earlierOrigins: ["1.0.2": .example(repository: "https://github.com/o/old")])
        #expect(result.severity(of: .repositoryMismatch) == nil)
    }

    private static let thiefs = VerifiedOrigin.example(repository: "https://github.com/thief/r", id: "666")

    /// Releases that name `o/r`, and a thief's.
    private func stolen(_ publish: (inout PackumentBuilder) throws -> Void) throws -> ReleaseAssessment {
        var package = try PackumentBuilder("p", repository: "o/r")
        try package.publishHistory("1.0", count: 3, before: "2025-06-01")
        try publish(&package)
        return try package.packument.judged("1.0.3", origin: Self.thiefs)
    }

    /// The package's field is the newest release's word, and no past of releases that named nothing.
    @Test func whatTheNewestReleaseSaysIsNoPast() throws {
        var package = try PackumentBuilder("p")
        try package.publish("0.9.0", "2024-01-01", namesRepository: false)
        package.name(repository: "o/r")
        try package.publishHistory("1.0", count: 3, before: "2025-06-01")
        try package.publish("1.0.3", "2025-06-02", by: .person("thief"), provenance: true, repository: "thief/r")
        package.name(repository: "thief/r")
        let result = try package.packument.judged("1.0.3", origin: Self.thiefs)
        #expect(result.severity(of: .repositoryMismatch) == .moderate)
        #expect(result.severity(of: .newPublisher) == .moderate)
    }

    @Test("who names nothing is held to what earlier releases named", arguments: [nil, "o/r", "thief/r"])
    func namingNothingIsNoWayAround(package field: String?) throws {
        let result = try stolen {
            try $0.publish("1.0.3", "2025-06-02", by: .person("thief"), provenance: true, namesRepository: false)
            $0.name(repository: field)
        }
        #expect(result.severity(of: .repositoryMismatch) == .moderate)
        #expect(result.severity(of: .newPublisher) == .moderate)
        #expect(result.provenanceStatus(.verified(Self.thiefs)) == .changed)
    }

    @Test func whoNamesNothingAndWasBuiltWhereEarlierReleasesSayIsQuiet() throws {
        var package = try PackumentBuilder("p", repository: "o/r")
        try package.publishHistory("1.0", count: 3, before: "2025-06-01", by: .github, provenance: true)
        try package.publish("1.0.3", "2025-06-02", by: .github, provenance: true, namesRepository: false)
        // The package has moved since.
        package.name(repository: "o/new")
        #expect(try package.packument.judged("1.0.3", origin: .example(), sameOrigin: "1.0.2").findings == [])
    }

    @Test func whatThePackageSaysStandsForAReleaseThatSaysNothing() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-06-02", by: .github, provenance: true)
        package.name(repository: "victim/famous")
        let result = try package.packument.judged("1.0.0", origin: .example())
        #expect(result.severity(of: .repositoryMismatch) == .moderate)
    }

    @Test func namingTheVictimIsPunishedAsNamingOnesOwn() throws {
        let result = try stolen { try $0.publish("1.0.3", "2025-06-02", by: .person("thief"), provenance: true) }
        #expect(result.severity(of: .repositoryMismatch) == .moderate)
        #expect(result.severity(of: .newPublisher) == .moderate)
    }

    @Test func aRepositoryThatCannotBeReadIsUnanswered() throws {
        let result = try stolen {
            try $0.publish("1.0.3", "2025-06-02", by: .person("thief"), provenance: true)
            $0.garbleRepository()
        }
        #expect(result.isUnanswered(.repositoryMismatch))
        #expect(result.severity(of: .newPublisher) == .moderate)
        #expect(result.isOriginOpen)
        #expect(result.provenanceStatus(.verified(Self.thiefs)) == .unknown)
    }

    @Test func aReleaseThatNamesNothingReadableMayBeChanged() {
        func mayBeChanged(_ repository: String?) -> Bool {
            ReleaseAssessment.mayBeChanged(
                .example(), repository: repository.map { RepositoryField(text: $0) }, recorded: [])
        }
        #expect(mayBeChanged(nil) && mayBeChanged("nonsense") && mayBeChanged("o/other"))
        #expect(!mayBeChanged("o/r"))
    }

    @Test func itDoesNotCorroborate() {
        #expect(RepositoryMismatch.description.group == nil)
    }
}
