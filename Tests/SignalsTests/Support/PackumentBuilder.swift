import PackageModel
import Registry

@testable import Signals

/// Makes packuments with the facts that rules look at, release by release.
struct PackumentBuilder {
    enum By {
        case person(String, email: String? = nil)
        /// Trusted publishing, as npm records it.
        case github
        case circleCI
        case nobody
    }

    private(set) var packument: Packument

    init(_ name: String, maintainers: [String] = ["owner"], repository: String? = nil) throws {
        let field = repository.map { RepositoryField(text: $0) }
        self.packument = Packument(
            name: try PackageName(parsing: name),
            maintainers: maintainers.map { Account(name: $0, email: "\($0)@example.com") }, repository: field)
    }

    /// Publishes a version; `time` is RFC 3339, or a day.
    mutating func publish(
        _ version: String, _ time: String, by: By = .person("owner"), provenance: Bool = false, approver: String? = nil,
        scripts: InstallScripts = InstallScripts(), dependencies: [String: String] = [:],
        optional: [String: String] = [:], peers: [String: String] = [:], size: Int64? = 100_000, files: Int64? = 10,
        gitHead: Bool = true,
        repository: String? = nil, namesRepository: Bool = true
    ) throws {
        let moment = try Timestamp(parsing: time.contains("T") ? time : time + "T12:00:00.000Z")
        var distribution = Distribution()
        distribution.unpackedSize = size
        distribution.fileCount = files
        if provenance {
            distribution.attestations = AnnouncedAttestations(
                provenancePredicateType: "https://slsa.dev/provenance/v1")
        }
        var publisher: Publisher? =
            switch by {
            case .person(let name, let email):
                Publisher(account: Account(name: name, email: email ?? "\(name)@example.com"))
            case .github:
                Publisher(
                    account: Account(name: "GitHub Actions", email: "npm-oidc-no-reply@github.com"),
                    trustedPublisher: TrustedPublisher(provider: "github", configurationID: "oidc:1"))
            case .circleCI:
                Publisher(
                    account: Account(name: "CircleCI", email: "npm-oidc-no-reply@circleci.com"),
                    trustedPublisher: TrustedPublisher(provider: "circleci", configurationID: "oidc:2"))
            case .nobody: nil
            }
        publisher?.approver = approver.map { Account(name: $0, email: nil) }
        func list(_ entries: [String: String]) -> [Dependency] {
            entries.sorted { $0.key < $1.key }.map { Dependency(name: $0.key, specifier: $0.value) }
        }
        packument.releases.append(
            Release(
                versionText: version, publishedAt: moment, publisher: publisher, distribution: distribution,
                scripts: scripts, dependencies: list(dependencies), optionalDependencies: list(optional),
                peerDependencies: list(peers),
                gitHead: gitHead ? "c0ffee" : nil,
                repository: namesRepository
                    ? repository.map { RepositoryField(text: $0) } ?? packument.repository : nil))
        packument.times.append(VersionTime(version: version, time: moment))
        packument.created = min(packument.created ?? moment, moment)
    }

    /// Publishes patches of one line, a month apart, ending before `end`.
    mutating func publishHistory(
        _ line: String, count: Int, before end: String, by: By = .person("owner"), provenance: Bool = false,
        scripts: InstallScripts = InstallScripts(), dependencies: [String: String] = [:], gitHead: Bool = true
    ) throws {
        let end = try Timestamp(parsing: end + "T12:00:00.000Z")
        for patch in 0..<count {
            let time = end.adding(days: Int64(patch - count) * 30)
            try publish(
                "\(line).\(patch)", time.description, by: by, provenance: provenance, scripts: scripts,
                dependencies: dependencies, gitHead: gitHead)
        }
    }

    /// Lists a version only in `time`, as a removal leaves it.
    mutating func remove(_ version: String, _ time: String) throws {
        packument.times.append(VersionTime(version: version, time: try Timestamp(parsing: time)))
    }

    /// The registry does not say when that version came out.
    mutating func forgetTime(of version: String) {
        packument.times.removeAll { $0.version == version }
        for index in packument.releases.indices where packument.releases[index].versionText == version {
            packument.releases[index].publishedAt = nil
        }
    }

    /// The package's own field, which npm takes from the newest release.
    mutating func name(repository: String?) {
        packument.repository = repository.map { RepositoryField(text: $0) }
    }

    /// The registry says something that is no repository, in the last release.
    mutating func garbleRepository() {
        guard let last = packument.releases.indices.last else { return }
        packument.releases[last].repository = nil
        packument.releases[last].unreadable.insert(.repository)
    }

    mutating func tag(latest version: String) {
        packument.distTags = [DistTag(tag: "latest", version: version)]
    }
}

extension Packument {
    /// Judges one version on its history alone: no flags, and verified or absent provenance as claimed.
    func judged(
        _ version: String, dependencies: [Packument] = [], origin: VerifiedOrigin? = nil,
        earlierOrigins: [String: VerifiedOrigin] = [:], sameOrigin: String? = nil, unobtainedOrigins: [String] = [],
        across: [Finding] = []
    ) throws -> ReleaseAssessment {
        let parsed = try Version(parsing: version)
        let history = ReleaseHistory.upTo(parsed, in: self)
        let moment = history.value?.audited.published ?? Timestamp(milliseconds: 0)
        var origins: [Version: VerifiedOrigin] = [:]
        for (text, origin) in earlierOrigins { origins[try Version(parsing: text)] = origin }
        let facts = dependencies.map { ($0.name, Known(DependencyFacts($0, at: moment))) }
        let verification = VerificationFacts(
            provenance: origin.map(ProvenanceVerdict.verified) ?? .absent, signature: .absent, integrity: .notCompared,
            earlierOrigins: origins, sameOrigin: try sameOrigin.map(Version.init(parsing:)),
            unobtainedOrigins: try unobtainedOrigins.map {
                UnobtainedOrigin(version: try Version(parsing: $0), reason: .unreachable)
            })
        return ReleaseAssessment(
            ReviewedRelease(
                package: name, version: version, history: history, verification: verification,
                dependencies: Dictionary(facts) { first, _ in first }),
            flags: .none, across: across)
    }
}

extension ReleaseAssessment {
    var worst: Severity? { findings.map(\.severity).max() }

    func severity(of rule: RuleID) -> Severity? { findings.filter { $0.rule == rule }.map(\.severity).max() }
    func severityAlone(of rule: RuleID) -> Severity? {
        findings.filter { $0.rule == rule }.map(\.severityAlone).max()
    }

    /// Nothing above low.
    var isQuiet: Bool { (worst ?? .low) == .low }
}

extension VerifiedOrigin {
    static func example(
        repository: String = "https://github.com/o/r", id: String? = "1",
        workflow: String? = ".github/workflows/release.yml",
        trigger: String? = "push", ref: String? = "refs/heads/main", runner: String? = "github-hosted",
        issuer: String = "https://token.actions.githubusercontent.com", commit: String = "c0ffee"
    ) -> VerifiedOrigin {
        VerifiedOrigin(
            issuer: issuer, repository: repository, repositoryID: id, workflow: workflow, trigger: trigger, ref: ref,
            runner: runner, commit: commit)
    }
}

extension TreeRelease {
    init(package: Packument, version: String) throws {
        let history = ReleaseHistory.upTo(try Version(parsing: version), in: package)
        guard let history = history.value else { throw MissingHistory() }
        self.init(history)
    }

    struct MissingHistory: Error {}
}
