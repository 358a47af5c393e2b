import PackageModel
import Registry
import Testing

@testable import Signals

/// Known incidents, from synthetic packuments with their facts; each with its good release as a control.
@Suite struct IncidentTests {
    private let script = InstallScripts(preinstall: "node setup.js")
    private let post = InstallScripts(postinstall: "node setup.js")

    @Test func eventStream2018() throws {
        var flatmap = try PackumentBuilder("flatmap-stream", maintainers: ["hugeglass"])
        try flatmap.publish("0.1.0", "2018-08-05", by: .person("hugeglass"))
        var package = try PackumentBuilder("event-stream", maintainers: ["dominictarr", "right9ctrl"])
        try package.publishHistory("3.3", count: 5, before: "2018-03-01", by: .person("dominictarr"))
        try package.publish(
            "3.3.6", "2018-09-09", by: .person("right9ctrl"), dependencies: ["flatmap-stream": "^0.1.0"])
        let bad = try package.packument.judged("3.3.6", dependencies: [flatmap.packument])
        #expect(bad.worst == .high)
        #expect(bad.severity(of: .newPublisher) == .high)
        #expect(bad.severity(of: .dependencyAdded) == .moderate)
        #expect(try package.packument.judged("3.3.4").findings == [])
    }

    @Test func uaParser2021() throws {
        var package = try PackumentBuilder("ua-parser-js", maintainers: ["faisalman"])
        try package.publishHistory("0.7", count: 29, before: "2021-09-20", by: .person("faisalman"))
        for (version, time) in [
            ("0.7.29", "2021-10-22T12:15:00.000Z"), ("0.8.0", "2021-10-22T12:16:00.000Z"),
            ("1.0.0", "2021-10-22T12:26:00.000Z"),
        ] {
            try package.publish(version, time, by: .person("faisalman"), scripts: script)
        }
        for version in ["0.7.29", "0.8.0", "1.0.0"] {
            let bad = try package.packument.judged(version)
            #expect(bad.severityAlone(of: .installScriptAdded) == .high, "\(version)")
        }
        #expect(try package.packument.judged("0.7.29").worst == .high)
        #expect(try package.packument.judged("1.0.0").severity(of: .releaseBurst) == .moderate)
        #expect(try package.packument.judged("0.7.28").findings == [])
    }

    @Test func connectKit2023() throws {
        var package = try PackumentBuilder("@ledgerhq/connect-kit", maintainers: ["former", "team"])
        try package.publish("1.0.0", "2022-06-01", by: .person("former"))
        try package.publish("1.1.0", "2023-01-10", by: .person("team"))
        try package.publish("1.1.4", "2023-10-10", by: .person("team"))
        for (version, time) in [
            ("1.1.5", "2023-12-14T09:49:00.000Z"), ("1.1.6", "2023-12-14T10:57:00.000Z"),
            ("1.1.7", "2023-12-14T11:36:00.000Z"),
        ] {
            try package.publish(version, time, by: .person("former"))
        }
        for version in ["1.1.5", "1.1.6", "1.1.7"] {
            let bad = try package.packument.judged(version)
            #expect(bad.severity(of: .dormantPublisher) == .moderate, "\(version)")
        }
        #expect(try package.packument.judged("1.1.4").isQuiet)
    }

    @Test func rspack2024() throws {
        var package = try PackumentBuilder("@rspack/core")
        try package.publishHistory("1.1", count: 7, before: "2024-12-15", by: .person("bot"), provenance: true)
        try package.publish("1.1.7", "2024-12-19", by: .person("bot"), scripts: post)
        let bad = try package.packument.judged("1.1.7")
        #expect(bad.worst == .critical)
        #expect(bad.severityAlone(of: .provenanceLost) == .moderate)
        #expect(try package.packument.judged("1.1.6", origin: .example()).isQuiet)
    }

    @Test func nx2025() throws {
        var package = try PackumentBuilder("nx")
        try package.publishHistory("20.8", count: 12, before: "2025-08-01", by: .person("bot"), provenance: true)
        try package.publishHistory("21.4", count: 2, before: "2025-08-20", by: .person("bot"), provenance: true)
        let versions = ["21.5.0", "20.9.0", "20.10.0", "21.6.0", "20.11.0", "21.7.0", "21.8.0", "20.12.0"]
        for (index, version) in versions.enumerated() {
            let minute = index * 17
            let time = "2025-08-26T\(22 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00.000Z"
            guard 22 + minute / 60 < 24 else {
                try package.publish(version, "2025-08-27T00:1\(index):00.000Z", by: .person("bot"), scripts: post)
                continue
            }
            try package.publish(version, time, by: .person("bot"), scripts: post)
        }
        for version in versions {
            #expect(try package.packument.judged(version).worst == .critical, "\(version)")
        }
        #expect(try package.packument.judged("21.4.1", origin: .example()).isQuiet)
        #expect(try package.packument.judged("20.8.11", origin: .example()).isQuiet)
    }

