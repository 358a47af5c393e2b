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

    /// A member finds what is in its own folder, in those around it, or in the project's.
    @Test(arguments: [
        ("packages/m", #"{"dependencies": {"par": "1"}}"#, false),
        ("packages/m", #"{"devDependencies": {"par": "1"}}"#, true),
        ("packages/m", #"{"dependencies": {"own": "1"}}"#, false),
        ("packages/n", #"{"dependencies": {"own": "1"}}"#, true),
        ("packages/m/sub", #"{"dependencies": {"own": "1"}}"#, false),
        ("packages/m", #"{"dependencies": {"opt": "1"}}"#, true),
    ])
    func memberOfTheWorkspace(_ folder: String, _ member: String, _ isBelieved: Bool) throws {
        let inside = """
            "packages/m/node_modules/own": {"version": "1.0.0", "dev": true},
            "packages/m/node_modules/opt": {"version": "1.0.0"},
            """
        let text = Self.version3.replacing(Self.entries, with: "\(inside) \(Self.entries)")
        let manifests = [
            try ProjectManifest(parsing: Array("{}".utf8)),
            try ProjectManifest(parsing: Array(member.utf8), folder: folder),
        ]
        let lockfile = try Lockfile(reading: Array(text.utf8), manifests: manifests)
        #expect((lockfile.entries.first?.dev != nil) == isBelieved)
        #expect(lockfile.areFlagsDisbelieved == !isBelieved)
    }

    /// npm installs what is only a peer now, unless the peer itself is optional.
    @Test(arguments: ["opt", "both"])
    func peerThatIsOptionalInTheFile(_ name: String) throws {
        #expect(try !areBelieved(Self.version3, [#"{"peerDependencies": {"\#(name)": "1"}}"#]))
        let meta = #""peerDependenciesMeta": {"\#(name)": {"optional": true}}"#
        #expect(try areBelieved(Self.version3, [#"{"peerDependencies": {"\#(name)": "1"}, \#(meta)}"#]))
    }

    /// What a package.json says that cannot be read is not known, as little as what the flags are worth.
    @Test func manifestThatCannotBeRead() throws {
        for text in [Self.version1, Self.version3] {
            let lockfile = try Lockfile(reading: Array(text.utf8), isManifestUnreadable: true)
            #expect(lockfile.entries.allSatisfy { $0.dev == nil && $0.optional == nil && $0.peer == nil })
        }
    }
}
