import PackageModel
import Sigstore
import Testing

/// The digests that a verified payload is about (C 9).
@Suite struct StatementDigestsTests {
    private static let digest = String(repeating: "ab", count: 32)

    private func statement(_ count: Int) -> [UInt8] {
        let subject = #"{"name":"n","digest":{"sha256":"\#(Self.digest)"}}"#
        return Array(#"{"subject":[\#(Array(repeating: subject, count: count).joined(separator: ","))]}"#.utf8)
    }

    @Test func subjectsAreLimited() throws {
        let limit = StatementDigests.maximumSubjects
        #expect(try StatementDigests(parsing: statement(limit)).sha256.count == limit)
        #expect(throws: Refusal.self) { _ = try StatementDigests(parsing: statement(limit + 1)) }
    }

    @Test(arguments: ["", "{}", #"{"subject":{}}"#, #"{"subject":[],"subject":[]}"#])
    func whatIsNoStatementIsRefused(_ text: String) {
        #expect(throws: Refusal.self) { _ = try StatementDigests(parsing: Array(text.utf8)) }
    }

    @Test func aDigestOfAnotherLengthIsNone() {
        #expect(GivenSHA256([UInt8](repeating: 0, count: 32)) != nil)
        for count in [0, 31, 33] { #expect(GivenSHA256([UInt8](repeating: 0, count: count)) == nil) }
    }
}
