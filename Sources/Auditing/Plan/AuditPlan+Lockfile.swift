package import Lockfiles
import PackageModel
import Registry

extension AuditPlan {
    /// Every registry package of a lock file at its locked version and digest.
    ///
    /// Entries of one name, version and digest are one target and count each.
    package init(_ lockfile: Lockfile, omitting kinds: Set<Lockfiles.DependencyKind>) {
        self.init(targets: [], coverage: Coverage(entries: lockfile.entries.count), isLockfile: true)
        // Entries by what makes them one target, in the order of the file.
        var positions: [String: Int] = [:]
        for (index, entry) in lockfile.entries.enumerated() {
            guard entry.class == .registry else {
                coverage.nonRegistry += 1
                continue
            }
            guard !entry.isOmitted(kinds) else {
                coverage.excluded += 1
                continue
            }
            let key = "\(entry.identity) \(entry.integrity ?? "") \(entry.registry ?? "")"
            if let position = positions[key] {
                multiplicities[position] += 1
                continue
            }
            do {
                let name = try PackageName(parsing: entry.name)
                guard let selector = Self.selector(entry) else { throw PackageNameError.empty }
                positions[key] = targets.count
                multiplicities.append(1)
                targets.append(
                    AuditTarget(
                        name: name, selector: selector,
                        locked: LockedRelease(
                            integrity: entry.digests, registry: entry.registry, line: entry.line,
                            dependencyPaths: lockfile.dependencyPaths(to: index, limit: Self.pathLimit))))
            } catch {
                coverage.failed += 1
                errors.append(
                    AuditIssue(
                        package: entry.identity, code: "malformed-entry",
                        message: "line \(entry.line) is no package of a registry: `\(entry.identity)`"))
            }
        }
    }

    /// Paths shown for one entry.
    private static let pathLimit = 5

    private static func selector(_ entry: LockfileEntry) -> ReleaseSelector? {
        if let version = entry.version { return (try? Version(parsing: version)).map(ReleaseSelector.exactly) }
        return entry.range.flatMap { ReleaseSelector(parsing: $0) }
    }
}

extension AuditPlan {
    /// The entries that these texts name, as `name` or `name@version`, and no others, which count as excluded.
    ///
    /// - Parameter asNamed: whether a person asked for just these packages.
    package func only(_ texts: [String], asNamed: Bool) -> AuditPlan {
        let wanted = Set(texts.map { Array($0.utf8) })
        var plan = self
        plan.targets = []
        plan.multiplicities = []
        for (target, multiplicity) in zip(targets, multiplicities) {
            if wanted.contains(Array(target.name.text.utf8)) || wanted.contains(Array(target.text.utf8)) {
                var target = target
                target.isNamed = asNamed
                plan.targets.append(target)
                plan.multiplicities.append(multiplicity)
            } else {
                plan.coverage.excluded += multiplicity
            }
        }
        return plan
    }
}
