public import PackageModel
public import Signals

/// One audited package's findings, for the policy to look at.
public struct JudgedFindings: Sendable {
    public let package: PackageName
    public let version: Version
    public let findings: [Finding]

    public init(package: PackageName, version: Version, findings: [Finding]) {
        self.package = package
        self.version = version
        self.findings = findings
    }
}

/// What a policy's exceptions did in one audit; all of it belongs into the report.
public struct PolicyOutcome: Sendable {
    public struct Accepted: Sendable {
        public let package: PackageName
        public let version: Version
        public let finding: Finding
        public let exception: PolicyException
    }

    /// For each package, in the order of the argument, the findings that nobody accepted.
    public let remaining: [[Finding]]
    public let accepted: [Accepted]
    /// Exceptions whose time is over: void, whatever they would cover.
    public let expired: [PolicyException]
    /// Exceptions in force that cover no finding of this audit.
    public let unused: [PolicyException]
    private let inForce: [PolicyException]

    /// Whether a finding of the rule would be accepted: then it need not be known whether there is one.
    public func accepts(_ rule: RuleID, of package: PackageName, _ version: Version) -> Bool {
        inForce.contains { $0.covers(rule, package, version) }
    }

    /// Applies the exceptions that are in force at an instant; of several that cover a finding, the first counts.
    ///
    /// An accepted finding still corroborates the others; what it was raised to with them, the worst of these is.
    public init(_ policy: Policy, _ packages: [JudgedFindings], at now: Timestamp) {
        let inForce = policy.exceptions.indices.filter { !policy.exceptions[$0].expires.isOver(at: now) }
        var used: Set<Int> = []
        var accepted: [Accepted] = []
        self.remaining = packages.map { judged in
            var covered: [Int: PolicyException] = [:]
            for (index, finding) in judged.findings.enumerated() {
                let covering = inForce.filter {
                    policy.exceptions[$0].covers(finding.rule, judged.package, judged.version)
                }
                guard let first = covering.first else { continue }
                used.formUnion(covering)
                covered[index] = policy.exceptions[first]
            }
            let findings = judged.findings.accepting(Set(covered.keys))
            for (index, finding) in findings.enumerated() {
                guard let exception = covered[index] else { continue }
                accepted.append(
                    Accepted(package: judged.package, version: judged.version, finding: finding, exception: exception))
            }
            return findings.indices.filter { covered[$0] == nil }.map { findings[$0] }
        }
        self.accepted = accepted
        self.inForce = inForce.map { policy.exceptions[$0] }
        self.expired = policy.exceptions.filter { $0.expires.isOver(at: now) }
        self.unused = inForce.filter { !used.contains($0) }.map { policy.exceptions[$0] }
    }
}
