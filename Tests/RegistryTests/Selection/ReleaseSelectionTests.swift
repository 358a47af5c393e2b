import PackageModel
import Registry
import Testing

@Suite struct ReleaseSelectionTests {
    /// Versions by `version`, `version!` when deprecated, published on 1 January of one year after the other from 2020.
    private func packument(_ versions: [String], tags: [String: String] = [:]) throws -> Packument {
        var packument = Packument(name: try PackageName(parsing: "x"))
        for (index, text) in versions.enumerated() {
            let isDeprecated = text.hasSuffix("!")
            packument.releases.append(
                Release(
                    versionText: isDeprecated ? String(text.dropLast()) : text,
                    publishedAt: try Timestamp(parsing: "\(2020 + index)-01-01"),
                    deprecation: isDeprecated ? "old" : nil))
        }
        packument.distTags = tags.map { DistTag(tag: $0, version: $1) }
        return packument
    }

    private let always = Timestamp(milliseconds: .max)

    private func select(_ packument: Packument, _ selector: String, year: Int? = nil) throws -> String {
        let instant = try year.map { try Timestamp(parsing: "\($0)-06-01") } ?? always
        return try packument.release(#require(ReleaseSelector(parsing: selector)), at: instant).versionText
    }

    @Test(arguments: [
        // What npm-pick-manifest takes, rule by rule.
        ("*", "1.2.0"), ("^1.0.0", "1.2.0"), ("1", "1.2.0"), ("~1.0.0", "1.0.1"), ("1.0.1", "1.0.1"),
        (">=1.3.0", "2.0.0"),
        ("", "1.2.0"), ("latest", "1.2.0"), ("next", "3.0.0-rc.1"), ("^2.0.0", "2.0.0"), ("3.0.0-rc.1", "3.0.0-rc.1"),
        ("^3.0.0-rc.0", "3.0.0-rc.1"), ("<1.0.1", "1.0.0"),
    ])
    func aSelectorTakesWhatNpmTakes(_ selector: String, _ expected: String) throws {
        let packument = try packument(
            ["1.0.0", "1.0.1", "1.2.0", "1.3.0!", "2.0.0", "3.0.0-rc.1"],
            tags: ["latest": "1.2.0", "next": "3.0.0-rc.1"])
        #expect(try select(packument, selector) == expected)
    }

    @Test func latestWinsOverHigherMatchesAndTheHighestOtherwise() throws {
        let versions = ["1.0.0", "1.1.0", "1.2.0"]
        #expect(try select(packument(versions, tags: ["latest": "1.1.0"]), "^1.0.0") == "1.1.0")
        #expect(try select(packument(versions, tags: ["latest": "1.0.0"]), ">1.0.0") == "1.2.0")
        #expect(try select(packument(versions), "^1.0.0") == "1.2.0")
    }

    @Test func deprecatedReleasesComeLast() throws {
        #expect(try select(packument(["1.0.0", "1.1.0!"], tags: ["latest": "1.1.0"]), "^1.0.0") == "1.0.0")
        #expect(try select(packument(["1.0.0!", "1.1.0!"], tags: ["latest": "1.0.0"]), "^1.0.0") == "1.1.0")
        // The name alone is the tag, whatever its owner says about the version.
        let tagged = try packument(["1.0.0", "1.1.0!"], tags: ["latest": "1.1.0"])
        #expect(try tagged.release(.latest, at: always).versionText == "1.1.0")
    }

    @Test func aStarTakesAPrereleaseThatIsLatest() throws {
        let packument = try packument(["1.0.0", "2.0.0-rc.1"], tags: ["latest": "2.0.0-rc.1"])
        #expect(try select(packument, "*") == "2.0.0-rc.1")
        #expect(try select(packument, ">=0.0.0") == "1.0.0")
    }

    @Test func whatWasPublishedLaterDoesNotExist() throws {
        let packument = try packument(
            ["1.0.0", "1.1.0", "2.0.0-rc.1", "2.0.0"], tags: ["latest": "2.0.0", "next": "2.0.0-rc.1"])
        #expect(packument.latest(at: always)?.basis == .tag)
        #expect(try select(packument, "latest", year: 2023) == "2.0.0")
        #expect(try select(packument, "latest", year: 2022) == "1.1.0")
        #expect(packument.latest(at: try Timestamp(parsing: "2022-06-01"))?.basis == .highestStable)
        #expect(try select(packument, "*", year: 2020) == "1.0.0")
        #expect(throws: SelectionError.noneBy(try Timestamp(parsing: "2019-06-01"))) {
            try select(packument, "*", year: 2019)
        }
        #expect(throws: SelectionError.noSuchVersion("2.0.0")) { try select(packument, "2.0.0", year: 2022) }
        #expect(throws: SelectionError.danglingTag("next", version: "2.0.0-rc.1")) {
            try select(packument, "next", year: 2021)
        }
        #expect(packument.releaseCount(at: always) == 3)
        #expect(packument.releaseCount(at: try Timestamp(parsing: "2022-06-01")) == 2)
    }

    @Test func theInstantOfPublicationCounts() throws {
        let packument = try packument(["1.0.0"])
        #expect(packument.latest(at: try Timestamp(parsing: "2020-01-01T00:00:00Z")) != nil)
        #expect(packument.latest(at: try Timestamp(parsing: "2019-12-31T23:59:59.999Z")) == nil)
    }

    @Test func withoutAUsableTagTheHighestStableVersionIsLatest() throws {
        #expect(try packument(["1.0.0", "2.0.0", "1.5.0"]).latest(at: always)?.release.versionText == "2.0.0")
        let dangling = try packument(["1.0.0", "3.0.0-rc.1"], tags: ["latest": "9.9.9"])
        #expect(dangling.latest(at: always)?.release.versionText == "1.0.0")
        let prereleases = try packument(["1.0.0-a", "1.0.0-b"])
        #expect(prereleases.latest(at: always)?.release.versionText == "1.0.0-b")
        #expect(prereleases.latest(at: always)?.basis == .highestPrerelease)
        #expect(prereleases.releaseCount(at: always) == 0)
    }

    @Test func aVersionWithoutATimeExists() throws {
        var packument = try packument(["1.0.0"])
        packument.releases[0].publishedAt = nil
        #expect(packument.latest(at: Timestamp(milliseconds: 0))?.release.versionText == "1.0.0")
    }

    @Test func failuresAreNamed() throws {
        let packument = try packument(["1.0.0"])
        #expect(throws: SelectionError.noneInRange("^2.0.0")) { try select(packument, "^2.0.0") }
        #expect(throws: SelectionError.noSuchTag("beta")) { try select(packument, "beta") }
        #expect(throws: SelectionError.noSuchVersion("1.0.1")) { try select(packument, "1.0.1") }
        #expect(throws: SelectionError.noReleases) { try select(self.packument([]), "latest") }
    }

    @Test(arguments: ["a b", "a/b", "a%", "é", "\u{1B}[31m", "a\n"])
    func whatIsNoSelectorIsRefused(_ text: String) {
        #expect(ReleaseSelector(parsing: text) == nil)
    }
}
