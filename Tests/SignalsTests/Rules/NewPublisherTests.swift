import Testing

@testable import Signals

@Suite struct NewPublisherTests {
    @Test func aPersonWhoNeverPublishedIsModerate() throws {
        var package = try PackumentBuilder("p")
        try package.publish("0.9.0", "2024-01-01", by: .person("a"))
        try package.publish("1.0.0", "2025-01-01", by: .person("a"))
        try package.publish("1.0.1", "2025-02-01T10:00:00.000Z", by: .person("b"))
        try package.publish("1.0.2", "2025-02-01T12:00:00.000Z", by: .person("b"))
        try package.publish("0.9.1", "2025-02-01T13:00:00.000Z", by: .person("b"))
        try package.publish("1.0.3", "2025-02-03T12:00:00.000Z", by: .person("b"))
        #expect(try package.packument.judged("0.9.0").findings == [])
        #expect(try package.packument.judged("1.0.0").findings == [])
        #expect(try package.packument.judged("1.0.1").severity(of: .newPublisher) == .moderate)
        // What comes on the same day is as new as the first.
        #expect(try package.packument.judged("1.0.2").severity(of: .newPublisher) == .moderate)
        #expect(try package.packument.judged("0.9.1").severityAlone(of: .newPublisher) == .moderate)
        #expect(try package.packument.judged("1.0.3").severity(of: .newPublisher) == nil)
    }

    @Test func aSingleReleaseIsNoHistory() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", by: .person("a"))
        try package.publish("2.0.0", "2025-02-01T10:00:00.000Z", by: .person("b"))
        try package.publish("2.0.1", "2025-02-01T12:00:00.000Z", by: .person("b"))
        for version in ["2.0.0", "2.0.1"] {
            #expect(try package.packument.judged(version).severity(of: .newPublisher) == nil)
        }
    }

    @Test func neverWithVerifiedProvenance() throws {
        var package = try PackumentBuilder("p")
        try package.publish("0.9.0", "2024-01-01", by: .person("a"))
        try package.publish("1.0.0", "2025-01-01", by: .person("a"))
        try package.publish("1.0.1", "2025-02-01", by: .person("b"), provenance: true)
        #expect(try package.packument.judged("1.0.1", origin: .example()).severity(of: .newPublisher) == nil)
        #expect(try package.packument.judged("1.0.1").severity(of: .newPublisher) == .moderate)
    }

    @Test func automationAndTheRegistryAreNoPersons() throws {
        var package = try PackumentBuilder("p")
        try package.publish("0.9.0", "2024-01-01", by: .person("a"))
        try package.publish("1.0.0", "2025-01-01", by: .person("a"))
        try package.publish("1.0.1", "2025-02-01", by: .github)
        try package.publish("0.0.1-security", "2025-03-01", by: .person("npm"))
        #expect(try package.packument.judged("1.0.1").severity(of: .newPublisher) == nil)
        #expect(try package.packument.judged("0.0.1-security").severity(of: .newPublisher) == nil)
    }

    @Test func anAddressAloneMakesNobodyAutomation() throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 3, before: "2025-01-01", by: .person("a"))
        let address = "npm-oidc-no-reply@github.com"
        try package.publish("1.0.3", "2025-02-01", by: .person("thief", email: address))
        #expect(try package.packument.judged("1.0.3").severity(of: .newPublisher) == .moderate)
        #expect(
            ReleasePublisher(name: "GitHub Actions", email: address, trustedPublisher: nil)
                == .automation(provider: ExactText("github"), configuration: nil))
    }

    @Test func unknownPublishersAreSaid() throws {
        var package = try PackumentBuilder("p")
        try package.publish("0.9.0", "2024-01-01", by: .nobody)
        try package.publish("1.0.0", "2025-01-01", by: .nobody)
        try package.publish("1.0.1", "2025-02-01", by: .person("b"))
        try package.publish("1.0.2", "2025-03-01", by: .nobody)
        #expect(try package.packument.judged("1.0.1").isUnanswered(.newPublisher))
        #expect(try package.packument.judged("1.0.2").isUnanswered(.newPublisher))
    }

    @Test func accountsAreComparedByBytes() throws {
        var package = try PackumentBuilder("p")
        try package.publish("0.9.0", "2024-01-01", by: .person("jos\u{e9}"))
        try package.publish("1.0.0", "2025-01-01", by: .person("jos\u{e9}"))
        try package.publish("1.0.1", "2025-02-01", by: .person("jose\u{301}"))
        #expect(try package.packument.judged("1.0.1").severity(of: .newPublisher) == .moderate)
    }

    @Test func oneReleaseIsNoHistory() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", by: .person("a"))
        try package.publish("1.0.1", "2025-02-01", by: .person("b"))
        #expect(try package.packument.judged("1.0.1").findings == [])
    }
}
