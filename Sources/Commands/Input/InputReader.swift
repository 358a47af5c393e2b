import Auditing
import Lockfiles

extension InputOptions {
    /// The plan for what the user asked for.
    func plan(in environment: Environment, _ diagnostics: Diagnostics) throws(CommandFailure) -> AuditPlan {
        if file == nil { for name in names { try Self.checkIsNoLockfile(name, in: environment) } }
        let requests = try RequestParsing.requests(names)
        guard file != nil || names.isEmpty else {
            for name in names where environment.files.existsAsFile(environment.absolute(name)) {
                diagnostics.note("`\(name)` is taken for the name of a package; `--file \(name)` would read the file")
            }
            return AuditPlan(requests: requests)
        }
        let name = try LockfileDiscovery.chosen(file, in: environment, diagnostics)
        let lockfile = try LockfileLoading.read(name, in: environment, diagnostics)
        let plan = AuditPlan(lockfile, omitting: omission.kinds)
        return requests.isEmpty ? plan : plan.named(requests, in: lockfile)
    }

    /// A lock file that is there is not the package that somebody has published under its name.
    private static func checkIsNoLockfile(_ name: String, in environment: Environment) throws(CommandFailure) {
        let base = LockfileName.base(name)
        let isLockfile = LockfileName(rawValue: base) != nil || base == "package.json"
        guard name == "-" || isLockfile && environment.files.existsAsFile(environment.absolute(name)) else { return }
        let package = name == base && name != "-" ? "; the package of that name is `\(name)@latest`" : ""
        throw CommandFailure(
            .usage, name == "-" ? "`-` is no name: it is standard input" : "`\(name)` is a file, and no name",
            hint: "read it with `--file \(name)`\(package)")
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
