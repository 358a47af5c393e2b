import Foundation
import PackageModel
import Registry
import Testing

@testable import Signals

/// How often rules fire on real packages: every release of every packument, judged as if it were audited on its day.
@Suite(.enabled(if: RealPackuments.folder != nil))
struct BaseRateTests {
    @Test func highOrAboveIsRare() throws {
        let packuments = try RealPackuments.load()
        let rates = BaseRates(packuments)
        #expect(rates.judged > 3_000)
        #expect(rates.releases(atLeast: .high) * 1_000 < rates.judged * 5, "\(rates.table)")
        if let path = ProcessInfo.processInfo.environment["BASE_RATES"] {
            try (rates.table + "\n" + rates.list.joined(separator: "\n")).write(
                toFile: path, atomically: true, encoding: .utf8)
        }
    }
}
