import Foundation
import JSONCursor
import Signals
import Testing

@testable import Policy

@Suite struct PolicySchemaTests {
    /// With `RECORD_GOLDEN_FILES` set the file is written anew, and the test fails.
    @Test func theFileIsCurrent() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("Schemas/policy.schema.json")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN_FILES"] != nil {
            try PolicySchema.text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent)")
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == PolicySchema.text)
    }

    @Test func itKnowsWhatTheParserKnows() throws {
        let schema = try JSONValue(parsing: Array(PolicySchema.text.utf8))
        let definitions = schema["$defs"]
        let words = definitions?["failOn"]?["enum"]?.array?.compactMap(\.string)
        #expect(words == FailOn.words)
        #expect(FailOn.words.allSatisfy { FailOn($0) != nil })
        let rules = definitions?["exception"]?["properties"]?["rule"]?["enum"]?.array?.compactMap(\.string)
        #expect(rules?.count == RuleID.allCases.count - PolicyException.notAcceptable.count)
        let origin = definitions?["origin"]?["properties"]?.object?.members.map(\.key)
        #expect(origin == RecordedOrigin.keys)
    }
}
