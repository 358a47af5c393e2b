import Foundation
import PackageModel
import Registry
import Testing

@testable import Signals

/// How often rules fire on real packages: every release of every packument, judged as if it were audited on its day.
@Suite(.enabled(if: RealPackuments.folder != nil))
struct BaseRateTests {
    @Test func highOrAboveIsRareAndExplained() throws {
        let rates = BaseRates(try RealPackuments.load())
        #expect(rates.packages == 144)
        #expect(rates.judged == 6_139)
        #expect(rates.releases(atLeast: .high) * 1_000 < rates.judged * 5, "\(rates.table)")

        let file = RuleCatalogueTests.documentation.appendingPathComponent("base-rates.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("<!-- rates -->\n\(rates.table)\n<!-- /rates -->"), "should be:\n\(rates.table)")
        for release in rates.list {
            let row = "| \(release.name) | \(release.rules.map { "`\($0)`" }.joined(separator: ", ")) | "
            #expect(text.contains(row), "not explained: \(row)")
        }
        let explained = text.split(separator: "\n").count { $0.hasPrefix("| ") && $0.contains("@") }
        #expect(explained == rates.list.count)
    }

    /// All packages at their newest version, as one tree: the only burst is the repair after the incident of 2025-09-08.
    @Test func oneBurstAcrossATree() throws {
        let now = try Timestamp(parsing: "2026-05-01T00:00:00Z")
        let tree = try RealPackuments.load().compactMap { packument -> TreeRelease? in
            guard let version = packument.latest(at: now)?.release.version else { return nil }
            return ReleaseHistory.upTo(version, in: packument).value.map(TreeRelease.init)
        }
        #expect(tree.count == 144)
        let packages = PublisherBurst.findings(tree).values.map { $0.evidence.first { $0.key == "packages" }?.value }
        #expect(packages.count == 4)
        #expect(Set(packages) == ["ansi-regex, ansi-styles, chalk, supports-color"])
    }
}
