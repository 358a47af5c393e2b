import PackageModel
import Registry
import Testing

/// What registries and their mirrors are known to serve: it costs at most the fact that it stands for.
@Suite struct PackumentOddityTests {
    @Test(
        arguments: [
            ("", nil), (#","maintainers":null"#, nil), (#","maintainers":[]"#, [String]()),
            (#","maintainers":["alice <a@example.org>","bob"]"#, ["alice", "bob"]),
            (#","maintainers":[{"name":"alice"},{"email":"b@example.org"}]"#, ["alice", "b@example.org"]),
            // A list with something unreadable in it has no known length.
            (#","maintainers":[{"name":"alice"},null]"#, nil), (#","maintainers":[{"name":"alice"},{}]"#, nil),
            (#","maintainers":[7]"#, nil), (#","maintainers":"alice"# + "\"", nil),
            (#","maintainers":{"name":"alice"}"#, nil),
        ] as [(String, [String]?)])
    func maintainersAreKnownOrNot(_ member: String, _ expected: [String]?) throws {
        let packument = try decode(#"{"name":"x"\#(member)}"#)
        #expect(packument.maintainers?.map { $0.name ?? $0.email ?? "" } == expected)
    }

    @Test func maintainersOfVersionsNeverStandIn() throws {
        let packument = try decode(#"{"name":"x","versions":{"1.0.0":{"maintainers":[{"name":"alice"}]}}}"#)
        #expect(packument.maintainers == nil)
    }

    @Test func unreadableMaintainersAreNamed() throws {
        #expect(try decode(#"{"name":"x","maintainers":7}"#).unreadable == [.maintainers])
        #expect(try decode(#"{"name":"x","maintainers":null}"#).unreadable.isEmpty)
    }

    @Test func anUnpublishedPackageSaysSo() throws {
        let packument = try decode(
            #"""
            {"name":"x","time":{"created":"2018-04-25T00:00:00.000Z","1.0.0":"2018-04-25T00:00:00.000Z","unpublished":
            {"name":"npm","time":"2018-05-02T16:37:27.000Z","tags":{"latest":"1.0.0"},"maintainers":[],"versions":["1.0.0"]}}}
            """#)
        #expect(packument.releases.isEmpty)
        let time = try Timestamp(parsing: "2018-05-02T16:37:27Z")
        #expect(packument.unpublished?.time == time)
        #expect(throws: SelectionError.unpublished(time)) {
            try packument.release(.latest, at: Timestamp(milliseconds: .max))
        }
        #expect(packument.removals.map(\.version) == ["1.0.0"])
    }

    @Test func aSecurityHoldingPackageIsNoRelease() throws {
        let packument = try decode(
            #"""
            {"name":"x","dist-tags":{"latest":"0.0.1-security"},"versions":{"0.0.1-security":{}},
            "time":{"0.0.1-security":"2026-04-01T00:00:00.000Z","4.2.1":"2026-03-31T00:00:00.000Z"}}
            """#)
        let latest = packument.latest(at: try Timestamp(parsing: "2026-05-01"))
        #expect(latest?.release.versionText == "0.0.1-security")
        #expect(packument.latest(at: try Timestamp(parsing: "2026-03-01")) == nil)
        #expect(packument.releaseCount(at: try Timestamp(parsing: "2026-05-01")) == 0)
        #expect(packument.removals.map(\.version) == ["4.2.1"])
    }

    @Test func anAbbreviatedDocumentHasNoTimes() throws {
        let packument = try decode(
            #"{"versions":{"1.0.0":{}},"name":"x","dist-tags":{"latest":"1.0.0"},"modified":"2022-01-01T00:00:00.000Z"}"#
        )
        #expect(packument.created == nil)
        #expect(packument.firstPublication == nil)
        #expect(packument.releases[0].publishedAt == nil)
    }

    @Test(
        arguments: [
            (#""deprecated":"use y""#, "use y"), (#""deprecated":true"#, ""), (#""deprecated":false"#, nil),
            (#""deprecated":"""#, nil), (#""deprecated":null"#, nil), (#""description":"deprecated""#, nil),
            (#""deprecated":"half a pair \ud83d""#, "half a pair \u{FFFD}"),
        ] as [(String, String?)])
    func deprecationIsTextOrBoolean(_ member: String, _ expected: String?) throws {
        let release = try release(member)
        #expect(release.deprecation == expected)
        #expect(release.unreadable.isEmpty)
    }

    @Test(
        arguments: [
            (#""alice/x""#, "https://github.com/alice/x"),
            (#""git://github.com/alice/x.git""#, "https://github.com/alice/x"),
            (#"{"type":"git","url":"git+ssh://git@github.com/alice/x.git"}"#, "https://github.com/alice/x"),
            (#"[{"type":"git","url":"http://github.com/alice/x"},{"url":"b/c"}]"#, "https://github.com/alice/x"),
            (#"["alice/x"]"#, "https://github.com/alice/x"),
            (#""none of your business""#, nil),
        ] as [(String, String?)])
    func repositoryHasManyShapes(_ value: String, _ expected: String?) throws {
        let release = try release(#""repository":\#(value)"#)
        #expect(release.repository?.source?.url == expected)
        #expect(release.repository != nil)
        #expect(release.unreadable.isEmpty)
    }

    @Test(arguments: ["null", "[]"])
    func noRepositoryIsNone(_ value: String) throws {
        let release = try release(#""repository":\#(value)"#)
        #expect(release.repository == nil)
        #expect(release.unreadable.isEmpty)
    }

    @Test(arguments: ["7", "true", "{}", #"{"url":null}"#, #"{"url":["a/b"]}"#, #""""#, "[[[]]]", #"[["a/b"]]"#, "[1]"])
    func nonsenseAsRepositoryIsUnreadable(_ value: String) throws {
        let release = try release(#""repository":\#(value)"#)
        #expect(release.repository == nil)
        // An inner list is passed over, as if the outer one were empty.
        #expect(release.unreadable == (value.hasPrefix("[[") ? [] : [.repository]))
    }

    @Test(arguments: [
        (#"{"email":"a@example.org"}"#, Account(name: nil, email: "a@example.org")),
        (#"{"name":"alice"}"#, Account(name: "alice", email: nil)),
        (#""alice <a@example.org> (https://example.org)""#, Account(name: "alice", email: "a@example.org")),
        (#""alice""#, Account(name: "alice", email: nil)),
        (#""<a@example.org>""#, Account(name: nil, email: "a@example.org")),
    ])
    func publishersHaveManyShapes(_ value: String, _ expected: Account) throws {
        let release = try release(#""_npmUser":\#(value)"#)
        #expect(release.publisher == Publisher(account: expected))
        #expect(release.unreadable.isEmpty)
    }

    @Test(arguments: [
        "7", "{}", "[]", #""""#, #"{"name":7}"#, #"{"name":"n","trustedPublisher":true}"#,
        #"{"name":"n","trustedPublisher":{}}"#,
        #"{"name":"n","trustedPublisher":{"id":7}}"#, #"{"name":"n","approver":7}"#,
    ])
    func unreadablePublishersAreUnknownAndNotAbsent(_ value: String) throws {
        let release = try release(#""_npmUser":\#(value)"#)
        #expect(release.publisher == nil)
        #expect(release.unreadable == [.publisher])
    }

    @Test(
        arguments: [
            (#""dist":null"#, [.distribution]), (#""dist":"x""#, [.distribution]), (#""dist":{}"#, []),
            (#""dist":{"integrity":"sha512-short"}"#, [.integrity]), (#""dist":{"integrity":7}"#, [.integrity]),
            (#""dist":{"integrity":null}"#, []), (#""dist":{"shasum":"xyz"}"#, [.shasum]),
            (#""dist":{"signatures":{}}"#, [.signatures]), (#""dist":{"signatures":[]}"#, []),
            (#""dist":{"signatures":[{"keyid":"k"}]}"#, [.signatures]),
            (#""dist":{"signatures":[{"keyid":"k","sig":"s"},7]}"#, [.signatures]),
            (#""dist":{"attestations":true}"#, [.attestations]), (#""dist":{"attestations":null}"#, []),
            (#""dist":{"unpackedSize":-1}"#, [.size]), (#""dist":{"unpackedSize":1.5}"#, [.size]),
            (#""dist":{"fileCount":"5"}"#, [.size]),
        ] as [(String, Set<Release.Fact>)])
    func whatCannotBeReadOfATarballIsNamed(_ member: String, _ expected: Set<Release.Fact>) throws {
        #expect(try release(member).unreadable == expected)
    }

    @Test func oneUnreadableSignatureHidesTheOthers() throws {
        let release = try release(#""dist":{"signatures":[{"keyid":"k","sig":"s"},{"keyid":"k"}]}"#)
        #expect(release.distribution.signatures.isEmpty)
    }

    @Test func announcedAttestationsNeedNoProvenance() throws {
        let publishOnly = try release(#""dist":{"attestations":{"url":"https://x"}}"#).distribution.attestations
        #expect(publishOnly == AnnouncedAttestations(provenancePredicateType: nil))
        #expect(try release(#""dist":{}"#).distribution.attestations == nil)
    }

    @Test func peersThatAreOptionalAreNotPulledIn() throws {
        let meta = #"{"b":{"optional":true},"c":{"optional":false},"d":{"optional":"true"},"e":true,"f":{}}"#
        let read = try release(
            #""peerDependenciesMeta":\#(meta),"peerDependencies":{"a":"1","b":"1","c":"1","d":"1","e":"1","f":"1"}"#)
        #expect(read.peerDependencies.map(\.name) == ["a", "c", "d", "e", "f"])
        #expect(try release(#""peerDependencies":5"#).unreadable == [.peerDependencies])
        #expect(try release(#""peerDependencies":{"a":"1"},"peerDependenciesMeta":5"#).peerDependencies.count == 1)
    }

    @Test(arguments: ["null", "{}", "[]", #""""#, "false"])
    func emptyThingsMeanNoDependencies(_ value: String) throws {
        let release = try release(#""dependencies":\#(value),"optionalDependencies":\#(value),"scripts":\#(value)"#)
        #expect(release.dependencies.isEmpty && release.optionalDependencies.isEmpty)
        #expect(release.scripts == InstallScripts())
        #expect(release.unreadable.isEmpty)
    }

    @Test(arguments: [#"["a"]"#, #""a""#, "7", "true"])
    func otherThingsAreUnreadable(_ value: String) throws {
        let release = try release(#""dependencies":\#(value),"optionalDependencies":\#(value),"scripts":\#(value)"#)
        #expect(release.unreadable == [.dependencies, .optionalDependencies, .scripts])
    }

    @Test func anOddScriptHidesNoOther() throws {
        let odd = try release(#""scripts":{"postinstall":"evil","install":5},"gypfile":"true""#)
        #expect(odd.scripts.postinstall == "evil" && odd.scripts.install != nil && odd.scripts.isNativeAddOn)
        #expect(odd.unreadable.isEmpty)
    }

    @Test(
        arguments: [
            (#"[{"name":"a"},{"name":"a","email":"x"}]"#, ["a"]), (#"[{"name":"a"},{"name":""}]"#, nil),
            (#"[{"name":"a"},{"email":"a@x"}]"#, nil), (#"[{"name":"a"},{"name":"b"}]"#, ["a", "b"]),
        ] as [(String, [String]?)])
    func anAccountThatIsListedTwiceIsOne(_ maintainers: String, _ expected: [String]?) throws {
        let packument = try decode(#"{"name":"x","maintainers":\#(maintainers),"versions":{}}"#)
        #expect(packument.publisherNames == expected)
    }

    @Test func aDependencyWithoutTextKeepsItsName() throws {
        let release = try release(#""dependencies":{"a":null,"b":7,"c":"^1"}"#)
        #expect(release.dependencies.map(\.name) == ["a", "b", "c"])
        #expect(release.dependencies.map(\.specifier) == ["", "", "^1"])
    }

    @Test(arguments: ["null", "7", "[]", #""x""#])
    func aVersionThatIsNoObjectIsListedAndUnknown(_ value: String) throws {
        let packument = try decode(#"{"name":"x","versions":{"1.0.0":\#(value),"1.0.1":{}}}"#)
        #expect(packument.releases.map(\.versionText) == ["1.0.0", "1.0.1"])
        #expect(packument.releases[0].unreadable == Set(Release.Fact.allCases))
        #expect(packument.releases[1].unreadable.isEmpty)
    }

    @Test(arguments: [("null", []), ("[]", [.versions]), ("7", [.versions])] as [(String, Set<Packument.Fact>)])
    func versionsMayBeMissing(_ value: String, _ expected: Set<Packument.Fact>) throws {
        let packument = try decode(#"{"name":"x","versions":\#(value)}"#)
        #expect(packument.releases.isEmpty)
        #expect(packument.unreadable == expected)
    }

    @Test func badDatesCostTheirReleaseItsTime() throws {
        let packument = try decode(
            #"""
            {"name":"x","versions":{"1.0.0":{},"1.0.1":{},"1.0.2":{}},
            "time":{"created":"yesterday","1.0.0":"2015-99-01","1.0.1":null,"1.0.2":"2020-01-01T00:00:00Z"}}
            """#)
        #expect(packument.releases.map { $0.publishedAt == nil } == [true, true, false])
        #expect(packument.releases.map { $0.unreadable.contains(.time) } == [true, true, false])
        #expect(packument.unreadable == [.created, .times])
    }

    @Test(arguments: [
        #""1.0.0":"2020-01-01","1.0.1":"2021-01-01","1.0.2":"2022-01-01""#,
        #""1.0.2":"2022-01-01","1.0.0":"2020-01-01","1.0.1":"2021-01-01""#,
        #""0.9.0":"2019-01-01","1.0.1":"2021-01-01","1.0.0":"2020-01-01","1.0.2":"2022-01-01""#,
        #""1.0.0":"2020-01-01","0.9.0":"2019-01-01","1.0.1":"2021-01-01","1.0.2":"2022-01-01""#,
    ])
    func timesJoinTheirReleasesInAnyOrder(_ times: String) throws {
        let versions = #""versions":{"1.0.0":{},"1.0.1":{},"1.0.2":{}}"#
        for document in [
            #"{"name":"x",\#(versions),"time":{\#(times)}}"#, #"{"name":"x","time":{\#(times)},\#(versions)}"#,
        ] {
            let releases = try decode(document).releases
            #expect(releases.map { $0.publishedAt?.dateText } == ["2020-01-01", "2021-01-01", "2022-01-01"])
        }
    }

    @Test func aReleaseWithoutATimeHasNone() throws {
        let packument = try decode(
            #"{"name":"x","versions":{"1.0.0":{},"1.0.1":{}},"time":{"1.0.1":"2021-01-01","0.9.0":"2019-01-01"}}"#)
        #expect(packument.releases.map { $0.publishedAt?.dateText } == [nil, "2021-01-01"])
        #expect(packument.removals.map(\.version) == ["0.9.0"])
    }

    @Test func aVersionThatIsNoSemanticVersionIsKept() throws {
        let packument = try decode(#"{"name":"x","versions":{"1.0":{},"v1.0.0":{},"1.0.0":{}}}"#)
        #expect(packument.releases.map(\.version?.text) == [nil, "1.0.0", "1.0.0"])
        #expect(packument.releases.map(\.versionText) == ["1.0", "v1.0.0", "1.0.0"])
    }

    @Test func namesWithCapitalsAndScopesAreTheirOwn() throws {
        #expect(try decode(#"{"name":"JSONStream"}"#, name: "JSONStream").name.text == "JSONStream")
        #expect(try decode(#"{"name":"@a/b"}"#, name: "@a/b").name.text == "@a/b")
        #expect(throws: PackumentError.wrongName("jsonstream")) {
            try decode(#"{"name":"jsonstream"}"#, name: "JSONStream")
        }
    }

    @Test func keysAreComparedAfterTheirEscapes() throws {
        #expect(try decode(#"{"n\u0061me":"x","versions":{"1.0.0":{"git\u0048ead":"c"}}}"#).releases[0].gitHead == "c")
        #expect(throws: PackumentError.self) { try decode(#"{"name":"x","n\u0061me":"x"}"#) }
        #expect(throws: PackumentError.self) {
            try decode(#"{"name":"x","versions":{"1.0.0":{"dist":{},"dis\u0074":{}}}}"#)
        }
    }

    @Test func factsOfOneReleaseDoNotLeakIntoTheNext() throws {
        let packument = try decode(
            #"""
            {"name":"x","versions":{
            "1.0.0":{"scripts":{"install":"a"},"dependencies":{"d":"1"},"_npmUser":{"name":"n"},"gypfile":true},
            "1.0.1":{"scripts":{"install":"a"},"dependencies":{"d":"1"},"_npmUser":{"name":"n"}},
            "1.0.2":{"scripts":{"install":"b"},"dependencies":{"d":"12"},"_npmUser":{"name":"nn"}},
            "1.0.3":{}}}
            """#)
        #expect(packument.releases.map(\.scripts.install) == ["a", "a", "b", nil])
        #expect(packument.releases.map(\.scripts.isNativeAddOn) == [true, false, false, false])
        #expect(packument.releases.map { $0.dependencies.map(\.specifier) } == [["1"], ["1"], ["12"], []])
        #expect(packument.releases.map(\.publisher?.account.name) == ["n", "n", "nn", nil])
    }
}
