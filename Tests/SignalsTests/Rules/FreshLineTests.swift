import Registry
import Testing

@testable import Signals

/// A line that is not a day old has no past of its own: its releases are compared with what was there before it.
@Suite struct FreshLineTests {
    private let install = InstallScripts(postinstall: "node steal.js")

    @Test(arguments: ["2.0.0", "2.0.1"])
    func aSecondReleaseIsNotComparedWithTheFirst(version: String) throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 12, before: "2025-06-01")
        try package.publish("2.0.0", "2025-06-10T10:00:00.000Z", scripts: install)
        try package.publish("2.0.1", "2025-06-10T13:00:00.000Z", scripts: install)
        #expect(try package.packument.judged(version).severityAlone(of: .installScriptAdded) == .high)
    }

    @Test(arguments: ["0.31.0", "0.31.1"])
    func whatTheLineBeforeHadIsLost(version: String) throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("0.30", count: 12, before: "2025-06-01", by: .github, provenance: true)
        for (version, hour) in [("0.31.0", 10), ("0.31.1", 11)] {
            try package.publish(
                version, "2025-06-10T\(hour):00:00.000Z", scripts: install, dependencies: ["x": "e/x"])
        }
        let result = try package.packument.judged(version)
        #expect(result.severityAlone(of: .provenanceLost) == .moderate)
        #expect(result.worst == .critical)
        #expect(result.provenanceStatus(.absent) == .lost)
    }

    @Test func aLineOfItsOwnIsThePastFromTheSecondDayOn() throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 3, before: "2025-06-01")
        try package.publish("2.0.0", "2025-06-10", scripts: install)
        try package.publish("2.0.1", "2025-06-12", scripts: install)
        #expect(try package.packument.judged("2.0.1").findings == [])
    }

    @Test func aPackageThatIsNewHasOnlyItsOwnDay() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-06-10T10:00:00.000Z")
        try package.publish("1.0.1", "2025-06-10T13:00:00.000Z", scripts: install)
        #expect(try package.packument.judged("1.0.1").severityAlone(of: .installScriptAdded) == .moderate)
    }
}
