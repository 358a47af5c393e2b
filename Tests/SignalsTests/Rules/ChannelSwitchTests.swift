import Testing

@testable import Signals

@Suite struct ChannelSwitchTests {
    private func package() throws -> PackumentBuilder {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 3, before: "2025-01-01", by: .circleCI)
        return package
    }

    @Test func fromCIToAPersonIsModerate() throws {
        var package = try package()
        try package.publish("1.0.3", "2025-02-01")
        #expect(try package.packument.judged("1.0.3").severityAlone(of: .channelSwitch) == .moderate)
    }

    @Test func fromCIToCIIsQuiet() throws {
        var package = try package()
        try package.publish("1.0.3", "2025-02-01", by: .github)
        try package.publish("1.0.4", "2025-03-01", provenance: true)
        #expect(try package.packument.judged("1.0.3").severity(of: .channelSwitch) == nil)
        #expect(try package.packument.judged("1.0.4").severity(of: .channelSwitch) == nil)
    }

    @Test func anotherLineDoesNotCount() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2024-01-01")
        try package.publish("2.0.0", "2025-01-01", by: .github)
        try package.publish("1.0.1", "2025-02-01")
        #expect(try package.packument.judged("1.0.1").severity(of: .channelSwitch) == nil)
    }

    @Test func anAccountWithANewAddressIsModerate() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", by: .person("a", email: "a@example.com"))
        try package.publish("1.0.1", "2025-02-01", by: .person("a", email: "A@Example.com"))
        try package.publish("1.0.2", "2025-03-01T10:00:00.000Z", by: .person("a", email: "a@evil.example"))
        try package.publish("2.0.0", "2025-03-01T11:00:00.000Z", by: .person("a", email: "a@evil.example"))
        try package.publish("2.0.1", "2025-04-01", by: .person("a", email: "a@evil.example"))
        #expect(try package.packument.judged("1.0.1").severity(of: .channelSwitch) == nil)
        #expect(try package.packument.judged("1.0.2").severity(of: .channelSwitch) == .moderate)
        #expect(try package.packument.judged("2.0.0").severityAlone(of: .channelSwitch) == .moderate)
        #expect(try package.packument.judged("2.0.1").severity(of: .channelSwitch) == nil)
    }

    @Test func twoAccountsWithTwoAddressesAreNoChange() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", by: .person("a"))
        try package.publish("1.0.1", "2025-02-01", by: .person("b"))
        #expect(try package.packument.judged("1.0.1").severity(of: .channelSwitch) == nil)
    }
}
