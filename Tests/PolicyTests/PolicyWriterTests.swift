import PackageModel
import Signals
import Testing

@testable import Policy

@Suite struct PolicyWriterTests {
    private func exception(_ package: String = "fastq", reason: String = "by hand") throws -> PolicyException {
        PolicyException(
            package: try #require(Glob(package)), versions: try VersionRange(parsing: "1.20.2"), rule: .provenanceLost,
            reason: reason, expires: try #require(ExpiryDate("2026-12-31")))
    }

    private static let item = """
          - package: "fastq"
            versions: "1.20.2"
            rule: provenance-lost
            reason: "by hand"
            expires: 2026-12-31

        """

    @Test func beginsAFile() throws {
        #expect(try Policy.adding(try exception(), to: nil) == "exceptions:\n" + Self.item)
    }

    @Test func appendsToTheListAndKeepsEveryOtherLine() throws {
        let before = PolicyParserTests.example
        let after = try Policy.adding(try exception("other"), to: Array(before.utf8))
        let added = Self.item.replacing("fastq", with: "other")
        #expect(after == before.replacing("origins:", with: added + "origins:") + "\n")
        #expect(try Policy(after).exceptions.map(\.package.pattern) == ["fastq", "other"])
    }

    @Test func keepsTheIndentationOfTheList() throws {
        let flush = """
            exceptions: # ours
            - package: a
              versions: '*'
              rule: stale
              reason: r
              expires: 2027-01-01
            fail-on: high
            """
        let after = try Policy.adding(try exception(), to: Array(flush.utf8))
        #expect(after.contains("\n- package: \"fastq\"\n"))
        #expect(after.hasPrefix("exceptions: # ours\n"))
        #expect(after.hasSuffix("  expires: 2026-12-31\nfail-on: high\n"))
    }

    @Test func replacesAnEmptyList() throws {
        let after = try Policy.adding(try exception(), to: Array("exceptions: []\nfail-on: high\n".utf8))
        #expect(after == "exceptions:\n" + Self.item + "fail-on: high\n")
    }

    @Test func keepsTheLineEndsOfWindows() throws {
        for before in ["# ours\r\nfail-on: high\r\nexceptions: []\r\n", PolicyParserTests.example + "\n", "\n"] {
            let windows = before.replacing("\r", with: "").replacing("\n", with: "\r\n")
            let after = try Policy.adding(try exception("other"), to: Array(windows.utf8))
            let plain = try Policy.adding(
                try exception("other"), to: Array(windows.replacing("\r\n", with: "\n").utf8))
            #expect(Array(after.utf8) == Array(plain.replacing("\n", with: "\r\n").utf8))
        }
    }

    @Test func refusesWhatIsThereAlready() throws {
        let once = try Policy.adding(try exception(), to: nil)
        #expect(throws: PolicyError(.alreadyThere, line: 2)) {
            try Policy.adding(try exception(), to: Array(once.utf8))
        }
        let again = try Policy.adding(try exception(reason: "by hand again"), to: Array(once.utf8))
        #expect(try Policy(again).exceptions.count == 2)
    }

    @Test(arguments: ["", " ", "\u{A0}", "\u{200B}\u{2060}", "\n\t", "\u{E0020}", "\u{FEFF}"])
    func aReasonThatNobodySeesIsNone(text: String) {
        #expect(!PolicyException.isReason(text))
        #expect(PolicyException.isReason(text + "x"))
    }

    @Test(
        "a pattern that no name could match is none",
        arguments: [
            ("left-pad", true), ("@s/*", true), ("*/x", true), ("*", true), ("**", true), ("@s**", true),
            ("?s/x", true),
            ("@s", false), ("a/b", false), ("@s/b/c", false), ("a/b/c", false), ("/a", false), ("", false),
        ])
    func patterns(_ text: String, _ isPattern: Bool) {
        #expect((Glob(packages: text) != nil) == isPattern)
    }

    @Test func refusesToEditWhatItWouldBreak() {
        let flow = "exceptions: [{package: a, versions: '*', rule: stale, reason: r, expires: 2027-01-01}]"
        #expect(throws: PolicyError(.notEditable)) { try Policy.adding(try exception(), to: Array(flow.utf8)) }
    }

    @Test(arguments: [
        "say \"no\": # 1", "two\nlines", "back\\slash", "émoji ✓", "bidi \u{202E}", "nul \u{0}", " lead", "é",
        "a\u{85}\u{2028}b",
    ])
    func anyReasonComesBackAsItWas(reason: String) throws {
        let text = try Policy.adding(try exception(reason: reason), to: nil)
        #expect(try Policy(text).exceptions.first?.reason.utf8.elementsEqual(reason.utf8) == true)
        #expect(text.utf8.count { $0 == 0x0A } == 6)
        #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
}

@Suite struct OriginRecordTests {
    @Test func comesBackAsItWasWritten() throws {
        let full = try #require(try Policy(PolicyParserTests.example).origins.first)
        let bare = RecordedOrigin(
            package: try PackageName(parsing: "@a/b"),
            origin: VerifiedOrigin(issuer: "https://gitlab.com", repository: "https://gitlab.com/a/b", commit: ""))
        let text = OriginRecord.text([full, bare, bare])
        #expect(try Policy(text).origins == [bare, full])
        #expect(OriginRecord.text([bare, full]) == text)
        #expect(try Policy(OriginRecord.text([])).origins == [])
        #expect(try OriginRecord.origins(parsing: Array(text.utf8)) == [bare, full])
    }

    @Test func hasNothingButOrigins() {
        #expect(throws: PolicyError(.unknownKey("fail-on", allowed: ["origins"]), line: 1, column: 1)) {
            try OriginRecord.origins(parsing: Array("fail-on: high".utf8))
        }
    }
}
