import PackageModel
import Testing

@Suite struct IntegrityTests {
    private let zeros512 = "sha512-" + Base64.encode([UInt8](repeating: 0, count: 64))
    private let ones512 = "sha512-" + Base64.encode([UInt8](repeating: 1, count: 64))
    private let zerosSHA1 = "sha1-" + Base64.encode([UInt8](repeating: 0, count: 20))

    @Test func readsSeveralDigestsAndOptions() throws {
        let integrity = try Integrity(parsing: " \(zerosSHA1)?opt  md5-abc \(zeros512)\n")
        #expect(integrity.digests.map(\.algorithm) == [.sha1, .sha512])
        #expect(integrity.strongest?.algorithm == .sha512)
        #expect(integrity.text == "\(zerosSHA1) \(zeros512)")
    }

    @Test func digestsOfTwoValuesAreCollectedOnce() throws {
        let (sha1, sha512) = (try Integrity(parsing: zerosSHA1), try Integrity(parsing: zeros512))
        #expect(sha512.adding(sha1).text == "\(zeros512) \(zerosSHA1)")
        #expect(sha512.adding(sha1).adding(sha1) == sha512.adding(sha1))
        #expect(sha512.adding(nil) == sha512)
    }

    @Test func oneOfSeveralDigestsIsNotEnough() throws {
        let both = try Integrity(parsing: "\(ones512) \(zeros512)")
        #expect(try both.compare(Integrity(parsing: zeros512)) == .different(.sha512))
        #expect(try Integrity(parsing: zeros512).compare(both) == .different(.sha512))
        #expect(try both.compare(Integrity(parsing: "\(zeros512) \(ones512)")) == .equal(.sha512))
    }

    @Test func comparesOnlyWhatBothHave() throws {
        let sha1 = try Integrity(sha1Hexadecimal: String(repeating: "0", count: 40))
        let both = try Integrity(parsing: "\(zerosSHA1) \(zeros512)")
        #expect(sha1.compare(both) == .equal(.sha1))
        #expect(try Integrity(parsing: zeros512).compare(both) == .equal(.sha512))
        #expect(try Integrity(parsing: ones512).compare(both) == .different(.sha512))
        #expect(try Integrity(parsing: ones512).compare(sha1) == .nothingInCommon)
    }

    @Test func oneAlgorithmThatDiffersIsADifference() throws {
        let mixed = try Integrity(parsing: "\(zerosSHA1) \(ones512)")
        #expect(try mixed.compare(Integrity(parsing: "\(zerosSHA1) \(zeros512)")) == .different(.sha512))
    }

    @Test(arguments: [
        ("", IntegrityError.noKnownAlgorithm), ("md5-abcd", .noKnownAlgorithm), ("sha512", .malformed),
        ("sha512-AAAA", .malformed), ("sha1-!!!!", .malformed),
    ])
    func refuses(text: String, error: IntegrityError) {
        #expect(throws: error) { try Integrity(parsing: text) }
    }

    @Test func boundsTheNumberOfDigests() {
        let text = Array(repeating: zerosSHA1, count: 17).joined(separator: " ")
        #expect(throws: IntegrityError.tooManyDigests) { try Integrity(parsing: text) }
    }
}

@Suite struct Base64Tests {
    @Test(arguments: 0..<40) func roundTrips(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }

    @Test(arguments: ["AA==", "AAA=", "AAAA", ""]) func accepts(text: String) { #expect(Base64.decode(text) != nil) }

    @Test(arguments: [
        "A", "AA", "AA=", "A===", "====", "AB==", "AAB=", "AA==AAAA", "AA=A", "AA-_", "AAAA\n", " AAA", "AA==" + "====",
    ])
    func refuses(text: String) { #expect(Base64.decode(text) == nil) }
}
