import PackageModel
import Testing

@testable import Signals

@Suite struct ReleaseBurstTests {
    private func severity(_ releases: [(String, String)], at version: String) throws -> Severity? {
        var package = try PackumentBuilder("p")
        try package.publish("1.0.0", "2025-01-01")
        for (version, time) in releases { try package.publish(version, "2025-02-01T\(time).000Z") }
        return try package.packument.judged(version).severity(of: .releaseBurst)
    }

    @Test func twoLinesWithinAnHour() throws {
        let lines = [("1.0.1", "10:00:00"), ("0.9.1", "11:00:00")]
        #expect(try severity(lines, at: "0.9.1") == .moderate)
        #expect(try severity(lines, at: "1.0.1") == nil)
        #expect(try severity([("1.0.1", "10:00:00"), ("0.9.1", "11:00:01")], at: "0.9.1") == nil)
    }

    @Test func threeReleasesOfOneLine() throws {
        let three = [("1.0.1", "10:00:00"), ("1.0.2", "10:30:00"), ("1.0.3", "11:00:00")]
        #expect(try severity(three, at: "1.0.2") == nil)
        #expect(try severity(three, at: "1.0.3") == .moderate)
    }

    @Test func preReleasesBesideAStableReleaseDoNotCount() throws {
        let mixed = [("2.0.0-a.1", "10:00:00"), ("2.0.0-a.2", "10:10:00"), ("1.0.1", "10:20:00")]
        #expect(try severity(mixed, at: "1.0.1") == nil)
        #expect(try severity([("2.0.0-a.0", "09:50:00")] + mixed, at: "2.0.0-a.2") == nil)
    }
}

/// The half of the rule that looks at a tree.
@Suite struct PublisherBurstTests {
    private func release(
        _ name: String, _ minute: Int, by person: String = "a", repository: String? = nil
    ) throws -> TreeRelease {
        let time = "2025-02-01T\(10 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00.000Z"
        var package = try PackumentBuilder(name, repository: repository)
        try package.publish("1.0.0", time, by: person == "ci" ? .github : .person(person))
        return try TreeRelease(package: package.packument, version: "1.0.0")
    }

    @Test func threeUnrelatedPackagesWithinAnHour() throws {
        let three = try [release("x", 0), release("y", 30), release("z", 60)]
        #expect(Set(PublisherBurst.findings(three).keys) == [0, 1, 2])
        let late = try [release("x", 0), release("y", 30), release("z", 61)]
        #expect(PublisherBurst.findings(late).isEmpty)
        let two = try [release("x", 0), release("y", 30)]
        #expect(PublisherBurst.findings(two).isEmpty)
    }

    @Test func aRepositoryThatAReleaseNewlyNamesRelatesNothing() throws {
        let three = try ["x", "y", "z"].map { name in
            var package = try PackumentBuilder(name, repository: "https://github.com/o/\(name)")
            try package.publish("1.0.0", "2025-01-01", by: .person("a"))
            try package.publish(
                "1.0.1", "2025-02-01T10:00:00.000Z", by: .person("a"), repository: "https://github.com/evil/all")
            return try TreeRelease(package: package.packument, version: "1.0.1")
        }
        #expect(PublisherBurst.findings(three).count == 3)
    }

    @Test func whatThePackageSaysNowRelatesNothing() throws {
        let three = try ["x", "y", "z"].map { name in
            var package = try PackumentBuilder(name)
            try package.publish("1.0.0", "2025-01-01", by: .person("a"))
            try package.publish(
                "1.0.1", "2025-02-01T10:00:00.000Z", by: .person("a"), repository: "https://github.com/evil/all")
            package.name(repository: "https://github.com/evil/all")
            return try TreeRelease(package: package.packument, version: "1.0.1")
        }
        #expect(PublisherBurst.findings(three).count == 3)
    }

    @Test func withOnePackageMissingTwoLeaveTheQuestionOpen() throws {
        let two = try [release("x", 0), release("y", 30), release("z", 30, by: "b")]
        #expect(PublisherBurst.findings(two).isEmpty)
        #expect(PublisherBurst.open(two) == [0, 1])
    }

    @Test func relatedPackagesCountOnce() throws {
        let scope = try [release("@s/x", 0), release("@s/y", 1), release("@s/z", 2)]
        #expect(PublisherBurst.findings(scope).isEmpty)
        let repository = try ["x", "y", "z"].map { try release($0, 0, repository: "o/r") }
        #expect(PublisherBurst.findings(repository).isEmpty)
    }

    @Test func relationsAreTransitive() throws {
        let chain = try [
            release("@s/x", 0, repository: "o/one"), release("@s/y", 1, repository: "o/two"),
            release("z", 2, repository: "o/two"), release("other", 3),
        ]
        #expect(PublisherBurst.findings(chain).isEmpty)
        #expect(PublisherBurst.findings(chain + [try release("third", 4)]).count == 5)
    }

    @Test func aLargeMonorepoIsOneProject() throws {
        let tree = try (0..<300).map { try release("@s/p\($0)", $0 % 180, repository: "o/r") }
        #expect(PublisherBurst.findings(tree).isEmpty)
        let strangers = try ["x", "y"].map { try release($0, 30) }
        #expect(PublisherBurst.findings(tree + strangers)[300]?.severity == .moderate)
    }

    @Test func packagesThatUsuallyComeTogetherBelongTogether() throws {
        func package(_ name: String, _ index: Int, together: Int, apart: Int) throws -> TreeRelease {
            var package = try PackumentBuilder(name)
            for month in 0..<together {
                try package.publish("1.\(month).0", "2024-0\(month + 1)-01T10:0\(index):00.000Z", by: .person("a"))
            }
            for month in 0..<apart {
                try package.publish("2.\(month).0", "2024-1\(month)-0\(index + 1)T10:00:00.000Z", by: .person("a"))
            }
            try package.publish("3.0.0", "2025-02-01T10:0\(index):00.000Z", by: .person("a"))
            return try TreeRelease(package: package.packument, version: "3.0.0")
        }
        func burst(together: Int, apart: Int) throws -> Int {
            let tree = try ["x", "y", "z"].enumerated().map {
                try package($0.element, $0.offset, together: together, apart: apart)
            }
            return PublisherBurst.findings(tree).count
        }
        #expect(try burst(together: 3, apart: 2) == 0)
        #expect(try burst(together: 2, apart: 2) == 3)
        #expect(try burst(together: 0, apart: 0) == 3)
    }

    @Test func severalPeopleAndAutomationAreNotOnePublisher() throws {
        let people = try [release("x", 0, by: "a"), release("y", 1, by: "b"), release("z", 2, by: "c")]
        #expect(PublisherBurst.findings(people).isEmpty)
        let automatic = try ["x", "y", "z"].map { try release($0, 0, by: "ci") }
        #expect(PublisherBurst.findings(automatic).isEmpty)
    }

    @Test func itCorroboratesLikeTheOtherHalf() throws {
        let burst = try [release("x", 0), release("y", 30), release("z", 60)]
        let finding = try #require(PublisherBurst.findings(burst)[0])
        var package = try PackumentBuilder("x")
        try package.publish("0.9.0", "2024-01-01", by: .person("b"))
        try package.publish("1.0.0", "2025-01-01", by: .person("b"))
        try package.publish("1.0.1", "2025-02-01T10:00:00.000Z", by: .person("a"))
        let result = try package.packument.judged("1.0.1", across: [finding])
        #expect(result.worst == .high)
    }
}
