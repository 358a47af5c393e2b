import Testing

@testable import Lockfiles

@Suite struct NPMTests {
    @Test func classesOfVersion1() throws {
        let lockfile = try read(Samples.npm1)
        #expect(lockfile.format == .npm && lockfile.formatVersion == "1")
        #expect(
            summary(lockfile) == [
                "registry a@1.0.0", "bundled b@2.0.0", "registry b@1.0.0", "registry old=@s/real@3.0.0",
                "git repo@git+ssh://git@github.com/o/r.git#0123456", "file near@file:../near",
                "tarball far@https://example.com/far-1.0.0.tgz",
            ])
        #expect(lockfile.entry("a@1.0.0")?.registry == "https://registry.npmjs.org")
        #expect(lockfile.entry("a@1.0.0")?.line == 4)
        #expect(lockfile.entry("b@1.0.0")?.dev == true)
        #expect(lockfile.entry("b@2.0.0")?.reason == .insideParentTarball)
        #expect(lockfile.paths("b@2.0.0") == [["app@1.0.0", "a@1.0.0", "b@2.0.0"]])
    }

    /// The kind of the section in which the manifest has a package first; a manifest without any says nothing.
    @Test func kindsOfVersion1ComeFromTheManifest() throws {
        let manifest = #"{"name": "app", "devDependencies": {"b": "1"}, "peerDependencies": {"b": "1", "old": "3"}}"#
        let lockfile = try read(Samples.npm1, manifests: [manifest])
        let project = try #require(lockfile.graph.roots.first)
        #expect(lockfile.graph.forward.edges(of: project).map(\.node) == [2, 3])
        #expect(lockfile.graph.forward.edges(of: project).map(\.kind) == [.dev, .peer])
        #expect(lockfile.paths("a@1.0.0").isEmpty)
        #expect(try read(Samples.npm1, manifests: ["{}"]).paths("a@1.0.0") == [["app@1.0.0", "a@1.0.0"]])
    }

    @Test func classesOfVersion3() throws {
        let lockfile = try read(Samples.npm3)
        #expect(lockfile.format == .npm && lockfile.formatVersion == "3")
        #expect(
            summary(lockfile) == [
                "registry a@1.0.0", "bundled @s/b@2.0.0", "registry alias=real@1.2.3", "git repo@0.1.0", "link w",
                "workspace w@0.0.1",
            ])
        let entry = try #require(lockfile.entry("a@1.0.0"))
        #expect(entry.registry == "https://npm.example.com/api/npm")
        #expect(entry.integrity == Samples.digest)
        #expect(entry.line == 5)
        #expect(lockfile.entry("real@1.2.3")?.optional == true)
        #expect(
            lockfile.paths("real@1.2.3") == [
                ["app@1.0.0", "a@1.0.0", "real@1.2.3"], ["w@0.0.1", "a@1.0.0", "real@1.2.3"],
            ])
    }

    /// Inside a package that does not bundle it it comes from the registry, whatever is written beside it.
    @Test(
        arguments: [
            ("", "", "registry"), (#""bundleDependencies": ["b"], "#, "", "bundled"),
            (#""bundledDependencies": true, "dependencies": {"b": "*"}, "#, "", "bundled"),
            (#""bundledDependencies": true, "#, "", "registry"), (#""bundleDependencies": [], "#, "", "registry"),
            (#""bundleDependencies": false, "#, "", "registry"), (#""bundleDependencies": ["c"], "#, "", "registry"),
            (#""inBundle": true, "#, "", "bundled"), ("", #""bundleDependencies": ["b"], "#, "registry"),
        ])
    func nestedPackageInABundle(_ outer: String, _ own: String, _ expected: String) throws {
        let lockfile = try read(
            """
            {"lockfileVersion": 3, "packages": {
              "node_modules/a/node_modules/b": {\(own)"version": "2.0.0", "inBundle": true},
              "node_modules/a": {\(outer)"version": "1.0.0"},
              "node_modules/c": {"version": "1.0.0", "dependencies": {"b": "*"}}
            }}
            """)
        #expect(lockfile.entry("b@2.0.0")?.class.rawValue == expected)
        #expect((lockfile.entry("b@2.0.0")?.reason == nil) == (expected == "registry"))
    }

    /// What a bundled package needs is in the same bundle as far as it is inside the package that has the bundle.
    @Test func whatABundledPackageNeeds() throws {
        func entry(_ folder: String, _ members: String) -> String {
            #""\#(folder)": {"version": "1.0.0", "inBundle": true\#(members)}"#
        }
        let lockfile = try read(
            #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0", "bundleDependencies": ["b"]}, "#
                + [
                    entry("node_modules/a/node_modules/b", #", "dependencies": {"c": "*", "n": "*", "out": "*"}"#),
                    entry("node_modules/a/node_modules/b/node_modules/n", #", "optionalDependencies": {"d": "*"}"#),
                    entry("node_modules/a/node_modules/c", ""), entry("node_modules/a/node_modules/d", ""),
                    entry("node_modules/a/node_modules/evil", #", "dependencies": {"b": "*"}"#),
                    entry("node_modules/z/node_modules/out", ""),
                ].joined(separator: ", ")
                + #", "node_modules/out": {"version": "2.0.0"}, "node_modules/z": {"version": "1.0.0"}}}"#)
        #expect(
            lockfile.entries.filter { $0.class == .registry }.map(\.identity) == [
                "a@1.0.0", "evil@1.0.0", "out@1.0.0", "out@2.0.0", "z@1.0.0",
            ])
    }

    @Test func nestedPackageInABundleWithoutAVersion() throws {
        let lockfile = try read(
            #"{"lockfileVersion": 3, "packages": {"node_modules/a/node_modules/b": {"inBundle": true}}}"#)
        #expect(lockfile.entries.first?.class == .unsupported && lockfile.entries.first?.reason == .noVersion)
    }

    /// `.git` is a repository only at the end of the path.
    @Test(arguments: ["?x=.git", "?x#.git", "#.git"])
    func gitBehindTheAddressOfATarball(_ suffix: String) throws {
        let address = "https://registry.npmjs.org/evil/-/evil-1.0.0.tgz" + suffix
        let lockfile = try read(
            #"{"lockfileVersion": 3, "packages": {"node_modules/evil": {"version": "1.0.0", "resolved": "\#(address)"}}}"#
        )
        #expect(summary(lockfile) == ["registry evil@1.0.0"])
        #expect(lockfile.entries.first?.registry == "https://registry.npmjs.org")
        let range = #"{"dependencies": {"evil": "\#(address)"}}"#
        #expect(try summary(read(range, "package.json")) == ["tarball evil"])
    }

    @Test func aPathWithoutEndIsRefused() {
        let path = String(repeating: "node_modules/a/", count: 100) + "node_modules/b"
        let text = #"{"name":"app","lockfileVersion":3,"packages":{"":{},"\#(path)":{"version":"1.0.0"}}}"#
        #expect(throws: LockfileError.self) { try read(text) }
    }

    @Test func coverageSumsToEntries() throws {
        let lockfile = try read(Samples.npm3)
        #expect(lockfile.coverage == [.registry: 2, .bundled: 1, .git: 1, .link: 1, .workspace: 1])
        #expect(lockfile.coverage.values.reduce(0, +) == lockfile.entries.count)
    }

    /// `packages` and `dependencies` of version 2 say the same: counted once, by the first.
    @Test func version2CountsOnce() throws {
        let lockfile = try read(
            """
            {"lockfileVersion": 2, "packages": {"node_modules/a": {"version": "1.0.0"}}, "dependencies": {"a": {"version": "9.9.9"}}}
            """)
        #expect(summary(lockfile) == ["registry a@1.0.0"])
    }

    @Test func fileOfEarly2017HasNoVersion() throws {
        let lockfile = try read(#"{"name": "x", "dependencies": {"a": {"version": "1.0.0"}}}"#)
        #expect(lockfile.formatVersion.isEmpty && summary(lockfile) == ["registry a@1.0.0"])
    }

    @Test(arguments: ["0", "4", "\"3\"x", "3.0", "null"])
    func unknownVersion(_ version: String) {
        #expect(refusal(#"{"lockfileVersion": \#(version), "packages": {}}"#, "package-lock.json") != nil)
    }

    @Test func devOptionalGoesOnlyWithBoth() throws {
        let lockfile = try read(
            #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0", "devOptional": true}}}"#)
        let entry = try #require(lockfile.entries.first)
        #expect(!entry.isOmitted([.dev]) && !entry.isOmitted([.optional]) && entry.isOmitted([.dev, .optional]))
    }

    /// What a package of the lock asks for by its address is no package of a registry, though its file is named so.
    @Test func addressThatIsAskedFor() throws {
        let asked = #""": {"dependencies": {"x": "https://cdn.example.com/x-1.0.0/x-1.0.0.tgz"}}, "#
        let entry =
            #""node_modules/x": {"version": "1.0.0", "resolved": "https://cdn.example.com/x-1.0.0/x-1.0.0.tgz"}"#
        #expect(try summary(read(#"{"lockfileVersion": 3, "packages": {\#(asked)\#(entry)}}"#)) == ["tarball x@1.0.0"])
        #expect(try summary(read(#"{"lockfileVersion": 3, "packages": {\#(entry)}}"#)) == ["registry x@1.0.0"])
    }

    @Test(arguments: [
        ("https://u:secret@npm.example.com/a/-/a-1.0.0.tgz", "https://npm.example.com"),
        ("https://npm.pkg.github.com/download/@s/a/1.0.0/0a19", "https://npm.pkg.github.com"),
        ("https://npm.example.com:8443/x/%40s%2fa/-/a-1.0.0.tgz", "https://npm.example.com:8443"),
        ("https://npm.example.com/x/@s%2fa/-/a-1.0.0.tgz", "https://npm.example.com/x"),
    ])
    func registryOfAddress(_ address: String, _ registry: String) throws {
        let lockfile = try read(
            #"{"lockfileVersion": 3, "packages": {"node_modules/@s/a": {"version": "1.0.0", "resolved": "\#(address)"}}}"#
        )
        let entry = try #require(lockfile.entries.first)
        #expect(entry.class == .registry)
        #expect(entry.registry == (address.contains("u:secret") ? "https://npm.example.com" : registry))
    }

    @Test func entryWithoutVersionIsListed() throws {
        let lockfile = try read(#"{"lockfileVersion": 3, "packages": {"node_modules/a": {}}}"#)
        #expect(lockfile.entries.first?.class == .unsupported && lockfile.entries.first?.reason == .noVersion)
    }

    /// Version 1 says of what is in the project's own bundle only that it is bundled: npm fetches it all the same, unless
    /// package.json bundles it, or what needs it.
    @Test(arguments: [
        ("{}", "registry"), (#"{"bundleDependencies": ["bar"]}"#, "bundled"),
        (#"{"bundledDependencies": ["foo"]}"#, "bundled"), (#"{"bundleDependencies": ["other"]}"#, "registry"),
        (#"{"bundleDependencies": true, "dependencies": {"bar": "1"}}"#, "bundled"),
        (#"{"bundleDependencies": true, "devDependencies": {"bar": "1"}}"#, "registry"),
    ])
    func bundledOnTopOfVersion1(_ manifest: String, _ expected: String) throws {
        let text = """
            {"lockfileVersion": 1, "dependencies": {
              "foo": {"version": "1.0.0", "bundled": true},
              "bar": {"version": "1.0.0", "integrity": "\(Samples.digest)", "requires": {"foo": "1.0.0"}}
            }}
            """
        let entry = try #require(try read(text, manifests: [manifest]).entry("foo@1.0.0"))
        #expect(entry.class.rawValue == expected && (entry.reason == nil) == (expected == "registry"))
        #expect(try read(text).entry("foo@1.0.0")?.class == .registry)
    }
}
