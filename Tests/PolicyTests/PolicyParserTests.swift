import PackageModel
import Signals
import Testing

@testable import Policy

extension Policy {
    init(_ text: String) throws(PolicyError) { try self.init(parsing: Array(text.utf8)) }
}

@Suite struct PolicyParserTests {
    static let example = """
        # what we ask of our dependencies
        fail-on: [high, provenance-lost]
        require-provenance:
          - "@ours/*"
        exceptions:
          - package: fastq
            versions: 1.20.2
            rule: provenance-lost
            reason: published by hand, see issue 12
            expires: 2026-12-31
        origins:
          - package: axios
            issuer: https://token.actions.githubusercontent.com
            repository: https://github.com/axios/axios
            repository-id: "23088740"
            workflow: .github/workflows/publish.yml
            trigger: push
            ref: refs/heads/v1.x
            runner: github-hosted
        """

    @Test func readsEveryPart() throws {
        let policy = try Policy(Self.example)
        #expect(policy.failOn == [.severity(.high), .rule(.provenanceLost)])
        #expect(policy.requireProvenance.map(\.pattern) == ["@ours/*"])
        let exception = try #require(policy.exceptions.first)
        #expect(exception.package.pattern == "fastq")
        #expect(exception.versions.text == "1.20.2")
        #expect(exception.rule == .provenanceLost)
        #expect(exception.reason == "published by hand, see issue 12")
        #expect(exception.expires.text == "2026-12-31")
        #expect(exception.line == 6)
        let origin = try #require(policy.originsByPackage[PackageName(parsing: "axios")]?.first)
        #expect(origin.repositoryID == ExactText("23088740"))
        #expect(origin.refKind == ExactText("branch"))
        #expect(policy.originsByPackage.count == 1)
    }

    @Test(arguments: ["", "# nothing yet\n", "---\n", "{}", "exceptions: []"])
    func anEmptyFileIsAnEmptyPolicy(text: String) throws {
        let policy = try Policy(text)
        #expect(policy.failOn == nil)
        #expect(policy.exceptions.isEmpty)
    }

    @Test func oneValueStandsForAList() throws {
        #expect(try Policy("fail-on: none").failOn == [FailOn.nothing])
        #expect(try Policy("require-provenance: '*'").requireProvenance.map(\.pattern) == ["*"])
    }

    @Test(arguments: [
        ("fail-on: [critical", PolicyError.Problem?.none, 2, 1),
        (
            "fial-on: high",
            .unknownKey("fial-on", allowed: ["fail-on", "require-provenance", "exceptions", "origins"]), 1, 1
        ),
        ("fail-on: severe", .unknownFailOn("severe"), 1, 10),
        ("fail-on:\n  - high\n  - [low]", .expected(.text), 3, 5),
        ("fail-on: {a: b}", .expected(.textOrList), 1, 10),
        ("- a", .expected(.mapping), 1, 1),
        ("high", .expected(.mapping), 1, 1),
        ("exceptions: high", .expected(.list), 1, 13),
        ("exceptions:\n  - package: a\n", .missingKey("rule"), 2, 5),
        ("require-provenance: ''", .badPattern(""), 1, 21),
    ])
    func refusesWithLineAndColumn(text: String, problem: PolicyError.Problem?, line: Int, column: Int) throws {
        let error = try #require(throws: PolicyError.self) { try Policy(text) }
        if let problem { #expect(error.problem == problem) }
        #expect(error.line == line)
        #expect(error.column == column)
    }

    @Test(arguments: ["package", "versions", "rule", "reason", "expires"])
    func everyPartOfAnExceptionIsRequired(key: String) {
        let lines = Self.example.split(separator: "\n", omittingEmptySubsequences: false)
        var kept = lines[4..<10].map(String.init).filter { !$0.contains("  \(key):") && !$0.contains("- \(key):") }
        if key == "package" { kept.insert("  -", at: 1) }
        #expect(throws: PolicyError(.missingKey(key), line: key == "package" ? 3 : 2, column: 5)) {
            try Policy(kept.joined(separator: "\n"))
        }
    }

