import Testing

@testable import Signals

@Suite struct WokeUpTests {
    private func severity(_ time: String, at version: String = "1.0.1") throws -> Severity? {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2020-01-01T00:00:00.000Z")
        try package.publish("1.0.1", time)
        if version == "1.0.2" { try package.publish("1.0.2", time.replacingHour("23")) }
        return try package.packument.judged(version).severity(of: .wokeUp)
    }

    @Test func afterMoreThanTwoYears() throws {
        // Two years of 365.25 days.
        #expect(try severity("2021-12-31T12:00:00.000Z") == nil)
        #expect(try severity("2021-12-31T12:00:00.001Z") == .moderate)
    }

    @Test func theWholeFirstDayCounts() throws {
        #expect(try severity("2023-01-01T12:00:00.000Z", at: "1.0.2") == .moderate)
    }

    @Test func aFirstReleaseDoesNotWakeUp() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2020-01-01")
        #expect(try package.packument.judged("1.0.0").findings == [])
    }
}

extension String {
    fileprivate func replacingHour(_ hour: String) -> String { prefix(11) + hour + dropFirst(13) }
}
