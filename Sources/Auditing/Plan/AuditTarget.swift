package import PackageModel
package import Registry

/// One release that is to be audited.
package struct AuditTarget: Sendable {
    package let name: PackageName
    package let selector: ReleaseSelector
    /// What the lock file has; nil without one.
    package private(set) var locked: LockedRelease?
    /// Whether a person asked for just this package: then daily downloads and GitHub are asked too.
    package var isNamed: Bool

    package init(name: PackageName, selector: ReleaseSelector, locked: LockedRelease? = nil) {
        self.name = name
        self.selector = selector
        self.locked = locked
        self.isNamed = locked == nil
    }

    /// Adds what another entry of the target leaves open, if it does.
    mutating func doubt(_ problem: AuditIssue?) {
        if locked?.problem == nil { locked?.problem = problem }
    }
}

/// A release as a lock file has it.
package struct LockedRelease: Sendable {
    package let integrity: Integrity?
    /// The registry that the lock file's address leads to; nil where it does not say.
    package let registry: String?
    package let line: Int
    /// From a project to the entry, as `name@version`.
    package let dependencyPaths: [[String]]
    /// Why the entry does not say what will be installed; nil mostly.
    package fileprivate(set) var problem: AuditIssue?

    package init(
        integrity: Integrity?, registry: String?, line: Int, dependencyPaths: [[String]], problem: AuditIssue? = nil
    ) {
        self.integrity = integrity
        self.registry = registry
        self.line = line
        self.dependencyPaths = dependencyPaths
        self.problem = problem
    }
}

/// What is audited, and what becomes of the rest of a lock file: entries = audited + excluded + not from a registry + failed.
package struct AuditPlan: Sendable {
    package var targets: [AuditTarget]
    /// How many entries of the input each target stands for.
    package var multiplicities: [Int]
    /// Everything that could not become a target.
    package var errors: [AuditIssue]
    package var coverage: Coverage
    package var isLockfile: Bool

    package init(targets: [AuditTarget], errors: [AuditIssue] = [], coverage: Coverage, isLockfile: Bool) {
        self.targets = targets
        self.multiplicities = targets.map { _ in 1 }
        self.errors = errors
        self.coverage = coverage
        self.isLockfile = isLockfile
    }

    /// Packages that were named; the same request twice is one.
    package init(requests: [(name: PackageName, selector: ReleaseSelector)], errors: [AuditIssue] = []) {
        var seen: Set<String> = []
        let targets = requests.filter { seen.insert("\($0.name)@\($0.selector)").inserted }
            .map { AuditTarget(name: $0.name, selector: $0.selector) }
        self.init(
            targets: targets, errors: errors,
            coverage: Coverage(entries: targets.count + errors.count, failed: errors.count), isLockfile: false)
    }
}

/// How much of the input a report covers.
package struct Coverage: Hashable, Sendable {
    package var entries: Int
    package var audited: Int
    package var excluded: Int
    package var nonRegistry: Int
    package var failed: Int

    package init(entries: Int = 0, audited: Int = 0, excluded: Int = 0, nonRegistry: Int = 0, failed: Int = 0) {
        self.entries = entries
        self.audited = audited
        self.excluded = excluded
        self.nonRegistry = nonRegistry
        self.failed = failed
    }
}

/// Something that went wrong with one package, or with the run.
package struct AuditIssue: Hashable, Sendable {
    /// `name`, or `name@version`; nil when it is about the run.
    package let package: String?
    /// Stable, kebab-case.
    package let code: String
    package let message: String

    package init(package: String?, code: String, message: String) {
        self.package = package
        self.code = code
        self.message = message
    }
}