    @Test(arguments: [
        ("versions: 1.20.2", "versions: not a range", PolicyError.Problem.badRange("not a range")),
        ("rule: provenance-lost", "rule: provenance-found", .unknownRule("provenance-found")),
        ("rule: provenance-lost", "rule: provenance-invalid", .notAcceptable(rule: "provenance-invalid")),
        ("rule: provenance-lost", "rule: integrity-mismatch", .notAcceptable(rule: "integrity-mismatch")),
        ("reason: published by hand, see issue 12", "reason: ' '", .emptyReason),
        ("expires: 2026-12-31", "expires: 2026-02-30", .badDate("2026-02-30")),
        ("expires: 2026-12-31", "expires: 31.12.2026", .badDate("31.12.2026")),
        ("expires: 2026-12-31", "expires: 2026-12-31T00:00:00Z", .badDate("2026-12-31T00:00:00Z")),
        ("expires: 2026-12-31", "expires: never", .badDate("never")),
        ("package: axios", "package: ../axios", .badPackageName("../axios")),
        ("package: fastq", "package: \"fast\\nq\"", .badPattern("fast\nq")),
        ("package: fastq", "package: fast q", .badPattern("fast q")),
    ])
    func refusesWrongValues(from: String, to: String, problem: PolicyError.Problem) throws {
        let pieces = Self.example.split(separator: from, maxSplits: 1)
        #expect(pieces.count == 2)
        let error = try #require(throws: PolicyError.self) { try Policy(pieces.joined(separator: to)) }
        #expect(error.problem == problem)
        #expect((error.line ?? 0) > 5)
    }

    /// YAML's other scalars are no texts for an editor with the schema either.
    @Test(arguments: [
        ("versions: 1.20.2", "versions: 5"), ("versions: 1.20.2", "versions: 1.20"),
        ("reason: published by hand, see issue 12", "reason: true"),
        ("reason: published by hand, see issue 12", "reason: ~"),
        ("reason: published by hand, see issue 12", "reason:"),
        ("reason: published by hand, see issue 12", "reason: !!int '5'"),
        ("repository-id: \"23088740\"", "repository-id: 23088740"),
        ("  - \"@ours/*\"", "  - 1"), ("- package: fastq", "- package: .inf"),
        ("ref: refs/heads/v1.x", "ref: 0x1F"),
    ])
    func refusesWhatIsNoText(from: String, to: String) throws {
        let pieces = Self.example.split(separator: from, maxSplits: 1)
        #expect(pieces.count == 2)
        let error = try #require(throws: PolicyError.self) { try Policy(pieces.joined(separator: to)) }
        #expect(error.problem == .expected(.text))
        #expect(error.hint == "a number, a truth value or nothing is a text in quotes")
    }

    @Test(arguments: ["'5'", "\"5\"", "!!str 5", "5.x", "yes", "2026-12-31", "|-\n      5"])
    func readsTexts(reason: String) throws {
        let text = Self.example.replacing("published by hand, see issue 12", with: reason)
        #expect(try Policy(text).exceptions.first?.reason.isEmpty == false)
    }

    @Test func readsTheLineEndsOfWindows() throws {
        let policy = try Policy(Self.example.replacing("\n", with: "\r\n"))
        #expect(policy.exceptions.first?.reason == "published by hand, see issue 12")
        #expect(policy.origins.count == 1)
    }

    @Test func refusesWhatIsTwice() throws {
        let twice = try #require(throws: PolicyError.self) { try Policy("fail-on: high\nfail-on: none") }
        #expect(twice == PolicyError(.duplicateKey("fail-on"), line: 2, column: 1))
        let nested = try #require(throws: PolicyError.self) {
            try Policy("exceptions:\n  - rule: stale\n    package: a\n    # rule: x\n    rule: stale\n")
        }
        #expect(nested == PolicyError(.duplicateKey("rule"), line: 5, column: 5))
        #expect(throws: PolicyError(.severalDocuments)) { try Policy("fail-on: high\n---\nfail-on: none") }
    }

    @Test func refusesTooMuch() throws {
        let large = "#" + String(repeating: "x", count: Policy.maximumBytes)
        #expect(throws: PolicyError(.tooLarge(bytes: large.utf8.count))) { try Policy(large) }
        let many = "fail-on: [" + String(repeating: "high,", count: Policy.maximumEntries + 1) + "]"
        let error = try #require(throws: PolicyError.self) { try Policy(many) }
        #expect(error.problem == .tooMany("values", limit: Policy.maximumEntries))
        #expect(throws: PolicyError(.notUTF8)) { try Policy(parsing: [0x61, 0xFF]) }
        #expect(throws: PolicyError.self) { try Policy(String(repeating: "[", count: 100_000)) }
    }

    @Test func aBombOfAliasesIsNoPolicy() {
        var text = "a0: &a0 [x, x]\n"
        for index in 1...40 { text += "a\(index): &a\(index) [*a\(index - 1), *a\(index - 1)]\n" }
        #expect(throws: PolicyError.self) { try Policy(text) }
    }
}
