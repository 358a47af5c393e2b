import Lockfiles
import Testing

@Suite struct LockfileDiffTests {
    private func lockfile(_ packages: [(String, String, String?)]) throws -> Lockfile {
        let members = packages.enumerated().map { index, package in
            let digest = package.2.map { #", "integrity": "\#($0)""# } ?? ""
            let folder = String(repeating: "node_modules/x/", count: index)
            return #""\#(folder)node_modules/\#(package.0)": {"version": "\#(package.1)"\#(digest)}"#
        }
        return try read(#"{"lockfileVersion": 3, "packages": {\#(members.joined(separator: ", "))}}"#)
    }

    @Test func addedRemovedAndChanged() throws {
        let diff = LockfileDiff(
            from: try lockfile([("a", "1.0.0", nil), ("b", "1.0.0", nil), ("c", "1.0.0", nil)]),
            to: try lockfile([("b", "2.0.0", nil), ("c", "1.0.0", nil), ("d", "1.0.0", nil)]))
        #expect(diff.added.map(\.identity) == ["d@1.0.0"])
        #expect(diff.removed.map(\.identity) == ["a@1.0.0"])
        #expect(diff.changed.map { [$0.before.identity, $0.after.identity] } == [["b@1.0.0", "b@2.0.0"]])
    }

    @Test func sameVersionWithAnotherDigest() throws {
        let other = Samples.digest.replacing("A==", with: "Q==")
        let base = try lockfile([("a", "1.0.0", Samples.digest)])
        #expect(LockfileDiff(from: base, to: try lockfile([("a", "1.0.0", other)])).changed.count == 1)
        #expect(LockfileDiff(from: base, to: base).isEmpty)
    }

    @Test(arguments: [nil, "sha1-\(String(repeating: "A", count: 27))=", "sha512-x"])
    func aDigestThatAppearsOrVanishesIsAChange(other: String?) throws {
        let with = try lockfile([("a", "1.0.0", Samples.digest)])
        let without = try lockfile([("a", "1.0.0", other)])
        #expect(LockfileDiff(from: with, to: without).changed.count == 1)
        #expect(LockfileDiff(from: without, to: with).changed.count == 1)
        #expect(LockfileDiff(from: without, to: without).isEmpty)
    }

    @Test func theOrderOfEqualVersionsIsNoChange() throws {
        let base = try lockfile([("a", "1.0.0", Samples.digest), ("a", "1.0.0", nil)])
        let head = try lockfile([("a", "1.0.0", nil), ("a", "1.0.0", Samples.digest)])
        #expect(LockfileDiff(from: base, to: head).isEmpty)
    }

    @Test func severalVersionsOfOneName() throws {
        let diff = LockfileDiff(
            from: try lockfile([("a", "1.0.0", nil), ("a", "2.0.0", nil)]),
            to: try lockfile([("a", "2.0.0", nil), ("a", "3.0.0", nil), ("a", "4.0.0", nil)]))
        #expect(diff.changed.map { [$0.before.identity, $0.after.identity] } == [["a@1.0.0", "a@3.0.0"]])
        #expect(diff.added.map(\.identity) == ["a@4.0.0"] && diff.removed.isEmpty)
    }

    /// Thousands of versions of one name, all of them there again in another order.
    @Test func manyVersionsOfOneName() throws {
        func lockfile(_ versions: some Sequence<Int>, _ digest: String?) throws -> Lockfile {
            let members = versions.map { version in
                let digest = digest.map { #", "integrity": "\#($0)""# } ?? ""
                return #""x\#(version)/node_modules/a": {"version": "1.0.\#(version)"\#(digest)}"#
            }
            return try read(#"{"lockfileVersion": 3, "packages": {\#(members.joined(separator: ", "))}}"#)
        }
        let base = try lockfile(0..<2000, nil)
        #expect(LockfileDiff(from: base, to: try lockfile((0..<2000).reversed(), nil)).isEmpty)
        let moved = LockfileDiff(from: base, to: try lockfile(1..<2002, nil))
        #expect(moved.changed.map { [$0.before.identity, $0.after.identity] } == [["a@1.0.0", "a@1.0.2000"]])
        #expect(moved.added.map(\.identity) == ["a@1.0.2001"] && moved.removed.isEmpty)
        let other = LockfileDiff(from: base, to: try lockfile((0..<2000).reversed(), Samples.digest))
        #expect(other.changed.count == 2000 && other.changed.allSatisfy { $0.before.version == $0.after.version })
    }

    /// Thousands of addresses of one version: the same in the same order, and one of them gone.
    @Test func manyEntriesOfOneVersion() throws {
        func lockfile(_ addresses: some Sequence<Int>) throws -> Lockfile {
            let members = addresses.map { number in
                #""x\#(number)/node_modules/a": {"version": "1.0.0", "resolved": "https://r/a/-/\#(number).tgz"}"#
            }
            return try read(#"{"lockfileVersion": 3, "packages": {\#(members.joined(separator: ", "))}}"#)
        }
        let base = try lockfile(0..<2000)
        #expect(base.entries.count == 2000 && LockfileDiff(from: base, to: base).isEmpty)
        let diff = LockfileDiff(from: base, to: try lockfile(0..<1999))
        #expect(
            diff.removed.map(\.resolved) == ["https://r/a/-/1999.tgz"] && diff.added.isEmpty && diff.changed.isEmpty)
    }

    @Test func namesThatWentComeInTheOrderOfTheOlderFile() throws {
        let base = try lockfile([("c", "1.0.0", nil), ("a", "1.0.0", nil), ("b", "1.0.0", nil), ("a", "2.0.0", nil)])
        let diff = LockfileDiff(from: base, to: try lockfile([("b", "1.0.0", nil)]))
        #expect(diff.removed.map(\.identity) == ["c@1.0.0", "a@1.0.0", "a@2.0.0"])
    }

    /// What is left out on a side is not there on that side.
    @Test func whatIsOmittedIsNotThere() throws {
        func lockfile(_ packages: String...) throws -> Lockfile {
            let members = packages.map { #""node_modules/\#($0.prefix(1))": {"version": "1.0.0"\#($0.dropFirst())}"# }
            return try read(#"{"lockfileVersion": 3, "packages": {\#(members.joined(separator: ", "))}}"#)
        }
        let dev = #", "dev": true"#
        let base = try lockfile("a\(dev)", "b", "c\(dev)", "d\(dev)")
        let head = try lockfile("a", "b\(dev)", "c\(dev)", "e\(dev)")
        let diff = LockfileDiff(from: base, to: head, omitting: [.dev])
        #expect(diff.added.map(\.identity) == ["a@1.0.0"] && diff.removed.map(\.identity) == ["b@1.0.0"])
        #expect(diff.changed.isEmpty)
        let all = LockfileDiff(from: base, to: head)
        #expect(all.changed.isEmpty && all.added.map(\.identity) == ["e@1.0.0"])
        #expect(all.removed.map(\.identity) == ["d@1.0.0"])
    }

    /// A file that does not tell what its entries are for has not lost those that the newer one leaves out.
    @Test func whatTheOlderFileDoesNotTell() throws {
        let manifest = #"{"name": "app", "devDependencies": {"a": "^1.0.0"}, "dependencies": {"@s/b": ">= 2"}}"#
        let diff = LockfileDiff(
            from: try read(Samples.yarn), to: try read(Samples.yarn, manifests: [manifest]), omitting: [.dev])
        #expect(diff.isEmpty)
        // The newer one does not tell: nothing of it is left out.
        let other = LockfileDiff(
            from: try read(Samples.yarn, manifests: [manifest]), to: try read(Samples.yarn), omitting: [.dev])
        #expect(other.added.map(\.identity) == ["a@1.0.0", "real@3.0.0", "repo@0.1.0"] && other.removed.isEmpty)
    }

    @Test func acrossFormats() throws {
        let npm = try read(
            #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0", "integrity": "\#(Samples.digest)"}}}"#
        )
        let yarn = try read(
            "# yarn lockfile v1\n\na@^1:\n  version \"1.0.0\"\n  resolved \"https://r/a/-/a-1.0.0.tgz\"\n  integrity \(Samples.digest)\n"
        )
        #expect(LockfileDiff(from: npm, to: yarn).isEmpty)
    }
}
