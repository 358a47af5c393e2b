import Lockfiles
import Testing

/// The `dev`, `optional` and `peer` of npm's lock files, where package.json was changed behind them.
@Suite struct NPMFlagsTests {
    private static let entries = """
        "node_modules/par": {"version": "1.0.0", "dev": true, "dependencies": {"sub": "1"}},
        "node_modules/sub": {"version": "1.0.0", "dev": true},
        "node_modules/opt": {"version": "1.0.0", "optional": true},
        "node_modules/both": {"version": "1.0.0", "devOptional": true},
        "node_modules/peer": {"version": "1.0.0", "peer": true}
        """

    private static let root = #""devDependencies": {"par": "1"}, "optionalDependencies": {"opt": "1"}"#

    private static let version3 =
        #"{"lockfileVersion": 3, "packages": {"": {\#(root)}, \#(entries)}}"#

    private static let version1 = """
        {"lockfileVersion": 1, "dependencies": {
          "par": {"version": "1.0.0", "dev": true, "requires": {"sub": "1"}},
          "sub": {"version": "1.0.0", "dev": true},
          "opt": {"version": "1.0.0", "optional": true}
        }}
        """

    private func areBelieved(_ text: String, _ manifests: [String]) throws -> Bool {
        let lockfile = try read(text, manifests: manifests)
        let isKnown = lockfile.entries.map { $0.dev != nil && $0.optional != nil }
        #expect(Set(isKnown).count == 1)
        if isKnown.first == false {
            #expect(lockfile.entries.allSatisfy { !$0.isOmitted([.dev, .optional, .peer]) && $0.peer == nil })
        }
        return isKnown.first == true
    }

    @Test(
        "flags that package.json contradicts are not believed",
        arguments: [
            #"{"dependencies": {"par": "1"}}"#, #"{"dependencies": {"sub": "1"}, "devDependencies": {"par": "1"}}"#,
            #"{"dependencies": {"opt": "1"}}"#, #"{"devDependencies": {"opt": "1"}}"#,
            #"{"optionalDependencies": {"par": "1"}}"#, #"{"peerDependencies": {"par": "1"}}"#,
        ])
    func contradicted(_ manifest: String) throws {
        #expect(try !areBelieved(Self.version3, [manifest]))
        #expect(try !areBelieved(Self.version1, [manifest]))
    }

    @Test(arguments: [#"{"dependencies": {"both": "1"}}"#, #"{"devDependencies": {"peer": "1"}}"#])
    func contradictedFlagsOfVersion3(_ manifest: String) throws {
        #expect(try !areBelieved(Self.version3, [manifest]))
    }

    @Test(
        "flags that package.json agrees with are believed",
        arguments: [
            "{\(root)}", "{}", #"{"dependencies": {"other": "1"}}"#,
            #"{"devDependencies": {"par": "1"}, "peerDependencies": {"par": "1"}}"#,
            #"{"dependencies": {"opt": "1"}, "optionalDependencies": {"opt": "1"}}"#,
        ])
    func agreedWith(_ manifest: String) throws {
        #expect(try areBelieved(Self.version3, [manifest]))
        #expect(try areBelieved(Self.version1, [manifest]))
    }

    @Test func withoutAManifestTheFileIsBelieved() throws {
        #expect(try areBelieved(Self.version3, []) && areBelieved(Self.version1, []))
    }

    /// npm takes what is in both for a development dependency; who wrote a version 1, and what reads it, may not.
    @Test func bothSections() throws {
        let manifest = #"{"dependencies": {"par": "1"}, "devDependencies": {"par": "1"}}"#
        #expect(try areBelieved(Self.version3, [manifest]))
        #expect(try !areBelieved(Self.version1, [manifest]))
    }

    /// Only the project itself: of its members npm believes the lock file.
    @Test func memberOfTheWorkspace() throws {
        #expect(try areBelieved(Self.version3, ["{}", #"{"dependencies": {"par": "1"}}"#]))
    }
}
