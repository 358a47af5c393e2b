import Registry
import Testing

@testable import Signals

@Suite struct UnpublishedNeighbourTests {
    private func package(removed: String) throws -> PackumentBuilder {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01")
        try package.remove("1.0.1", removed)
        return package
    }

    private let script = InstallScripts(postinstall: "x")

    @Test func withinSevenDays() throws {
        var near = try package(removed: "2025-02-01T00:00:00.000Z")
        try near.publish("1.0.2", "2025-02-08T00:00:00.000Z", scripts: script)
        #expect(try near.packument.judged("1.0.2").severity(of: .unpublishedNeighbour) == .low)
        var far = try package(removed: "2025-02-01T00:00:00.000Z")
        try far.publish("1.0.2", "2025-02-08T00:00:00.001Z", scripts: script)
        #expect(try far.packument.judged("1.0.2").severity(of: .unpublishedNeighbour) == nil)
        var later = try package(removed: "2025-02-01T00:00:00.000Z")
        try later.publish("1.0.2", "2025-01-31T00:00:00.000Z", scripts: script)
        #expect(try later.packument.judged("1.0.2").severity(of: .unpublishedNeighbour) == nil)
    }

    @Test func theFirstReleaseThatIsAgainAsBeforeIsQuiet() throws {
        var package = try package(removed: "2025-02-01T00:00:00.000Z")
        try package.publish("1.0.2", "2025-02-01T02:00:00.000Z")
        try package.publish("1.0.3", "2025-02-01T03:00:00.000Z")
        #expect(try package.packument.judged("1.0.2").findings == [])
        #expect(try package.packument.judged("1.0.3").severity(of: .unpublishedNeighbour) == .low)
    }
}
