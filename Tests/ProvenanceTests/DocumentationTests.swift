import Foundation
import Provenance
import Sigstore
import TestSupport
import Testing

/// docs/verification.md names every check with its section, as the code has it.
@Suite struct DocumentationTests {
    @Test func everyCheckIsDocumented() throws {
        let documentation = TestFiles.package.appending(path: "docs/verification.md")
        let text = try String(contentsOf: documentation, encoding: .utf8)
        for check in CheckID.releaseChecks {
            let isThere = text.contains("| `\(check.rawValue)` | \(check.section) | \(check.meaning) |")
            #expect(isThere, "\(check.rawValue)")
        }
    }

    @Test func checkNamesAreDistinct() {
        #expect(Set(CheckID.releaseChecks).count == CheckID.releaseChecks.count)
    }
}
