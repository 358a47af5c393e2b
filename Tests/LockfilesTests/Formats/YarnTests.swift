import Lockfiles
import Testing

@Suite struct YarnTests {
    @Test func classes() throws {
        let lockfile = try read(Samples.yarn)
        #expect(lockfile.format == .yarn && lockfile.formatVersion == "1")
        #expect(
            summary(lockfile) == [
                "registry @s/b@2.0.0", "registry a@1.0.0", "registry old=real@3.0.0", "git repo@0.1.0",
            ])
        #expect(lockfile.entry("@s/b@2.0.0")?.integrity == "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=")
        #expect(lockfile.entry("real@3.0.0")?.registry == "https://npm.example.com")
        #expect(lockfile.entry("a@1.0.0")?.dev == nil)
        #expect(lockfile.entry("a@1.0.0")?.line == 9)
    }

    @Test func kindsComeFromTheManifest() throws {
        let lockfile = try read(
            Samples.yarn,
            manifests: [#"{"name": "app", "devDependencies": {"a": "^1.0.0"}, "dependencies": {"@s/b": ">= 2"}}"#])
        #expect(lockfile.entry("a@1.0.0")?.dev == true && lockfile.entry("@s/b@2.0.0")?.dev == false)
        #expect(lockfile.paths("real@3.0.0") == [["app", "a@1.0.0", "real@3.0.0"]])
    }

    @Test func manifestThatTheFileDoesNotCover() {
        #expect(throws: LockfileError.self) { try read(Samples.yarn, manifests: [#"{"dependencies": {"zzz": "1"}}"#]) }
    }

    @Test func resolutionReplacesARange() throws {
        let text = Samples.yarn.replacing("\"@s/b@^2.0.0\", ", with: "")
        #expect(
            try read(text, manifests: [#"{"name": "app", "dependencies": {"a": "^1.0.0"}}"#]).paths("@s/b@2.0.0")
                == [["app", "a@1.0.0", "@s/b@2.0.0"]])
    }

    /// `resolutions: {"a": "npm:real@3"}`: the entry has the range that was replaced, too.
    @Test func resolutionReplacesAPackage() throws {
        let replaced = Samples.yarn.replacing("\n\"old@npm:real@3\":\n", with: "\nold@^1.0.0, \"old@npm:real@3\":\n")
        #expect(try summary(read(replaced)).contains("registry old=real@3.0.0"))
        let kept = replaced.replacing("/real/-/real-3.0.0.tgz", with: "/old/-/old-3.0.0.tgz")
        #expect(try summary(read(kept)).contains("registry old@3.0.0"))
    }

    @Test func missingDependency() {
        let text = Samples.yarn.replacing("repo@o/r:", with: "other@o/r:")
        #expect(refusal(text) == .danglingDependency(name: "repo", of: "a@1.0.0"))
    }

    @Test func memberOfTheWorkspaceNeedsNoEntry() throws {
        let text = Samples.yarn.replacing("repo@o/r:", with: "other@o/r:")
        #expect(try read(text, manifests: [#"{"name": "repo"}"#]).entries.count == 4)
    }

    /// What one member needs of another has no entry, whichever of the manifests names it.
    @Test func membersThatNeedEachOther() throws {
        let members = [#"{"name": "one", "dependencies": {"two": "^1.0.0"}}"#, #"{"name": "two"}"#]
        #expect(try read(Samples.yarn, manifests: members).entries.count == 4)
        #expect(throws: LockfileError.self) { try read(Samples.yarn, manifests: [members[0]]) }
    }

    @Test func berryKindsComeFromTheFirstManifestOfTheName() throws {
        let manifests = [
            #"{"name": "other", "devDependencies": {"a": "^1.0.0"}}"#,
            #"{"name": "app", "devDependencies": {"old": "npm:real@3"}, "peerDependencies": {"old": "*"}}"#,
            #"{"name": "app", "dependencies": {"old": "npm:real@3"}}"#,
        ]
        let lockfile = try read(Samples.berry, manifests: manifests)
        #expect(lockfile.entry("real@3.0.0")?.dev == true && lockfile.entry("a@1.0.0")?.dev == false)
    }

    @Test func patternTwice() {
        let text = Samples.yarn.replacing("repo@o/r:", with: "repo@o/r, a@^1.0.0:")
        #expect(refusal(text) == .duplicateKey("a@^1.0.0"))
    }

    @Test func newerHeader() {
        #expect(refusal("# yarn lockfile v2\n\na@1:\n  version \"1.0.0\"\n") == .unsupportedVersion(.yarn, "2"))
    }

    @Test func localFolderWithAnOverriddenRange() throws {
        let text = "# yarn lockfile v1\n\n\"a@file:./a\", a@~1.0.2:\n  version \"0.0.0\"\n"
        #expect(try summary(read(text)) == ["file a@0.0.0"])
    }

    /// Berry's entries, and its kinds of locators.
    @Test func berryClasses() throws {
        let lockfile = try read(Samples.berry)
        #expect(lockfile.format == .yarnBerry && lockfile.formatVersion == "8")
        #expect(
            summary(lockfile) == [
                "registry @s/b@2.0.0", "workspace app@0.0.0-use.local", "registry a@1.0.0", "registry fsevents@2.3.3",
                "patch fsevents@2.3.3", "link here@0.0.0-use.local", "registry old=real@3.0.0",
            ])
        let entry = try #require(lockfile.entry("a@1.0.0"))
        #expect(entry.registry == "https://npm.example.com" && entry.integrity == nil && entry.line == 30)
        #expect(lockfile.paths("real@3.0.0") == [["app@0.0.0-use.local", "real@3.0.0"]])
    }

    @Test func berryKindsComeFromTheManifest() throws {
        let lockfile = try read(
            Samples.berry, manifests: [#"{"name": "app", "devDependencies": {"old": "npm:real@3"}}"#])
        #expect(lockfile.entry("real@3.0.0")?.dev == true && lockfile.entry("a@1.0.0")?.dev == false)
        #expect(lockfile.entry("fsevents@2.3.3")?.optional == true)
    }

    /// What is needed in production too is not left out, whichever section comes first.
    @Test(arguments: [
        (#""devDependencies": {"old": "npm:real@3"}, "dependencies": {"old": "npm:real@3"}"#, false, false),
        (#""dependencies": {"old": "npm:real@3"}, "devDependencies": {"old": "npm:real@3"}"#, false, false),
        (#""devDependencies": {"old": "npm:real@3"}, "optionalDependencies": {"old": "npm:real@3"}"#, false, false),
        (#""devDependencies": {"old": "npm:real@3"}, "peerDependencies": {"old": "*"}"#, true, false),
        (#""optionalDependencies": {"old": "npm:real@3"}, "peerDependencies": {"old": "*"}"#, false, true),
        (#""peerDependencies": {"old": "*"}"#, false, false),
    ])
    func berrySeveralSections(_ sections: String, _ dev: Bool, _ optional: Bool) throws {
        let lockfile = try read(Samples.berry, manifests: [#"{"name": "app", \#(sections)}"#])
        let entry = try #require(lockfile.entry("real@3.0.0"))
        #expect(entry.dev == dev && entry.optional == optional && entry.peer == false)
        #expect(lockfile.paths("real@3.0.0") == [["app@0.0.0-use.local", "real@3.0.0"]])
    }

    @Test(arguments: [
        (
            "https%3A%2F%2Fnpm.example.com%2Fapi%2Fnpm%2Fnpm%2Fa%2F-%2Fa-1.0.0.tgz",
            "https://npm.example.com/api/npm/npm"
        ),
        ("https%3A%2F%2Fu%3Asecret%40npm.example.com%2Fx%2Fa%2F-%2Fa-1.0.0.tgz", "https://npm.example.com/x"),
        ("https%3A%2F%2Fu%3Asecret%40npm.example.com%2Ffiles%2Fa-1.0.0.tgz", "https://npm.example.com"),
    ])
    func berryRegistryOfAnArchive(_ archive: String, _ registry: String) throws {
        let text = Samples.berry.replacing("https%3A%2F%2Fnpm.example.com%2Fa%2F-%2Fa-1.0.0.tgz", with: archive)
        #expect(try read(text).entry("a@1.0.0")?.registry == registry)
    }

    @Test(arguments: ["3", "11", "x"])
    func berryUnknownVersion(_ version: String) {
        let text = Samples.berry.replacing("  version: 8\n", with: "  version: \(version)\n")
        #expect(refusal(text) == .unsupportedVersion(.yarnBerry, version))
    }

    @Test func berryUnknownProtocol() throws {
        let text = Samples.berry.replacing("npm:real@3", with: "condition:X").replacing(
            "resolution: \"real@npm:3.0.0\"", with: "resolution: \"real@condition:X?:3.0.0#1\"")
        #expect(try read(text).entries.last?.reason == .unknownProtocol)
    }

    @Test func berryWithoutItsProject() {
        let text = Samples.berry.replacing("app@workspace:.", with: "app@workspace:packages/app")
        #expect(refusal(text) == .missing(key: "workspace:.", in: "yarn.lock"))
    }
}
