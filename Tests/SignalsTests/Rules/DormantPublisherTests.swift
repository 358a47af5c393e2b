import Testing

@testable import Signals

@Suite struct DormantPublisherTests {
    private func package(_ last: String, others: PackumentBuilder.By? = .person("b")) throws -> PackumentBuilder {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2024-01-01", by: .person("a"))
        if let others { try package.publish("1.0.1", "2024-06-01", by: others) }
        try package.publish("1.0.2", last, by: .person("a"))
        return package
    }

    @Test func afterMoreThanTwelveMonthsWhileOthersPublished() throws {
        // 2024 is a leap year: 365 days after its first day is its last.
        let sharp = try package("2024-12-31T12:00:00.000Z")
        #expect(try sharp.packument.judged("1.0.2").severity(of: .dormantPublisher) == nil)
        let over = try package("2024-12-31T12:00:00.001Z")
        #expect(try over.packument.judged("1.0.2").severity(of: .dormantPublisher) == .moderate)
        let automatic = try package("2025-06-01", others: .github)
        #expect(try automatic.packument.judged("1.0.2").severityAlone(of: .dormantPublisher) == .moderate)
    }

    @Test func nobodyElsePublished() throws {
        let alone = try package("2025-06-01", others: nil)
        #expect(try alone.packument.judged("1.0.2").severity(of: .dormantPublisher) == nil)
    }

    @Test func neverWithVerifiedProvenance() throws {
        let package = try package("2025-06-01")
        #expect(try package.packument.judged("1.0.2", origin: .example()).severity(of: .dormantPublisher) == nil)
    }
}
