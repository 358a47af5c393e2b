import Testing

@testable import Lockfiles

/// Searches that look at eight bytes at a time, against looking at each.
@Suite struct BytesTests {
    /// Every byte at every place of a text, among neighbours that borrow from it or look like it.
    @Test(arguments: [UInt8(0x00), 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x61, 0x7F, 0x80, 0xA2, 0xDC, 0xFF])
    func searchesFindTheFirst(_ byte: UInt8) {
        for neighbour: UInt8 in [0x61, 0x21, 0x23, 0x5D, 0x80, 0xFF] {
            for place in 0..<40 {
                var text = [UInt8](repeating: neighbour, count: 40)
                text[place] = byte
                #expect(firstOffset(of: byte, in: text.span, from: 0) == text.firstIndex(of: byte))
                let plain = text.firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 } ?? 40
                #expect(endOfPlainText(text.span, from: 0) == plain)
                #expect(endOfWord(text.span, from: 0) == text.firstIndex { $0 <= 0x20 } ?? 40)
            }
        }
    }

    /// One byte that differs, at every place of texts of every length.
    @Test func equalityAndHashesSeeEveryByte() {
        for count in 0..<40 {
            let text = (0..<count).map { UInt8($0) }
            #expect(equalBytes(text.span, Array(text).span) && hashBytes(text.span) == hashBytes(Array(text).span))
            for place in 0..<count {
                var other = text
                other[place] ^= 0x40
                #expect(!equalBytes(text.span, other.span) && hashBytes(text.span) != hashBytes(other.span))
            }
        }
    }

    /// What an address says does not depend on the addresses before it.
    @Test(arguments: [
        ("b", "https://r.example/b/-/b-1.0.0.tgz"), ("b", "https://r.example/b/-/b-1.0.0.tgz#0123"),
        ("b", "https://r.example/b/-/b.git"), ("b", "https://r.example/b/-/b.git#x.tgz"),
        ("b", "https://r.example/b/-/b.git#x.tgz#y"), ("-", "https://r.example/-/-/b.tgz"),
        ("x/-/b", "https://r.example/x/-/b/-/b.tgz"), ("x/-", "https://r.example/x/-/-/b.tgz"),
        ("@s/b", "https://r.example/@s/b/-/b-1.0.0.tgz"), ("b", "https://r.example/c/-/b.tgz"),
        ("b", "https://r.example/b/-/"), ("b", "https://r.example.net/b/-/b.tgz"),
    ])
    func addressesAloneAndBehindOthers(_ name: String, _ address: String) throws {
        func entry(_ name: String, _ address: String) -> String {
            #""node_modules/\#(name)": {"version": "1.0.0", "resolved": "\#(address)"}"#
        }
        func last(_ entries: String...) throws -> LockfileEntry? {
            try read(#"{"lockfileVersion": 3, "packages": {\#(entries.joined(separator: ","))}}"#).entries.last
        }
        let alone = try #require(try last(entry(name, address)))
        let behind = try #require(try last(entry("a", "https://r.example/a/-/a-1.0.0.tgz"), entry(name, address)))
        #expect(alone == behind)
    }
}
