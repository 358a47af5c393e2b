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
