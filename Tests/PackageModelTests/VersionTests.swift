import PackageModel
import Testing

@Suite struct VersionTests {
    @Test func ordersByPrecedence() throws {
        let ascending = [
            "0.0.1-0", "0.0.1", "1.0.0-1", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2",
            "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.10", "1.2.0", "10.0.0",
        ]
        let versions = try ascending.map { try Version(parsing: $0) }
        #expect(versions.shuffled().sorted().map(\.text) == ascending)
    }

    @Test func ignoresBuildMetadataInEquality() throws {
        let (left, right) = (try Version(parsing: "1.0.0+a"), try Version(parsing: "1.0.0+b"))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.text == "1.0.0+a")
    }

    @Test func dropsThePrefixThatNpmTolerates() throws {
        #expect(try Version(parsing: " v1.2.3 ").text == "1.2.3")
    }

    @Test(arguments: [
        ("0.0.0", [0, 0, 0]), ("999999999.1.10", [999_999_999, 1, 10]), ("1.1234567890.0", [1, 1_234_567_890, 0]),
        ("10.20.9007199254740991", [10, 20, 9_007_199_254_740_991]),
    ])
    func readsNumbersOfAnyLength(text: String, numbers: [UInt64]) throws {
        let version = try Version(parsing: text)
        #expect([version.major, version.minor, version.patch] == numbers)
        #expect(version.text == text)
    }

    @Test(arguments: [
        ("1..2", VersionError.malformed), (".1.2", .malformed), ("1.2.", .malformed), ("1.02.3", .leadingZero),
        ("1.2.00", .leadingZero), ("1.2.3.", .malformed), ("1,2,3", .malformed),
        ("1.2", .malformed), ("1.2.3.4", .malformed), ("", .malformed), ("1.2.3-", .malformed),
        ("01.2.3", .leadingZero), ("1.2.3-01", .leadingZero), ("9007199254740992.0.0", .numberTooLarge),
        ("1.2.3-é", .malformed), ("1.2.3 4", .malformed), ("1.2.3+", .malformed),
    ])
    func refuses(text: String, error: VersionError) {
        #expect(throws: error) { try Version(parsing: text) }
    }

    @Test func refusesAnEndlessText() {
        #expect(throws: VersionError.tooLong(bytes: 1006)) {
            try Version(parsing: "1.2.3-" + String(repeating: "a", count: 1000))
        }
    }
}
