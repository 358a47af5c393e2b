import PackageModel
import Registry
import Signals

// Judges one version of a package with many releases, again and again: history, rules, corroboration, flags and score.

/// A package with a release a day, seven publishers, thirty dependencies, and provenance since the middle of its life.
func packument(releases count: Int) throws -> Packument {
    let start = try Timestamp(parsing: "2015-01-01T00:00:00.000Z")
    var packument = Packument(
        name: try PackageName(parsing: "large"), created: start,
        maintainers: [Account(name: "owner", email: "owner@example.com")],
        repository: RepositoryField(text: "https://github.com/o/r"))
    for index in 0..<count {
        let version = "\(index / 400).\(index / 20 % 20).\(index % 20)"
        let time = start.adding(days: Int64(index))
        var distribution = Distribution(unpackedSize: 100_000, fileCount: 10)
        if index > count / 2 {
            distribution.attestations = AnnouncedAttestations(
                provenancePredicateType: "https://slsa.dev/provenance/v1")
        }
        packument.releases.append(
            Release(
                versionText: version, publishedAt: time,
                publisher: Publisher(account: Account(name: "person-\(index % 7)", email: "person@example.com")),
                distribution: distribution,
                dependencies: (0..<30).map { Dependency(name: "dependency-\($0)", specifier: "^1.\(index).0") },
                gitHead: "79ac49eedf774dd4b0cfa308722bc463cfe5885c", repository: packument.repository))
        packument.times.append(VersionTime(version: version, time: time))
    }
    return packument
}

func inputs(_ packument: Packument, at now: Timestamp) -> ScoreInputs {
    ScoreInputs(
        now: now, created: Known(packument.created), weeklyDownloads: .known(1_000_000),
        trend: .unknown(.notAsked), releases: .known(packument.releases.count), latestPublished: .known(now),
        publishers: .known(1), backing: .known(.notOnGitHub), hasVerifiedProvenance: .known(false))
}

let rounds = 200
let clock = ContinuousClock()
print("releases   median ms   slowest ms")
for count in [100, 2_000, 10_000] {
    let packument = try packument(releases: count)
    guard let last = packument.releases.last, let version = last.version, let now = last.publishedAt else { continue }
    var times: [Duration] = []
    var findings = 0
    let unverified = VerificationFacts(
        provenance: .unknown(.notAsked), signature: .unknown(.notAsked), integrity: .notCompared)
    for _ in 0..<rounds {
        times.append(
            clock.measure {
                let inputs = inputs(packument, at: now)
                let assessment = ReleaseAssessment(
                    ReviewedRelease(
                        package: packument.name, version: version.text,
                        history: ReleaseHistory.upTo(version, in: packument), verification: unverified),
                    flags: RiskFlags(inputs))
                findings += assessment.findings.count + Score(inputs).total.low
            })
    }
    times.sort()
    precondition(findings > 0)
    func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.attoseconds / 1_000_000_000_000) / 1_000
    }
    print("\(count)   \(milliseconds(times[rounds / 2]))   \(milliseconds(times[rounds - 1]))")
}
