import JSONCursor
import PackageModel
import Registry
import Testing

@Suite struct DownloadsTests {
    private func names(_ texts: String...) throws -> [PackageName] { try texts.map { try PackageName(parsing: $0) } }

    private func counts(_ text: String, _ names: [PackageName]) throws(DownloadsError) -> [PackageName: DownloadCount?]
    {
        try DownloadsAnswer.counts(Array(text.utf8), names: names)
    }

    @Test func oneNameIsAnsweredFlat() throws {
        let names = try names("@nuxt/kit")
        let counts = try counts(
            #"{"downloads":3744387,"start":"2026-01-27","end":"2026-02-02","package":"@nuxt/kit"}"#, names)
        let expected = DownloadCount(downloads: 3_744_387, end: try Timestamp(parsing: "2026-02-02"))
        #expect(counts == [names[0]: expected])
    }

    @Test func severalAreKeyedAndUnknownOnesNull() throws {
        let names = try names("npm", "nonesuch", "left-out", "downloads", "error")
        let entry = { (name: String) in
            #""\#(name)":{"downloads":7,"package":"\#(name)","start":"2021-10-10","end":"2021-10-16"}"#
        }
        let counts = try counts(
            "{\(entry("npm")),\"nonesuch\":null,\(entry("downloads")),\(entry("error"))}", names)
        #expect(counts[names[0]]??.downloads == 7)
        #expect(counts[names[1]] == .some(nil))
        #expect(counts[names[2]] == nil)
        #expect(counts[names[3]]??.downloads == 7)
        #expect(counts[names[4]]??.downloads == 7)
    }

    @Test func whatIsNoAnswerIsNamed() throws {
        let one = try names("x")
        let flat = { (downloads: String) in
            #"{"downloads":\#(downloads),"start":"2026-01-27","end":"2026-02-02","package":"x"}"#
        }
        #expect(throws: DownloadsError.refused("package x not found")) {
            try counts(#"{"error":"package x not found"}"#, one)
        }
        #expect(throws: DownloadsError.json(.unexpectedByte(0x3C, offset: 0))) { try counts("<!DOCTYPE html>", one) }
        #expect(throws: DownloadsError.unexpectedShape) { try counts("[]", one) }
        #expect(throws: DownloadsError.unexpectedShape) { try counts(flat("-1"), one) }
        #expect(throws: DownloadsError.unexpectedShape) { try counts(flat("1.5"), one) }
        #expect(throws: DownloadsError.unexpectedShape) { try counts(#"{"x":7}"#, one) }
        #expect(throws: DownloadsError.wrongName("x")) { try counts(flat("1"), names("y")) }
        #expect(throws: DownloadsError.flatAnswerForSeveralNames) { try counts(flat("1"), names("x", "y")) }
        #expect(try counts(flat("0"), one)[one[0]]??.downloads == 0)
    }

    @Test func daysAreReadInOrder() throws {
        let text = #"""
            {"start":"2023-12-31","end":"2024-01-01","package":"x",
            "downloads":[{"downloads":0,"day":"2023-12-31"},{"downloads":39,"day":"2024-01-01"}]}
            """#
        let days = try DownloadsAnswer.days(Array(text.utf8), name: PackageName(parsing: "x")).days
        #expect(days.map(\.downloads) == [0, 39])
        #expect(days.map(\.day.dateText) == ["2023-12-31", "2024-01-01"])
    }

    @Test func gapsInTheDaysAreAnError() throws {
        let text =
            #"{"package":"x","downloads":[{"downloads":1,"day":"2024-01-01"},{"downloads":1,"day":"2024-01-03"}]}"#
        #expect(throws: DownloadsError.gapInDays(try Timestamp(parsing: "2024-01-03"))) {
            try DownloadsAnswer.days(Array(text.utf8), name: PackageName(parsing: "x"))
        }
    }
}
