import Testing

@testable import Signals

@Suite struct CommitMissingTests {
    private func severity(before: Bool, now: Bool, origin: VerifiedOrigin? = nil) throws -> Severity? {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01", gitHead: before)
        try package.publish("1.0.1", "2025-02-01", provenance: origin != nil, gitHead: now)
        return try package.packument.judged("1.0.1", origin: origin).severity(of: .commitMissing)
    }

    @Test func noneWhereThereWasOne() throws {
        #expect(try severity(before: true, now: false) == .low)
        #expect(try severity(before: false, now: false) == nil)
        #expect(try severity(before: true, now: true) == nil)
        #expect(try severity(before: false, now: true) == nil)
    }

    @Test func anotherThanTheAttestedOne() throws {
        #expect(try severity(before: true, now: true, origin: .example(commit: "c0ffee")) == nil)
        #expect(try severity(before: true, now: true, origin: .example(commit: "decade")) == .low)
    }
}
