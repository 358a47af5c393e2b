package import Lockfiles
package import PackageModel
package import Registry

extension AuditPlan {
    /// Every registry package of a lock file at its locked version and digest.
    ///
    /// Entries of one name, version and digest are one target and count each.
    package init(_ lockfile: Lockfile, omitting kinds: Set<Lockfiles.DependencyKind>) {
        self.init(targets: [], coverage: Coverage(entries: lockfile.entries.count), isLockfile: true)
        // Where the target of each entry is, by what makes entries one.
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
                targets[position].doubt(Self.problem(with: entry))
                continue
            }
            guard let name = try? PackageName(parsing: entry.name), let selector = Self.selector(entry) else {
                coverage.failed += 1
                errors.append(
                    AuditIssue(
                        package: entry.identity, code: "malformed-entry",
                        message: "line \(entry.line) is no package of a registry: `\(entry.identity)`"))
                continue
            }
            positions[key] = targets.count
            multiplicities.append(1)
            targets.append(
                AuditTarget(
                    name: name, selector: selector,
                    locked: LockedRelease(
                        integrity: entry.digests, registry: entry.registry, line: entry.line,
                        dependencyPaths: lockfile.dependencyPaths(to: index),
                        problem: Self.problem(with: entry))))
        }
    }

    private static func problem(with entry: LockfileEntry) -> AuditIssue? {
        guard entry.digests == nil else { return nil }
        if entry.integrity != nil {
            return AuditIssue(
                package: entry.identity, code: "unreadable-integrity",
                message: "line \(entry.line) has a digest that cannot be compared")
        }
        if let address = entry.resolved, !UsualAddress.isOne(address, of: entry) {
            return AuditIssue(
                package: entry.identity, code: "unusual-address",
                message: "line \(entry.line) has no digest, and an address that is no registry's for it")
        }
        return nil
    }

    private static func selector(_ entry: LockfileEntry) -> ReleaseSelector? {
        if let version = entry.version { return (try? Version(parsing: version)).map(ReleaseSelector.exactly) }
        return entry.range.flatMap { ReleaseSelector(parsing: $0) }
    }
}

extension AuditPlan {
    /// The entries that these texts name, as `name` or `name@version`, and no others, which count as excluded.
    package func only(_ texts: [String]) -> AuditPlan {
        let wanted = Set(texts.map { Array($0.utf8) })
        return only(
            { wanted.contains(Array($0.name.text.utf8)) || wanted.contains(Array($0.text.utf8)) },
            failed: { wanted.contains(Array($0.utf8)) })
    }

    /// The entries that a person asked for by name, locked at a version that was asked for, and no others, which count as
    /// excluded. What the lock file does not have is an error.
    ///
    /// - Parameter lockfile: the one that the plan was made of.
    package func named(
        _ requests: [(name: PackageName, selector: ReleaseSelector)], in lockfile: Lockfile
    ) -> AuditPlan {
        var plan = only(
            { target in requests.contains { target.isMeant(by: $0.name, $0.selector) } },
            failed: { entry in
                requests.contains { equalBytewise(entry, $0.name.text) || entry.hasPrefix("\($0.name)@") }
            })
        for index in plan.targets.indices { plan.targets[index].isNamed = true }
        for (name, selector) in requests where !targets.contains(where: { $0.isMeant(by: name, selector) }) {
            let text = AuditTarget(name: name, selector: selector).text
            let isListed = targets.contains { $0.name == name }
            let message =
                if case .tag = selector {
                    "a lock file has versions and no tags"
                } else if isListed {
                    "the lock file has other versions of it"
                } else {
                    Self.absence(of: name, in: lockfile)
                }
            plan.errors.append(AuditIssue(package: text, code: "not-in-lockfile", message: message))
        }
        return plan
    }

    /// Why a name is none of the targets.
    private static func absence(of name: PackageName, in lockfile: Lockfile) -> String {
        for entry in lockfile.entries where equalBytewise(entry.name, name.text) {
            return entry.class == .registry
                ? "it is left out, by `--omit` or `--prod`"
                : "the lock file has it as \(entry.reason?.rawValue ?? entry.class.rawValue), and not from a registry"
        }
        if let alias = lockfile.entries.first(where: { equalBytewise($0.alias ?? "", name.text) }) {
            return "the lock file has it as another name of `\(alias.name)`"
        }
        return "the lock file does not have it"
    }

    /// - Parameter isWantedFailure: whether an entry that could not become a target, by its identity, is asked for too.
    private func only(_ isWanted: (AuditTarget) -> Bool, failed isWantedFailure: (String) -> Bool) -> AuditPlan {
        var plan = self
        plan.errors = errors.filter { isWantedFailure($0.package ?? "") }
        plan.coverage.failed = plan.errors.count
        plan.coverage.excluded += errors.count - plan.errors.count
        plan.targets = []
        plan.multiplicities = []
        for (target, multiplicity) in zip(targets, multiplicities) {
            if isWanted(target) {
                plan.targets.append(target)
                plan.multiplicities.append(multiplicity)
            } else {
                plan.coverage.excluded += multiplicity
            }
        }
        return plan
    }
}

extension AuditTarget {
    /// Whether a person who writes that means this entry: its name, and a selector that its locked version or range fits.
    fileprivate func isMeant(by name: PackageName, _ selector: ReleaseSelector) -> Bool {
        guard self.name == name else { return false }
        return switch (selector, self.selector) {
        case (.latest, _): true
        case (.range(let range), .exactly(let version)): range.contains(version)
        default: selector == self.selector
        }
    }
}