    @Test func chalkAndDebug2025() throws {
        var burst: [TreeRelease] = []
        for (name, repository) in [
            ("debug", "debug-js/debug"), ("chalk", "chalk/chalk"), ("ansi-styles", "chalk/ansi-styles"),
            ("color-convert", "Qix-/color-convert"),
        ] {
            var package = try PackumentBuilder(name, maintainers: ["qix"], repository: repository)
            try package.publish("4.3.0", "2022-03-01", by: .person("qix"))
            try package.publish("4.4.1", "2025-02-01", by: .person("qix"))
            try package.publish("4.4.2", "2025-09-08T13:1\(burst.count):00.000Z", by: .person("qix"))
            #expect(try package.packument.judged("4.4.2").isQuiet)
            #expect(try package.packument.judged("4.4.1").severity(of: .wokeUp) == .moderate)
            burst.append(try TreeRelease(package: package.packument, version: "4.4.2"))
        }
        let findings = PublisherBurst.findings(burst)
        #expect(findings.count == 4)
        for index in burst.indices {
            #expect(findings[index]?.severity == .moderate)
        }
    }

    @Test func asleepForYearsAndThenABadRelease() throws {
        var package = try PackumentBuilder("is-arrayish", maintainers: ["qix"])
        try package.publish("0.3.1", "2018-01-01", by: .person("qix"))
        try package.publish("0.3.2", "2018-02-01", by: .person("qix"))
        try package.publish("0.3.3", "2025-09-08", by: .person("qix"))
        #expect(try package.packument.judged("0.3.3").worst == .moderate)
        #expect(try package.packument.judged("0.3.2").isQuiet)
    }

    @Test func tinycolor2025() throws {
        var package = try PackumentBuilder("@ctrl/tinycolor")
        try package.publishHistory("4.0", count: 12, before: "2025-01-01")
        try package.publish("4.1.0", "2025-02-01")
        try package.publish("4.1.1", "2025-09-15T19:52:00.000Z", scripts: post, size: 3_700_000)
        try package.publish("4.1.2", "2025-09-15T20:10:00.000Z", scripts: post, size: 3_700_000)
        for version in ["4.1.1", "4.1.2"] {
            let bad = try package.packument.judged(version)
            #expect(bad.worst == .high, "\(version)")
            #expect(bad.severity(of: .sizeJump) == .low)
        }
        #expect(try package.packument.judged("4.1.0").findings == [])
    }

    private func axios() throws -> (axios: Packument, dependency: Packument) {
        var dependency = try PackumentBuilder("plain-crypto-js", maintainers: ["nrwise"], repository: "brix/crypto-js")
        try dependency.publish("4.2.0", "2026-03-30T05:57:00.000Z", by: .person("nrwise"))
        try dependency.publish("4.2.1", "2026-03-30T23:59:00.000Z", by: .person("nrwise"), scripts: post)
        var axios = try PackumentBuilder("axios", maintainers: ["jasonsaayman"], repository: "axios/axios")
        let owner = PackumentBuilder.By.person("jasonsaayman", email: "jasonsaayman@gmail.com")
        let thief = PackumentBuilder.By.person("jasonsaayman", email: "ifstap@proton.me")
        let usual = ["follow-redirects": "^1.15.0"]
        try axios.publishHistory("0.30", count: 4, before: "2026-01-01", by: owner, dependencies: usual)
        try axios.publishHistory(
            "1.13", count: 5, before: "2026-02-01", by: .github, provenance: true, dependencies: usual)
        try axios.publish("1.14.0", "2026-03-27", by: .github, provenance: true, dependencies: usual)
        let poisoned = usual.merging(["plain-crypto-js": "^4.2.1"]) { first, _ in first }
        try axios.publish(
            "1.14.1", "2026-03-31T00:21:00.000Z", by: thief, dependencies: poisoned, gitHead: false)
        try axios.publish(
            "0.30.4", "2026-03-31T01:00:00.000Z", by: thief, dependencies: poisoned, gitHead: false)
        return (axios.packument, dependency.packument)
    }

