import Auditing
import Lockfiles
import PackageModel
import Registry
import Testing

/// What of a lock file is audited: entries = audited + excluded + not from a registry + failed.
@Suite("Plans")
struct AuditPlanTests {
    private static func plan(_ packages: String, omitting: Set<DependencyKind> = []) throws -> AuditPlan {
        AuditPlan(try lockfile(packages), omitting: omitting)
    }

    private static func lockfile(_ packages: String) throws -> Lockfile {
        let text =
            #"{"name": "demo", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "demo"}, \#(packages)}}"#
        return try Lockfile(reading: Array(text.utf8), named: "package-lock.json")
    }

    private static func entry(_ path: String, _ version: String = "1.0.0", _ more: String = "") -> String {
        let name = path.split(separator: "/").last ?? ""
        return
            #""node_modules/\#(path)": {"version": "\#(version)", "resolved": "https://registry.npmjs.org/\#(name)/-/\#(name)-\#(version).tgz"\#(more)}"#
    }

    @Test("the same release at two places is one target that counts twice")
    func twice() throws {
        let plan = try Self.plan(
            [Self.entry("a"), Self.entry("b"), Self.entry("b/node_modules/a")].joined(separator: ","))
        #expect(plan.targets.map(\.text) == ["a@1.0.0", "b@1.0.0"])
        #expect(plan.multiplicities == [2, 1])
        #expect(plan.coverage.entries == 3)
    }

