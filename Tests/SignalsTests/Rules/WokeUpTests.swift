import Testing

@testable import Signals

@Suite struct WokeUpTests {
    private func severity(_ time: String) throws -> Severity? {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2020-01-01T00:00:00.000Z")
        try package.publish("1.0.1", time)
        return try package.packument.judged("1.0.1").severity(of: .wokeUp)
    }

    @Test func afterMoreThanTwoYears() throws {
        // Two years of 365.25 days.
        #expect(try severity("2021-12-31T12:00:00.000Z") == nil)
        #expect(try severity("2021-12-31T12:00:00.001Z") == .moderate)
    }

    @Test func everyBranchWakesUpOnTheFirstDay() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2020-01-01")
        try package.publish("2.0.0", "2020-02-01")
        try package.publish("1.0.1-0", "2023-01-01T09:00:00.000Z")
        try package.publish("1.0.1", "2023-01-01T10:00:00.000Z")
        try package.publish("2.0.1", "2023-01-01T20:00:00.000Z")
        try package.publish("2.0.2", "2023-01-01T21:00:00.000Z")
        try package.publish("1.0.7", "2023-01-01T22:00:00.000Z")
        try package.publish("1.0.4", "2023-01-01T22:30:00.000Z")
        // A pre-release that nobody looks at does not hide the release behind it.
        for version in ["1.0.1-0", "1.0.1", "2.0.1"] {
            #expect(try package.packument.judged(version).severity(of: .wokeUp) == .moderate)
        }
        for version in ["2.0.2", "1.0.7", "1.0.4"] {
            #expect(try package.packument.judged(version).severity(of: .wokeUp) == nil)
        }
    }

    @Test func aFirstReleaseDoesNotWakeUp() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2020-01-01")
        #expect(try package.packument.judged("1.0.0").findings == [])
    }
}
