import Lockfiles
import Testing

/// What may be wrong with a file before its format matters.
@Suite struct TextTests {
    @Test(arguments: Samples.all.indices)
    func sameWithByteOrderMarkAndCarriageReturns(_ index: Int) throws {
        let sample = Samples.all[index]
        let plain = try read(sample.text, sample.name)
        let marked = try read("\u{FEFF}" + sample.text, sample.name)
        let returns = try read(sample.text.replacing("\n", with: "\r\n"), sample.name)
        #expect(marked.entries == plain.entries)
        #expect(returns.entries == plain.entries)
    }

    /// Every file is told by its content alone; the two kinds of Yarn's are only told so.
    @Test(arguments: Samples.all.indices)
    func formatFromContentAlone(_ index: Int) throws {
        let sample = Samples.all[index]
        #expect(try read(sample.text).format == read(sample.text, "some/folder/" + sample.name).format)
    }

    /// An error, or the same entries; never fewer of them and success.
    @Test(arguments: Samples.all.indices)
    func cutAtEveryByte(_ index: Int) throws {
        let sample = Samples.all[index]
        let bytes = Array(sample.text.utf8)
        // What Yarn 1 leaves to the manifest.
        let text = #"{"dependencies": {"@s/b": "^2.0.0", "a": "^1.0.0", "old": "npm:real@3", "repo": "o/r"}}"#
        let manifests = sample.text == Samples.yarn ? [try ProjectManifest(parsing: Array(text.utf8))] : []
        let whole = try Lockfile(reading: bytes, named: sample.name, manifests: manifests).entries.map(\.identity)
        for count in bytes.indices {
            let start = Array(bytes[..<count])
            guard let cut = try? Lockfile(reading: start, named: sample.name, manifests: manifests) else { continue }
            #expect(cut.entries.map(\.identity) == whole, "cut at byte \(count)")
        }
    }

    /// Yarn 1 says neither how many entries a file has nor what the project needs: only a manifest tells that the last
    /// entry is missing if no other depends on it.
    @Test func whatYarn1CannotTell() throws {
        let last = "zz@1:\n  version \"1.0.0\"\n"
        #expect(throws: Never.self) { try read(Samples.yarn) }
        let manifest = #"{"dependencies": {"zz": "1", "a": "^1.0.0"}}"#
        #expect(throws: LockfileError.self) { try read(Samples.yarn, manifests: [manifest]) }
        #expect(try read(Samples.yarn + "\n" + last, manifests: [manifest]).entries.count == 5)
    }

    @Test(arguments: Samples.all.indices)
    func conflictMarkers(_ index: Int) throws {
        let sample = Samples.all[index]
        var lines = sample.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let middle = lines.count / 2
        lines.insert(contentsOf: ["<<<<<<< HEAD", "=======", ">>>>>>> other"], at: middle)
        do throws(LockfileError) {
            _ = try read(lines.joined(separator: "\n"), sample.name)
            Issue.record("read")
        } catch {
            #expect(error.reason == .mergeConflict)
            #expect(error.line == middle + 1 && error.column == 1)
        }
    }

    @Test(arguments: [
        #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1"}, "node_modules/a": {"version": "2"}}}"#,
        #"{"lockfileVersion": 3, "packages": {"node_modules/\u0061": {"version": "1"}, "node_modules/a": {"version": "2"}}}"#,
        "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  a@1.0.0: {}\n",
        "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  'a@1.0.0': {}\n",
        #"{"version": "5", "npm": {}, "npm": {}}"#,
    ])
    func duplicateKeys(_ text: String) {
        guard case .duplicateKey = refusal(text) else { Issue.record("read"); return }
    }

    @Test func duplicateAmongMany() {
        let members = (0..<1000).map { "\"node_modules/p\($0)\": {\"version\": \"1.0.0\"}" }
        let text = "{\"lockfileVersion\": 3, \"packages\": {\((members + [members[17]]).joined(separator: ",\n"))}}"
        #expect(refusal(text) == .duplicateKey("node_modules/p17"))
    }

    /// U+00E9, and `e` with U+0301: equal to Swift's strings, and two keys all the same.
    @Test func keysAreComparedAsBytes() throws {
        let text =
            "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/\u{E9}\": {}, \"node_modules/e\u{301}\": {}}}"
        #expect(try read(text).entries.count == 2)
    }

    @Test func limits() {
        let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        #expect(refusal(#"{"lockfileVersion": 3, "x": \#(deep), "packages": {}}"#) == .tooDeep(limit: 256))
        let yaml = "lockfileVersion: '9.0'\nx: \(deep)\n"
        #expect(refusal(yaml) == .tooDeep(limit: 256))
    }

    @Test(arguments: ["", " \n\n", "\u{FEFF}"])
    func nothing(_ text: String) {
        #expect(refusal(text, "package-lock.json") == .empty)
    }

    @Test func notText() throws {
        do throws(LockfileError) {
            _ = try Lockfile(reading: Array("{\n\"a\": \"".utf8) + [0xFF] + Array("\"}".utf8))
            Issue.record("read")
        } catch {
            #expect(error.reason == .notUTF8 && error.line == 2 && error.column == 7)
        }
    }

    @Test(arguments: [
        "{\"lockfileVersion\": 01}", "{\"a\": tru}", "{\"a\": 1.}", "{\"a\" 1}", "{\"a\": 1,}", "{a: 1}",
        "{\"a\": \"\\x\"}",
        "{\"a\": \"\\ud800\"}", "{\"a\": 1} x", "[]", "hello", "{\"a\": \"\u{1}\"}", "{\"a\": 1 \"b\": 2}",
        "{\"a\": +1}",
    ])
    func malformed(_ text: String) {
        #expect(refusal(text, "package-lock.json") != nil)
    }
}
