import PackageModel
package import Policy
import Signals

/// A policy and where it was read from.
package struct PolicyFile: Sendable {
    package let path: String
    package let policy: Policy
    private let origins: [PackageName: [VerifiedOrigin]]

    package init(path: String, policy: Policy) {
        self.path = path
        self.policy = policy
        self.origins = policy.originsByPackage
    }

    /// Where the project accepted that a package's releases come from; empty if nobody recorded it.
    func origins(of package: PackageName) -> [VerifiedOrigin] { origins[package] ?? [] }

    /// What its exceptions did to the findings of an audit.
    func outcome(_ verdicts: [PackageVerdict], at now: Timestamp) -> PolicyOutcome {
        PolicyOutcome(
            policy,
            verdicts.map { verdict in
                JudgedFindings(
                    package: verdict.name, version: verdict.semanticVersion, findings: verdict.assessment.findings)
            }, at: now)
    }
}