    @Test func axios2026() throws {
        let (axios, dependency) = try axios()
        for version in ["1.14.1", "0.30.4"] {
            let bad = try axios.judged(version, dependencies: [dependency])
            #expect(bad.worst == .critical, "\(version)")
            #expect(bad.severity(of: .channelSwitch) != nil)
            #expect(bad.severity(of: .commitMissing) == .low)
            #expect(bad.severityAlone(of: .dependencyAdded) == .moderate)
            #expect(bad.unanswered.isEmpty)
        }
        #expect(try axios.judged("1.14.1", dependencies: [dependency]).severityAlone(of: .provenanceLost) == .moderate)
        #expect(try axios.judged("0.30.4", dependencies: [dependency]).severityAlone(of: .releaseBurst) == .moderate)
        #expect(try axios.judged("1.14.0", origin: .example(repository: "https://github.com/axios/axios")).isQuiet)
        #expect(try axios.judged("0.30.3").isQuiet)
    }

    @Test func axiosWithoutTheDependencysFactsSaysSo() throws {
        let (axios, _) = try axios()
        let bad = try axios.judged("1.14.1")
        #expect(bad.unanswered.map(\.subject) == ["plain-crypto-js"])
        #expect(bad.severity(of: .provenanceLost) == .moderate)
    }

    @Test func bitwarden2026() throws {
        var package = try PackumentBuilder("@bitwarden/cli")
        try package.publishHistory("2026.3", count: 12, before: "2026-04-01")
        try package.publish("2026.4.0", "2026-04-22", scripts: script, size: 20_000_000)
        #expect(try package.packument.judged("2026.4.0").worst == .high)
        #expect(try package.packument.judged("2026.3.11").findings == [])
    }

    @Test func tanstack2026() throws {
        var package = try PackumentBuilder("@tanstack/react-router")
        try package.publishHistory("1.169", count: 5, before: "2026-05-10", by: .github, provenance: true)
        for (version, time) in [("1.169.5", "2026-05-11T19:20:00.000Z"), ("1.169.8", "2026-05-11T19:26:00.000Z")] {
            try package.publish(
                version, time, by: .github, provenance: true,
                optional: ["@tanstack/setup": "github:tanstack/router#79ac49eedf774dd4b0cfa308722bc463cfe5885c"],
                size: 2_400_000)
        }
        for version in ["1.169.5", "1.169.8"] {
            let bad = try package.packument.judged(version, origin: .example())
            #expect(bad.severity(of: .dependencyAdded) == .high, "\(version)")
            #expect(bad.severity(of: .sizeJump) == .low)
        }
        #expect(try package.packument.judged("1.169.4", origin: .example()).isQuiet)
    }

    @Test func nodeIPC2026() throws {
        var package = try PackumentBuilder("node-ipc", maintainers: ["riaevangelist"])
        try package.publish("9.1.5", "2021-01-01")
        try package.publish("9.2.2", "2021-06-01")
        try package.publish("12.0.0", "2022-08-01")
        for (version, hour) in [("9.1.6", "05"), ("9.2.3", "11"), ("12.0.1", "19")] {
            try package.publish(version, "2026-05-14T\(hour):00:00.000Z")
        }
        for version in ["9.1.6", "9.2.3", "12.0.1"] {
            #expect(try package.packument.judged(version).worst == .moderate, "\(version)")
        }
        #expect(try package.packument.judged("12.0.0").isQuiet)
    }

    @Test func redHat2026() throws {
        var package = try PackumentBuilder("@redhat-cloud-services/frontend-components")
        try package.publishHistory("7.7", count: 2, before: "2026-05-20", by: .github, provenance: true)
        for (version, minute) in [("7.7.2", "00"), ("7.7.3", "15"), ("7.7.5", "40")] {
            try package.publish(version, "2026-06-01T10:\(minute):00.000Z", by: .github, provenance: true)
        }
        let bad = try package.packument.judged("7.7.5", origin: .example())
        #expect(bad.severity(of: .releaseBurst) == .moderate)
        #expect(bad.severity(of: .versionAnomaly) == .low)
        #expect(try package.packument.judged("7.7.1", origin: .example()).findings == [])
    }

    @Test func keyv2026() throws {
        var package = try PackumentBuilder("keyv")
        try package.publishHistory("5.3", count: 12, before: "2026-07-01", by: .github, provenance: true)
        try package.publish("6.0.0", "2026-08-04", by: .github, provenance: true, scripts: script, files: 12)
        #expect(try package.packument.judged("6.0.0", origin: .example()).severity(of: .installScriptAdded) == .high)
        #expect(try package.packument.judged("5.3.11", origin: .example()).findings == [])
    }
}
