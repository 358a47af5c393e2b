import PackageModel
import Testing

@testable import Signals

@Suite struct ReleaseTimelineTests {
    @Test func oneMarkForEachReleaseAndRemovalUpToTheAuditedOne() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", by: .person("a"))
        try package.publish("1.0.1", "2025-02-01", by: .person("a"))
        try package.publish("1.1.0", "2025-03-01", by: .github, provenance: true)
        try package.publish("1.1.1", "2025-05-01", by: .person("b"))
        try package.publish("1.1.2", "2025-06-01", by: .person("b"))
        try package.remove("1.0.9", "2025-04-01T00:00:00.000Z")
        let history = try #require(ReleaseHistory.upTo(Version(1, 1, 1), in: package.packument).value)
        let timeline = ReleaseTimeline(history)
        #expect(timeline.marks.map(\.version.text) == ["1.0.0", "1.0.1", "1.1.0", "1.0.9", "1.1.1"])
        #expect(timeline.marks.map { $0.event == .removed } == [false, false, false, true, false])
        #expect(timeline.periods.map(\.publisher.description) == ["a", "github (trusted publisher)", "b"])
        #expect(timeline.periods.map(\.level) == [.none, .trustedProvenance, .none])
        #expect(timeline.periods.map(\.releases) == [2, 1, 1])
        #expect(timeline.periods[0].first.text == "1.0.0")
        #expect(timeline.periods[0].last.text == "1.0.1")
    }

    @Test func aLevelThatChangesBeginsAPeriod() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", provenance: true)
        try package.publish("1.0.1", "2025-02-01")
        let history = try #require(ReleaseHistory.upTo(Version(1, 0, 1), in: package.packument).value)
        #expect(ReleaseTimeline(history).periods.map(\.level) == [.provenance, .none])
    }

    @Test func linesAreToldApart() throws {
        var package = try PackumentBuilder("p")
        try package.publish("0.1.0", "2025-01-01", by: .person("a"))
        try package.publish("1.0.0", "2025-02-01", by: .github, provenance: true)
        try package.publish("0.1.1", "2025-03-01", by: .person("a"))
        try package.publish("1.0.1", "2025-04-01", by: .github, provenance: true)
        try package.publish("0.2.0", "2025-05-01", by: .person("b"))
        try package.publish("1.0.2", "2025-06-01", by: .person("b"))
        let history = try #require(ReleaseHistory.upTo(Version(1, 0, 2), in: package.packument).value)
        let timeline = ReleaseTimeline(history)
        #expect(timeline.line.description == "1.x")
        #expect(timeline.periods.map(\.releases) == [2, 1])
        #expect(timeline.otherLines.map(\.line.description) == ["0.2.x", "0.1.x"])
        #expect(timeline.otherLines.map(\.releases) == [1, 2])
        #expect(timeline.otherLines[1].last.text == "0.1.1")
    }
}
