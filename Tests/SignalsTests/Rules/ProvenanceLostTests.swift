import PackageModel
import Testing

@testable import Signals

@Suite struct ProvenanceLostTests {
    private func package(_ last: (inout PackumentBuilder) throws -> Void) throws -> PackumentBuilder {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", by: .github, provenance: true)
        try package.publish("1.0.1", "2025-02-01", by: .github, provenance: true)
        try last(&package)
        return package
    }

    @Test func everyLowerLevelFires() throws {
        let none = try package { try $0.publish("1.0.2", "2025-03-01") }
        #expect(try none.packument.judged("1.0.2").severity(of: .provenanceLost) == .moderate)
        let trusted = try package { try $0.publish("1.0.2", "2025-03-01", by: .github) }
        #expect(try trusted.packument.judged("1.0.2").severity(of: .provenanceLost) == .moderate)
        let provenance = try package { try $0.publish("1.0.2", "2025-03-01", provenance: true) }
        #expect(try provenance.packument.judged("1.0.2").severity(of: .provenanceLost) == .moderate)
        let same = try package { try $0.publish("1.0.2", "2025-03-01", by: .github, provenance: true) }
        #expect(try same.packument.judged("1.0.2").severity(of: .provenanceLost) == nil)
        let staged = try package {
            try $0.publish("1.0.2", "2025-03-01", by: .github, provenance: true, approver: "owner")
            try $0.publish("1.0.3", "2025-04-01", by: .github, provenance: true)
        }
        #expect(try staged.packument.judged("1.0.2").severity(of: .provenanceLost) == nil)
        #expect(try staged.packument.judged("1.0.3").severity(of: .provenanceLost) == .moderate)
    }

    @Test func theSameVerifiedOriginIsLow() throws {
        let package = try package { try $0.publish("1.0.2", "2025-03-01", provenance: true) }
        let same = try package.packument.judged(
            "1.0.2", origin: .example(), earlierOrigins: ["1.0.1": .example()])
        #expect(same.severity(of: .provenanceLost) == .low)
        let other = try package.packument.judged(
            "1.0.2", origin: .example(id: "2"), earlierOrigins: ["1.0.1": .example()])
        #expect(other.severity(of: .provenanceLost) == .moderate)
    }

    /// However many releases without the trusted publisher lie between.
    @Test func theOriginOfTheBetterReleaseIsWanted() throws {
        let package = try package { package in
            for patch in 2..<7 {
                try package.publish("1.0.\(patch)", "2025-0\(patch + 1)-01", provenance: true)
            }
        }
        let history = try #require(ReleaseHistory.upTo(Version(parsing: "1.0.6"), in: package.packument).value)
        #expect(ReleaseAssessment.wantedOrigins(of: history).map(\.text) == ["1.0.5", "1.0.4", "1.0.3", "1.0.1"])
        let result = try package.packument.judged(
            "1.0.6", origin: .example(), earlierOrigins: ["1.0.5": .example(), "1.0.1": .example()])
        #expect(result.severity(of: .provenanceLost) == .low)
    }

    @Test func anEarlierReleaseOfTheLineCounts() throws {
        let package = try package {
            try $0.publish("1.0.2", "2025-03-01")
            try $0.publish("1.0.3", "2025-04-01")
        }
        #expect(try package.packument.judged("1.0.3").severity(of: .provenanceLost) == .moderate)
    }

    @Test func anotherLineDoesNotCount() throws {
        var package = try PackumentBuilder("p")
        try package.publish("5.0.0", "2024-01-01")
        try package.publish("6.0.0", "2025-01-01", by: .github, provenance: true)
        try package.publish("5.0.1", "2025-02-01")
        #expect(try package.packument.judged("5.0.1").severity(of: .provenanceLost) == nil)
    }

    @Test func aNewLineIsComparedWithThePackagesNewest() throws {
        let package = try package { try $0.publish("2.0.0", "2025-03-01") }
        #expect(try package.packument.judged("2.0.0").severity(of: .provenanceLost) == .moderate)
    }

    @Test func whatCameLaterDoesNotCount() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01")
        try package.publish("1.0.1", "2025-02-01", by: .github, provenance: true)
        #expect(try package.packument.judged("1.0.0").findings == [])
    }

    @Test func theColumnSaysLost() throws {
        let package = try package { try $0.publish("1.0.2", "2025-03-01") }
        let result = try package.packument.judged("1.0.2")
        #expect(result.provenanceStatus(.absent) == .lost)
        #expect(result.provenanceStatus(.unknown(.unreachable)) == .unknown)
        #expect(try package.packument.judged("1.0.0").provenanceStatus(.absent) == .absent)
    }
}
