import PackageModel
import Registry
import Signals
import Testing

@testable import Reporting

/// The picture of a past, in terminals of any width.
@Suite struct TimelinePictureTests {
    /// `count` releases, ten days apart; every fifth comes out of CI.
    private static func history(_ count: Int, publisher: String = "owner") throws -> ReleaseHistory {
        var packument = Packument(
            name: try PackageName(parsing: "p"), maintainers: [Account(name: publisher, email: nil)])
        let start = try Timestamp(parsing: "2020-01-01T00:00:00Z")
        for index in 0..<count {
            let isAutomatic = index % 5 == 4
            let trusted = TrustedPublisher(provider: "github", configurationID: "oidc:1")
            let account = Account(name: isAutomatic ? "GitHub Actions" : publisher, email: nil)
            packument.releases.append(
                Release(
                    versionText: "1.0.\(index)", publishedAt: start.adding(days: Int64(index) * 10),
                    publisher: Publisher(account: account, trustedPublisher: isAutomatic ? trusted : nil)))
        }
        let last = try Version(parsing: "1.0.\(count - 1)")
        return try #require(ReleaseHistory.upTo(last, in: packument).value)
    }

    /// Releases that the rows show, counting digits for what they say.
    private static func marks(_ lines: [String]) -> Int {
        lines.filter { $0.hasPrefix("owner,") || $0.hasPrefix("CI (") }.reduce(0) { sum, line in
            sum + line.reduce(0) { $0 + ($1 == "•" ? 1 : 0) }
                + (line.split(separator: "  ").dropFirst().joined().reduce(0) { $0 + ($1.wholeNumberValue ?? 0) })
        }
    }

    @Test(arguments: [40, 60, 96, 160]) func everyReleaseHasItsMark(width: Int) throws {
        let lines = TimelinePicture(try Self.history(30), width: width).lines
        #expect(Self.marks(lines) == 30, "\(lines.joined(separator: "\n"))")
        let axis = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix("• ") }
        #expect(axis.allSatisfy { cellWidth($0) <= width }, "\(lines.joined(separator: "\n"))")
    }

    @Test(arguments: [0, 1, 1_000_000]) func anyWidthIsDrawn(width: Int) throws {
        let lines = TimelinePicture(try Self.history(3), width: width).lines
        #expect(lines.allSatisfy { cellWidth($0) <= TimelinePicture.widths.upperBound })
        #expect(Self.marks(lines) == 3)
    }

    @Test func oneReleaseIsOneMark() throws {
        let lines = TimelinePicture(try Self.history(1), width: 80).lines
        #expect(lines.first == "owner, no provenance  •")
    }

    @Test func aNameFromOutsideMovesNothing() throws {
        let lines = TimelinePicture(try Self.history(4, publisher: "\u{1B}[2Jx\u{202E}"), width: 80).lines
        #expect(lines.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    }
}
