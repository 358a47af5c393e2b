import PackageModel
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-05-16T12:34:56.789Z", 1_778_934_896_789), ("2024-02-29", 1_709_164_800_000),
        ("1969-12-31T23:59:59.999Z", -1), ("2026-05-16T14:34:56.789+02:00", 1_778_934_896_789),
        ("2000-03-01T00:00:00-00:30", 951_870_600_000), ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999),
    ])
    func reads(text: String, milliseconds: Int64) throws {
        #expect(try Timestamp(parsing: text).milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-29", "2026-05-16T24:00:00Z", "2026-05-16T12:00:00", "2026-05-16T12:00Z",
        "2026-05-16T12:00:00.Z", "2026-05-16T12:00:00Zx", "+2026-05-16", "２０２６-05-16", "2026-05-16T12:00:00+25:00",
    ])
    func refuses(text: String) { #expect(throws: TimestampError.self) { try Timestamp(parsing: text) } }

    @Test(
        arguments: Array(stride(from: Int64(-62_167_219_200_000), through: 253_402_300_799_999, by: 3_987_654_321_987)))
    func writesWhatItReads(milliseconds: Int64) throws {
        let instant = Timestamp(milliseconds: milliseconds)
        #expect(try Timestamp(parsing: instant.description) == instant)
    }

    @Test func countsDays() throws {
        let (early, late) = (try Timestamp(parsing: "2026-01-01"), try Timestamp(parsing: "2026-01-02T12:00:00Z"))
        #expect(late.days(since: early) == 1.5)
        #expect(early.adding(days: 365).dateText == "2027-01-01")
    }
}
