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
}
