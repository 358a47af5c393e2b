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

    @Test func unknownSizesAndOtherLinesAreNotCompared() throws {
        #expect(try severity(from: (nil, nil), to: (9_000_000, 900)) == nil)
        #expect(try severity(from: (1, 1), to: (nil, nil)) == nil)
        #expect(try severity(from: (1, 1), to: (9_000_000, 900), version: "2.0.0") == nil)
        #expect(try severity(from: (.max, .max), to: (.max, .max)) == nil)
    }
}
