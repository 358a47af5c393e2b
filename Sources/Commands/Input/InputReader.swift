import Auditing
import Lockfiles

extension InputOptions {
    /// The plan for what the user asked for.
    func plan(in environment: Environment, _ diagnostics: Diagnostics) throws(CommandFailure) -> AuditPlan {
        let requests = try RequestParsing.requests(names)
        guard file != nil || names.isEmpty else {
            for name in names where name == "-" || environment.files.existsAsFile(environment.absolute(name)) {
                diagnostics.note("`\(name)` is taken for the name of a package; `--file \(name)` would read the file")
            }
            return AuditPlan(requests: requests)
        }
        let name = try LockfileDiscovery.chosen(file, in: environment, diagnostics)
        let lockfile = try LockfileLoading.read(name, in: environment, diagnostics)
        let plan = AuditPlan(lockfile, omitting: omission.kinds)
        return requests.isEmpty ? plan : plan.named(requests, in: lockfile)
    }
}

extension OmissionOptions {
    var kinds: Set<DependencyKind> {
        Set(omit.map(\.kind)).union(prod ? [.dev] : [])
    }
}

extension OmittedKind {
    fileprivate var kind: DependencyKind {
        switch self {
        case .dev: .dev
        case .optional: .optional
        case .peer: .peer
        }
    }
}