    @Test("what is omitted, and what no registry has, counts and is no target")
    func omitted() throws {
        let plan = try Self.plan(
            [
                Self.entry("a"), Self.entry("b", "1.0.0", #", "dev": true"#),
                #""node_modules/c": {"version": "1.0.0", "resolved": "git+ssh://git@example.com/c.git#0123456789012345678901234567890123456789"}"#,
            ].joined(separator: ","), omitting: [.dev])
        #expect(plan.targets.map(\.text) == ["a@1.0.0"])
        #expect(plan.coverage == Coverage(entries: 3, excluded: 1, nonRegistry: 1))
    }

    @Test("a name or a version that npm does not have is an error with its line")
    func malformed() throws {
        let plan = try Self.plan([Self.entry("a", "not-a-version"), Self.entry("b")].joined(separator: ",\n"))
        #expect(plan.targets.map(\.text) == ["b@1.0.0"])
        #expect(plan.errors.map(\.code) == ["malformed-entry"])
        #expect(plan.errors.first?.message.contains("line 1 ") == true)
        #expect(plan.coverage.failed == 1)
    }

    @Test(
        "a digest that cannot be read, and an address of nobody's without one, are said",
        arguments: [
            (#""integrity": "sha512-x y""#, "unreadable-integrity"),
            (#""integrity": "md5-AAAA""#, "unreadable-integrity"),
            (#""resolved": "https://evil.example/a-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/evil/-/evil-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/-/a-0.9.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/evil/-/evil-1.0.0.tgz#/a/-/a-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/@evil/a/-/a-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://evil.example/a/-/a-1.0.0.tgz""#, "unusual-address"),
            (
                #""resolved": "https://evil.example/a/-/a-1.0.0.tgz", "integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=""#,
                nil
            ),
            (#""resolved": "https://registry.npmjs.org/a/-/../../@evil/p/-/p-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/-/%2e%2e/%2e%2e/@evil/p/-/p-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/-/..\\..\\@evil\\p\\-\\p-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/-/.\t./p-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/%40evil%2fa/-/a-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/%40evil/a/-/a-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/-/a-9.9.9-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/-/b/a-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/evil/-/a/-/a-1.0.0.tgz""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/download/a-1.0.0.tgz""#, nil),
            (#""resolved": "https://registry.npmjs.org/download/a/1.0.0/0123abc""#, nil),
            (#""resolved": "https://registry.npmjs.org/download/a/1.0.0/../x""#, "unusual-address"),
            (#""resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz#0123""#, nil),
            (#""resolved": "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz""#, nil),
        ] as [(String, String?)])
    func unusable(_ member: String, _ code: String?) throws {
        let plan = try Self.plan(#""node_modules/a": {"version": "1.0.0", \#(member)}"#)
        #expect(plan.targets.count == 1)
        #expect(plan.targets.compactMap { $0.problem(at: Endpoints())?.code } == (code.map { [$0] } ?? []))
    }

    @Test("of entries that are one target, each may leave open what is installed", arguments: [false, true])
    func twins(_ isReversed: Bool) throws {
        let folders = ["node_modules/a", "node_modules/b/node_modules/a"]
        let names = isReversed ? ["evil", "a"] : ["a", "evil"]
        let entries = zip(folders, names).map { folder, name in
            #""\#(folder)": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/\#(name)/-/\#(name)-1.0.0.tgz"}"#
        }
        let plan = try Self.plan(entries.joined(separator: ",\n"))
        #expect(plan.targets.map { $0.problem(at: Endpoints())?.code } == ["unusual-address"])
    }

    @Test(
        "a scoped name may be written in an address with its slash or with an escape", arguments: ["/", "%2f", "%2F"],
        ["", "@s/"])
    func scopedAddress(_ slash: String, _ folder: String) throws {
        let address = "https://npm.example/@s\(slash)b/-/\(folder)b-2.0.0-rc.1.tgz"
        let plan = try Self.plan(
            #""node_modules/@s/b": {"version": "2.0.0-rc.1+build", "resolved": "\#(address)"}"#)
        #expect(plan.targets.count == 1)
        #expect(plan.errors.isEmpty && plan.targets.allSatisfy { $0.locked?.problem == nil })
    }

    @Test("only what is named remains, by name or by release; the rest is excluded")
    func only() throws {
        let all = try Self.plan(
            [Self.entry("a"), Self.entry("b"), Self.entry("b/node_modules/a", "2.0.0")].joined(separator: ","))
        let byName = all.only(["a"])
        #expect(byName.targets.map(\.text) == ["a@1.0.0", "a@2.0.0"])
        #expect(byName.coverage.excluded == 1)
        let byRelease = all.only(["a@2.0.0"])
        #expect(byRelease.targets.map(\.text) == ["a@2.0.0"])
        #expect(byRelease.targets.allSatisfy { !$0.isNamed })
        #expect(byRelease.coverage.excluded == 2)
    }

    @Test("what a person names is found by name, version or range, and what is not there is an error")
    func named() throws {
        let lockfile = try Self.lockfile(
            [Self.entry("a"), Self.entry("b"), Self.entry("b/node_modules/a", "2.0.0")].joined(separator: ","))
        func plan(_ text: String, _ selector: ReleaseSelector) throws -> AuditPlan {
            AuditPlan(lockfile, omitting: []).named([(try PackageName(parsing: text), selector)], in: lockfile)
        }
        let byName = try plan("a", .latest)
        #expect(byName.targets.map(\.text) == ["a@1.0.0", "a@2.0.0"])
        #expect(byName.targets.allSatisfy { $0.isNamed } && byName.errors.isEmpty)
        #expect(try plan("a", .range(VersionRange(parsing: "^2.0.0"))).targets.map(\.text) == ["a@2.0.0"])
        #expect(try plan("a", .exactly(Version(1, 0, 0))).targets.map(\.text) == ["a@1.0.0"])
        let missing = try plan("a", .range(VersionRange(parsing: "^3.0.0")))
        #expect(missing.targets.isEmpty && missing.coverage.excluded == 3)
        #expect(missing.errors.map(\.code) == ["not-in-lockfile"])
        #expect(missing.errors.first?.message == "the lock file has other versions of it")
        #expect(try plan("c", .latest).errors.map(\.package) == ["c"])
    }

    @Test(
        "of a name that is none of the targets it is said what it is",
        arguments: [
            ("d", "it is left out, by `--omit` or `--prod`"), ("e", "the lock file does not have it"),
            ("w", "the lock file has it as a link to a folder, and not from a registry"),
            ("other", "the lock file has it as another name of `real`"),
        ])
    func absence(_ name: String, _ message: String) throws {
        let lockfile = try Self.lockfile(
            [
                Self.entry("a"), Self.entry("d", "1.0.0", #", "dev": true"#),
                #""node_modules/w": {"resolved": "w", "link": true}, "w": {"version": "1.0.0"}"#,
                Self.entry("other", "1.0.0", #", "name": "real""#), #""node_modules/x": {"version": "zero"}"#,
            ].joined(separator: ","))
        let plan = AuditPlan(lockfile, omitting: [.dev]).named(
            [(try PackageName(parsing: name), .latest)], in: lockfile)
        #expect(plan.errors.map(\.message) == [message])
        #expect(plan.coverage.failed == 0 && plan.coverage.excluded + plan.coverage.nonRegistry == 6)
    }
}
