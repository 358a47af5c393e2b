import Testing

@testable import Signals

@Suite struct VersionAnomalyTests {
    private func reasons(
        _ versions: [(String, String)], latest: String? = nil, removed: String? = nil
    ) throws -> [String] {
        var package = try PackumentBuilder("p")
        for (version, time) in versions { try package.publish(version, time) }
        if let latest { package.tag(latest: latest) }
        if let removed { try package.remove(removed, "2020-02-02T00:00:00.000Z") }
        let last = try #require(versions.last).0
        let finding = try package.packument.judged(last).findings.first { $0.rule == .versionAnomaly }
        #expect(finding.map(\.severity) != .moderate)
        return finding?.evidence.map(\.key) ?? []
    }

    @Test(arguments: [
        ("1.0.0", "1.0.1"), ("1.0.0", "1.1.0"), ("1.4.2", "2.0.0"), ("0.9.0", "1.0.0"), ("1.0.0", "2.0.0-a"),
    ])
    func whatFollowsIsQuiet(before: String, version: String) throws {
        #expect(try reasons([(before, "2020-01-01"), (version, "2020-02-01")], latest: version) == [])
    }

    @Test(arguments: [("1.0.0", "1.0.2"), ("1.0.0", "1.2.0"), ("1.0.0", "3.0.0"), ("7.7.3", "7.7.5")])
    func aGap(before: String, version: String) throws {
        #expect(try reasons([(before, "2020-01-01"), (version, "2020-02-01")]) == ["gap"])
    }

    @Test func aRemovedVersionIsNoGap() throws {
        #expect(try reasons([("1.0.0", "2020-01-01"), ("1.0.2", "2020-03-01")], removed: "1.0.1") == [])
        // It was there when this one came out, and was removed later.
        #expect(try reasons([("1.0.0", "2020-01-01"), ("1.0.2", "2020-01-15")], removed: "1.0.1") == [])
    }

    @Test func outOfOrder() throws {
        #expect(
            try reasons([("1.0.0", "2020-01-01"), ("1.1.0", "2020-02-01"), ("1.0.1", "2020-03-01")]) == ["out of order"]
        )
    }

    @Test func aboveLatest() throws {
        #expect(
            try reasons([("1.0.0", "2020-01-01"), ("1.0.1", "2020-02-01")], latest: "1.0.0") == ["above latest"])
    }

    @Test func aLineThatWasLeft() throws {
        let line = [("1.0.0", "2020-01-01"), ("2.0.0", "2020-02-01")]
        #expect(try reasons(line + [("1.0.1", "2020-12-31T12:00:00.000Z")]) == [])
        #expect(try reasons(line + [("1.0.1", "2020-12-31T12:00:00.001Z")]) == ["left line"])
    }
}
