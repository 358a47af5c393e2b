import JSONCursor
import Reporting
import Testing

@Suite("The writer of JSON reports")
struct JSONWriterTests {
    private static func text(_ node: JSONNode) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.write(node) { bytes += $0 }
        return bytes
    }

    private static func node(_ index: Int) -> JSONNode {
        .members(["index": .integer(Int64(index)), "text": .string(String(repeating: "é\"", count: index % 50))])
    }

    @Test(
        "writes elements that are made on all cores in their order", arguments: [0, 1, 31, 32, 33, 511, 512, 513, 1500])
    func elements(count: Int) throws {
        let made = JSONNode.members(["before": .null, "all": .elements(count: count, Self.node), "after": .bool(true)])
        let given = JSONNode.members([
            "before": .null, "all": .array((0..<count).map(Self.node)), "after": .bool(true),
        ])
        let text = Self.text(made)
        #expect(text == Self.text(given))
        #expect(try JSONValue(parsing: text)["all"]?.array?.map { $0["index"]?.int64 } == (0..<count).map { Int64($0) })
    }

    @Test("stops at the first piece that cannot be handed on")
    func failingSink() {
        struct Full: Error {}
        var pieces = 0
        #expect(throws: Full.self) {
            try JSONWriter<Full>.write(.elements(count: 5000, Self.node)) { _ throws(Full) in
                pieces += 1
                if pieces == 3 { throw Full() }
            }
        }
        #expect(pieces == 3)
    }

    @Test("escapes what could move or hide text")
    func escapes() {
        let text = Self.text(.string("a\u{202E}b\u{1B}[2Kc\u{200B}\n\u{7F}é😀\\\""))
        #expect(String(decoding: text, as: UTF8.self) == #""a\u202eb\u001b[2Kc\u200b\n\u007fé😀\\\"""# + "\n")
    }
}
