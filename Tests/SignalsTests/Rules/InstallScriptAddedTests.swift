import Registry
import Testing

@testable import Signals

@Suite struct InstallScriptAddedTests {
    private func judged(
        after count: Int, having before: InstallScripts = InstallScripts(), adds scripts: InstallScripts,
        dependencies: [String: String] = [:]
    ) throws -> ReleaseAssessment {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: count, before: "2025-01-01", scripts: before)
        try package.publish("1.1.0", "2025-02-01", scripts: scripts, dependencies: dependencies)
        return try package.packument.judged("1.1.0")
    }

    @Test(arguments: [
        InstallScripts(preinstall: "x"), InstallScripts(install: "x"), InstallScripts(postinstall: "x"),
        InstallScripts(isNativeAddOn: true),
    ])
    func highAfterTenReleasesWithout(scripts: InstallScripts) throws {
        #expect(try judged(after: 10, adds: scripts).severity(of: .installScriptAdded) == .high)
        #expect(try judged(after: 9, adds: scripts).severity(of: .installScriptAdded) == .moderate)
        #expect(try judged(after: 0, adds: scripts).severity(of: .installScriptAdded) == nil)
    }

    @Test func whatThePreviousReleaseHadIsNotNew() throws {
        let script = InstallScripts(postinstall: "x")
        #expect(try judged(after: 12, having: script, adds: script).findings == [])
        let another = InstallScripts(preinstall: "y", postinstall: "x")
        #expect(
            try judged(after: 12, having: script, adds: another).severity(of: .installScriptAdded) == .moderate)
        // npm runs node-gyp where no script says so: the same hook.
        let native = InstallScripts(isNativeAddOn: true)
        #expect(try judged(after: 12, having: native, adds: InstallScripts(install: "node-gyp rebuild")).findings == [])
    }

    @Test func prepareCountsThroughAGitDependency() throws {
        let cloned = try judged(after: 12, adds: InstallScripts(), dependencies: ["d": "github:o/d#main"])
        #expect(cloned.severity(of: .installScriptAdded) == .high)
    }

    @Test func unreadableScriptsAreSaid() throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 2, before: "2025-01-01")
        var packument = package.packument
        packument.releases[1].unreadable = [.scripts]
        #expect(try packument.judged("1.0.1").isUnanswered(.installScriptAdded))
    }
}
