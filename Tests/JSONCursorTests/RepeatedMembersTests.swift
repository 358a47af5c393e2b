import JSONCursor
import Testing

@Suite struct RepeatedMembersTests {
    private static let fields = JSONFields(["name", "dist", "count"])

    /// What is read of each object of an array: the wanted keys and their values.
    private static func read(_ document: String, remembering: Bool) -> Result<[String], JSONError> {
        do throws(JSONError) {
            return .success(
                try JSONCursor.read(Array(document.utf8), limits: JSONLimits(bytes: 1 << 20, depth: 6)) {
                    (cursor) throws(JSONError) in
                    var found: [String] = []
                    var members = RepeatedMembers()
                    var values: [Int: JSONValue] = [:]
                    try cursor.enterArray()
                    while try cursor.nextElement() {
                        if remembering {
                            try cursor.enterObject(repeating: &members)
                            while let field = try cursor.nextField(of: fields, repeating: &members) {
                                values[field] = try cursor.value()
                            }
                            values = values.filter { members.present.contains($0.key) }
                        } else {
                            values = [:]
                            try cursor.enterObject()
                            while let field = try cursor.nextField(of: fields) {
                                values[field] = try cursor.value()
                            }
                        }
                        found.append("\(values.sorted { $0.key < $1.key })")
                    }
                    try cursor.finish()
                    return found
                })
        } catch {
            return .failure(error)
        }
    }

    private static let members = [
        #""name":"a""#, #""name":"b""#, #""dist":{"x":[1,2]}"#, #""count":1"#, #""count":12"#, #""skipped":"s""#,
        #""skipped":"st""#, #""number":1"#, #""number":12"#, #""number":1.5e3"#, #""list":[1,{"a":2}]"#,
        #""list":[1,{"a":3}]"#, #""yes":true"#, #""no": null"#, #" "no" :null"#, #""\u006eame":"c""#,
        #""deep":[[[[]]]]"#,
        #""é":"ü""#, #""empty":{}"#,
    ]

    /// The same numbers in each run, so that a document that is read wrongly comes again (SplitMix64).
    private struct Numbers: RandomNumberGenerator {
        private var state: UInt64 = 20_261_123

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// A document of objects that differ from each other in a few members.
    private static func document(_ random: inout Numbers) -> String {
        var current = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
            members.randomElement(using: &random)
        }
        let objects = (0..<8).map { _ in
            if Bool.random(using: &random), let new = members.randomElement(using: &random) {
                current.insert(new, at: Int.random(in: 0...current.count, using: &random))
            }
            if !current.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
                current.remove(at: Int.random(in: 0..<current.count, using: &random))
            }
            return "{" + current.joined(separator: ",") + "}"
        }
        return "[" + objects.joined(separator: ",") + "]"
    }

    @Test func repeatingObjectsAreReadAsWithoutMemoryWithTheSameErrorsAtTheSamePlaces() {
        var random = Numbers()
        var readable = 0
        for _ in 0..<4000 {
            var document = Array(Self.document(&random).utf8)
            if Int.random(in: 0..<4, using: &random) == 0 {
                let place = Int.random(in: 0..<document.count, using: &random)
                document[place] = Array(#"{}[],:"x1 "#.utf8).randomElement(using: &random) ?? 0
            }
            let text = String(decoding: document, as: UTF8.self)
            let plain = Self.read(text, remembering: false)
            #expect(Self.read(text, remembering: true) == plain, "\(text)")
            if case .success = plain { readable += 1 }
        }
        // Both outcomes must have been compared.
        #expect((400..<3600).contains(readable))
    }

    @Test func whatWasReadOfAnObjectThatIsCutOffIsReadAgain() throws {
        var members = RepeatedMembers()
        func fields(_ object: String) -> [Int]? {
            try? JSONCursor.read(Array(object.utf8)) { (cursor) throws(JSONError) in
                var read: [Int] = []
                try cursor.enterObject(repeating: &members)
                while let field = try cursor.nextField(of: Self.fields, repeating: &members) {
                    read.append(field)
                    try cursor.skip()
                }
                return read
            }
        }
        #expect(fields(#"{"name":"a","dist":{},"count":1}"#) == [0, 1, 2])
        #expect(fields(#"{"name":"a","dist":{},"count":2}"#) == [2])
        #expect(fields(#"{"name":"a","dist":{"x":1},"cou"#) == nil)
        // `dist` is what it was before, but the reader has kept something else of it.
        #expect(fields(#"{"name":"a","dist":{},"count":2}"#) == [1])
        #expect(fields(#"{"name":"a","dist":{},"count":2}"#) == [])
        #expect(fields(#"{"name":"a","count":2}"#) == [2])
        #expect(fields(#"{"name":"a","count":2,"dist":{}}"#) == [2, 1])
    }

    @Test func aMemberThatWasSeenBeforeIsRefusedWhenItComesTwiceInOneObject() {
        let repeated = #"[{"skipped":"s","name":"a"},{"skipped":"s","name":"a","skipped":"s"}]"#
        #expect(Self.read(repeated, remembering: true) == .failure(.duplicateKey("skipped", offset: 54)))
        let escaped = #"[{"skipped":"s","name":"a"},{"sk\u0069pped":"s","skipped":"s"}]"#
        #expect(Self.read(escaped, remembering: true) == .failure(.duplicateKey("skipped", offset: 48)))
    }

    @Test func theBeginningOfALongerNumberIsNotTakenForTheNumberBefore() {
        let document = #"[{"number":1},{"number":1.},{"number":1}]"#
        #expect(Self.read(document, remembering: true) == .failure(.invalidNumber(offset: 24)))
    }

    @Test func nestingIsCheckedWhereAnObjectLiesDeeperThanTheOneBefore() throws {
        let value = #"{"skipped":[[1]]}"#
        // The memory is of the outer object; the inner one of the same bytes lies too deep.
        let document = Array(#"[\#(value),[[[\#(value)]]]]"#.utf8)
        #expect(throws: JSONError.tooDeep(limit: 5, offset: 33)) {
            try JSONCursor.read(document, limits: JSONLimits(bytes: 99, depth: 5)) { (cursor) throws(JSONError) in
                var members = RepeatedMembers()
                try cursor.enterArray()
                _ = try cursor.nextElement()
                try cursor.enterObject(repeating: &members)
                while try cursor.nextField(of: Self.fields, repeating: &members) != nil {}
                _ = try cursor.nextElement()
                for _ in 0..<3 {
                    try cursor.enterArray()
                    _ = try cursor.nextElement()
                }
                try cursor.enterObject(repeating: &members)
                while try cursor.nextField(of: Self.fields, repeating: &members) != nil {}
            }
        }
    }
}
