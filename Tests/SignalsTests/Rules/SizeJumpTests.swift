import Testing

@testable import Signals

@Suite struct SizeJumpTests {
    private func severity(
        from before: (size: Int64?, files: Int64?), to now: (size: Int64?, files: Int64?), version: String = "1.0.1"
    ) throws -> Severity? {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", size: before.size, files: before.files)
        try package.publish(version, "2025-02-01", size: now.size, files: now.files)
        return try package.packument.judged(version).severity(of: .sizeJump)
    }

    @Test func threeTimesAndAMegabyte() throws {
        #expect(try severity(from: (500_000, 10), to: (1_500_000, 10)) == .low)
        #expect(try severity(from: (500_001, 10), to: (1_500_002, 10)) == nil)
        #expect(try severity(from: (400_000, 10), to: (1_399_999, 10)) == nil)
        #expect(try severity(from: (400_000, 10), to: (1_400_000, 10)) == .low)
    }

    @Test func threeTimesTheFilesAndTwenty() throws {
        #expect(try severity(from: (1, 10), to: (1, 30)) == .low)
        #expect(try severity(from: (1, 10), to: (1, 29)) == nil)
        #expect(try severity(from: (1, 9), to: (1, 28)) == nil)
    }

    /// A line that is not a day old is compared with itself; there is nothing else of its kind.
    @Test func aLineThatBeganTodayIsComparedWithItself() throws {
        var package = try PackumentBuilder("p")
        try package.publishHistory("1.0", count: 3, before: "2025-01-01")
        try package.publish("2.0.0", "2025-02-01T08:00:00.000Z", size: 10_000)
        try package.publish("2.0.1", "2025-02-01T10:30:00.000Z", size: 9_000_000, files: 400)
        let jump = try package.packument.judged("2.0.1").findings.first { $0.rule == .sizeJump }
        #expect(jump?.severity == .low)
        #expect(jump?.evidence.prefix(2).map(\.value) == ["10,000", "9,000,000"])
        #expect(try package.packument.judged("2.0.0").severity(of: .sizeJump) == nil)
    }

    @Test func aLineWithAPastIsComparedWithThat() throws {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", size: 10_000)
        try package.publish("1.0.1", "2025-02-01T08:00:00.000Z", size: 9_000_000)
        try package.publish("1.0.2", "2025-02-01T10:30:00.000Z", size: 9_000_000)
        #expect(try package.packument.judged("1.0.2").severity(of: .sizeJump) == .low)
    }

    @Test func unknownSizesAndOtherLinesAreNotCompared() throws {
        #expect(try severity(from: (nil, nil), to: (9_000_000, 900)) == nil)
        #expect(try severity(from: (1, 1), to: (nil, nil)) == nil)
        #expect(try severity(from: (1, 1), to: (9_000_000, 900), version: "2.0.0") == nil)
        #expect(try severity(from: (.max, .max), to: (.max, .max)) == nil)
    }
}
