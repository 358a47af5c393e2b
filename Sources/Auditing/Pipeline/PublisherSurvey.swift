package import PackageModel
package import Registry
package import Signals

/// Who can publish code into a tree.
package struct PublisherReport: Sendable {
    package let overview: PublisherOverview
    /// How many packages were asked about.
    package let packages: Int
    /// How many could not be.
    package let failed: Int
    package let errors: [AuditIssue]
}

/// Asks for the packument and the downloads of every name of a plan, and gathers accounts and CI identities.
package struct PublisherSurvey<Source: Transport>: Sendable {
    private let sources: PackageSources<Source>
    private let now: Timestamp
    private let listen: @Sendable (AuditEvent) -> Void

    package init(
        sources: PackageSources<Source>, now: Timestamp,
        listen: @escaping @Sendable (AuditEvent) -> Void = { _ in }
    ) {
        self.sources = sources
        self.now = now
        self.listen = listen
    }

    /// Asks for each name once, whatever versions of it the plan has: rights are those of a package.
    package func report(_ plan: AuditPlan) async -> PublisherReport {
        let targets = Dictionary(plan.targets.map { ($0.name, $0) }) { first, _ in first }
        let names = targets.keys.sorted()
        async let counts = sources.weeklyDownloads(of: names)
        let (sources, listen, counter) = (sources, listen, Counter())
        listen(.phase(.packages, total: names.count))
        let now = now
        let packuments = await concurrentMap(names, limit: Concurrency.packages) { name in
            let answer = await Self.ask(sources, targets[name] ?? AuditTarget(name: name, selector: .latest), at: now)
            listen(.progress(.packages, done: counter.increment()))
            return answer
        }
        let downloads = await counts
        var packages: [PublishedPackage] = []
        var errors = plan.errors
        for (name, answer) in zip(names, packuments) {
            switch answer {
            case .success(let packument):
                packages.append(
                    PublishedPackage(
                        packument, at: now, origin: nil,
                        weeklyDownloads: (downloads[name] ?? .unknown(.notAsked)).map(\.downloads)))
            case .failure(let issue): errors.append(issue)
            }
        }
        return PublisherReport(
            overview: PublisherOverview(packages), packages: packages.count, failed: names.count - packages.count,
            errors: errors)
    }

    private static func ask(
        _ sources: PackageSources<Source>, _ target: AuditTarget, at now: Timestamp
    ) async -> Result<Packument, AuditIssue> {
        let packument: Packument
        do {
            packument = try await sources.packument(target.name)
        } catch { return .failure(AuditIssue(target, error)) }
        do {
            // Rights are those of the whole package, but a release that a person asked for has to exist.
            if target.locked == nil { _ = try packument.release(target.selector, at: now) }
        } catch { return .failure(AuditIssue(target, error)) }
        return .success(packument)
    }
}
