package import PackageModel
import Provenance
package import Registry
import Signals
import Sigstore

/// Audits releases: gathers facts, verifies, judges, and puts the verdicts in order.
///
/// One path for one package and for ten thousand. It knows no network, no clock and no disk: these are arguments.
package struct Auditor<Source: Transport>: Sendable {
    /// What the report depends on beside plan, sources and anchors.
    package struct Options: Sendable {
        /// The instant that the audit is made for.
        package var now: Timestamp
        package var gate: Gate
        /// Whether scores may have a repository's facts; without, that part of them is unknown.
        package var asksGitHub: Bool

        package init(now: Timestamp, gate: Gate, asksGitHub: Bool) {
            self.now = now
            self.gate = gate
            self.asksGitHub = asksGitHub
        }
    }

    private let sources: PackageSources<Source>
    private let trust: TrustSource
    private let options: Options
    private let listen: @Sendable (AuditEvent) -> Void

    package init(
        sources: PackageSources<Source>, trust: TrustSource, options: Options,
        listen: @escaping @Sendable (AuditEvent) -> Void = { _ in }
    ) {
        self.sources = sources
        self.trust = trust
        self.options = options
        self.listen = listen
    }

    /// Judges every target of the plan. What could not be asked is an error of the report, or unknown in a row.
    ///
    /// Verdicts are made twice, because only the first ones say which repositories GitHub is asked about.
    package func audit(_ plan: AuditPlan) async -> AuditReport {
        trust.start()
        async let counts = sources.weeklyDownloads(of: plan.targets.map(\.name))
        let outcomes = await gather(plan.targets)
        let downloads = await counts
        let (gathered, errors, coverage) = plan.tally(outcomes, at: sources.endpoints)
        let evidence = Self.distinct(gathered)
        let trends = await self.trends(evidence, downloads)
        let (bursts, openBursts) = Self.bursts(
            evidence,
            isComplete: gathered.count == plan.targets.count && gathered.allSatisfy { $0.value.neighbour != nil })
        var judge = Judge(
            now: options.now, downloads: downloads, trends: trends, bursts: bursts, openBursts: openBursts)
        let first = evidence.indices.map { judge.verdict(evidence[$0].value, at: $0) }
        judge.repositories = await repositories(evidence, first)
        // Without repositories there is nothing to judge anew.
        let final =
            judge.repositories.isEmpty ? first : evidence.indices.map { judge.verdict(evidence[$0].value, at: $0) }
        let verdicts = Self.ordered(final)
        let exceptions = options.gate.policy.map { ($0, $0.outcome(verdicts, at: options.now)) }
        let anchors = await trust.settings.source
        return AuditReport(
            auditedAt: options.now, results: verdicts, errors: errors, coverage: coverage,
            isLockfile: plan.isLockfile, failOn: options.gate.failOn, policy: exceptions,
            gate: options.gate.judge(verdicts, errors: errors, anchors: anchors, exceptions: exceptions?.1),
            notes: judge.notes + Self.notes(anchors, verdicts))
    }

    /// Without releases that were named in several ways, `a` and `a@1.0.0`; what a lock file has several times may differ.
    private static func distinct(_ evidence: [SharedEvidence]) -> [SharedEvidence] {
        var seen: Set<String> = []
        return evidence.filter { item in
            item.value.target.locked != nil || seen.insert("\(item.value.target.name)@\(item.value.version)").inserted
        }
    }

    /// Which anchors were used, where they are not fresh and something was checked by them.
    private static func notes(_ anchors: AnchorSource, _ verdicts: [PackageVerdict]) -> [String] {
        let isUsed = verdicts.contains { verdict in
            [verdict.signature.status, verdict.attestation.provenance.status].contains {
                $0 == .verified || $0 == .failed
            }
        }
        guard isUsed, let reason = anchors.reason else { return [] }
        return ["trust anchors are not fresh: \(reason)"]
    }

    /// All targets, each name asked for once, the outcomes in the order of the targets.
    private func gather(_ targets: [AuditTarget]) async -> [Result<SharedEvidence, AuditIssue>] {
        let gatherer = Gatherer(
            sources: sources, verifier: ReleaseVerifier(sources: sources, trust: trust), now: options.now,
            policy: options.gate.policy)
        let groups = Dictionary(grouping: targets.indices, by: { targets[$0].name }).sorted { $0.key < $1.key }
        listen(.phase(.packages, total: groups.count))
        let counter = Counter()
        let listen = listen
        let results = await concurrentMap(groups, limit: Concurrency.packages) { name, indices in
            let outcomes = await gatherer.gather(name, indices.map { targets[$0] })
            listen(.progress(.packages, done: counter.increment()))
            return Array(zip(indices, outcomes))
        }
        var ordered = [Result<SharedEvidence, AuditIssue>?](repeating: nil, count: targets.count)
        for (index, outcome) in results.joined() { ordered[index] = outcome }
        return ordered.compactMap(\.self)
    }

    /// The trend of each named package; of packages from a lock file it is not asked for.
    private func trends(
        _ evidence: [SharedEvidence], _ downloads: [PackageName: Known<DownloadCount>]
    ) async -> [PackageName: Known<Trend?>] {
        let named = evidence.filter { item in
            item.value.target.isNamed && !sources.endpoints.isPrivate(item.value.target.name)
        }
        let auditor = self
        let answers = await concurrentMap(named, limit: Concurrency.trends) { item in
            let name = item.value.target.name
            return (name, await auditor.trend(item.value, downloads[name] ?? .unknown(.notAsked)))
        }
        return Dictionary(answers) { first, _ in first }
    }

    private func trend(_ item: Evidence, _ downloads: Known<DownloadCount>) async -> Known<Trend?> {
        // The week's last day is the last one that the API has published.
        guard let end = downloads.value?.end else { return .unknown(downloads.reason ?? .notSaid) }
        do {
            let daily = try await sources.dailyDownloads(item.target.name, endingWith: end)
            let age = item.created.value.map { Int(end.days(since: $0).rounded(.down)) }
            return Trend.known(daily: daily.days.map(\.downloads), ageInDays: age)
        } catch {
            return .unknown(UnknownReason(error))
        }
    }

    /// One account that releases several unrelated packages of the tree within an hour; and where that cannot be told.
    ///
    /// - Parameter isComplete: whether all packages of the tree could be assessed; one that could not might be among them.
    private static func bursts(
        _ evidence: [SharedEvidence], isComplete: Bool
    ) -> (found: [Int: Finding], open: Set<Int>) {
        let known = evidence.indices.compactMap { index in
            evidence[index].value.neighbour.map { (index, $0) }
        }
        let releases = known.map(\.1)
        let findings = PublisherBurst.findings(releases)
        let open = isComplete ? [] : PublisherBurst.open(releases)
        return (
            Dictionary(uniqueKeysWithValues: findings.map { (known[$0.key].0, $0.value) }),
            Set(open.subtracting(findings.keys).map { known[$0].0 })
        )
    }

    /// What GitHub says about the packages that a person will look at: named ones, and those with a finding at high or worse.
    private func repositories(
        _ evidence: [SharedEvidence], _ verdicts: [PackageVerdict]
    ) async -> [SourceRepository: RepositoryFacts] {
        guard options.asksGitHub else { return [:] }
        let wanted = zip(evidence, verdicts).filter { item, verdict in
            item.value.target.isNamed || options.gate.looksAtScore
                || verdict.assessment.findings.contains { $0.severity >= .high }
        }
        let repositories = Set(wanted.compactMap { $0.0.value.repository }.filter(\.isOnGitHub))
            .sorted { precedesBytewise($0.url, $1.url) }
        listen(.phase(.repositories, total: repositories.count))
        let (sources, now) = (sources, options.now)
        let facts = await concurrentMap(repositories, limit: Concurrency.gitHub) {
            ($0, await sources.gitHub($0, now: now))
        }
        return Dictionary(facts) { first, _ in first }
    }

    /// Worst first. The keys are sorted, not the verdicts: each move of one would copy all that was found out.
    private static func ordered(_ verdicts: [PackageVerdict]) -> [PackageVerdict] {
        let keys = verdicts.indices.map { RowOrder(verdicts[$0], index: $0) }
        return keys.sorted().map { verdicts[$0.index] }
    }
}

/// The order of a report's rows: by risk, then score, then name and version.
private struct RowOrder: Comparable {
    let risk: Risk
    let score: Int
    let name: PackageName
    let version: String
    let index: Int

    init(_ verdict: PackageVerdict, index: Int) {
        (risk, score) = (verdict.risk, verdict.score.total.low)
        (name, version, self.index) = (verdict.name, verdict.version, index)
    }

    static func < (left: Self, right: Self) -> Bool {
        if left.risk != right.risk { return left.risk < right.risk }
        if left.score != right.score { return left.score < right.score }
        if left.name != right.name { return left.name < right.name }
        return precedesBytewise(left.version, right.version)
    }

    static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }
}
