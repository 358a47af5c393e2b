import PackageModel
import Registry

@testable import Signals

/// What all rules say about all releases of some packages.
struct BaseRates {
    private(set) var judged = 0
    private(set) var packages = 0
    /// Releases with a finding above moderate, and the rules that fired at moderate or above.
    private(set) var list: [(name: String, rules: [RuleID])] = []
    private var worst: [Severity: Int] = [:]
    private var fired: [RuleID: [Severity: Int]] = [:]

    /// Judges every release on its history; dependencies are looked up among the same packages.
    init(_ packuments: [Packument]) {
        let byName = Dictionary(packuments.map { ($0.name, $0) }) { first, _ in first }
        for packument in packuments {
            packages += 1
            let releases = PackageReleases(packument)
            for release in packument.releases {
                guard let version = release.version,
                    case .known(let history) = releases.upTo(version)
                else { continue }
                judged += 1
                count(Self.assess(history, byName), packument.name, version)
            }
        }
    }

    private static func assess(_ history: ReleaseHistory, _ byName: [PackageName: Packument]) -> ReleaseAssessment {
        var facts: [PackageName: Known<DependencyFacts>] = [:]
        for name in ReleaseAssessment.wantedDependencies(of: history) {
            facts[name] = byName[name].map {
                Known(DependencyFacts($0, at: history.audited.published))
            }
        }
        let verification = VerificationFacts(
            provenance: history.audited.claimsProvenance ? .verified(Self.asNamed(history.audited)) : .absent,
            signature: .absent, integrity: .notCompared)
        return ReleaseAssessment(
            ReviewedRelease(
                package: history.package, version: history.audited.version.text, history: .known(history),
                verification: verification, dependencies: facts),
            flags: .none)
    }

    /// The recorded packuments come without their attestations: what claims provenance is judged as if it had been verified,
    /// for the repository and the commit that the release names.
    private static func asNamed(_ release: HistoricRelease) -> VerifiedOrigin {
        VerifiedOrigin(
            issuer: "https://token.actions.githubusercontent.com",
            repository: release.repository?.source?.url ?? "https://github.com/unnamed/unnamed",
            commit: release.gitHead?.text ?? "")
    }

    private mutating func count(_ result: ReleaseAssessment, _ name: PackageName, _ version: Version) {
        for (rule, severity) in Dictionary(result.findings.map { ($0.rule, $0.severityAlone) }, uniquingKeysWith: max) {
            fired[rule, default: [:]][severity, default: 0] += 1
        }
        guard let severity = result.worst else { return }
        worst[severity, default: 0] += 1
        guard severity >= .high else { return }
        let rules = Set(result.findings.filter { $0.severity >= .moderate }.map(\.rule))
        list.append(("\(name)@\(version)", rules.sorted()))
    }

    /// Releases whose worst finding is at least so bad.
    func releases(atLeast severity: Severity) -> Int {
        worst.filter { $0.key >= severity }.values.reduce(0, +)
    }

    /// The table of docs/findings/base-rates.md.
    var table: String {
        var lines = ["| Worst finding | Releases | Share |", "| --- | --- | --- |"]
        for severity in Severity.allCases {
            let count = worst[severity] ?? 0
            lines.append("| \(severity.rawValue) | \(count) | \(percent(count)) |")
        }
        lines.append(
            "| none | \(judged - worst.values.reduce(0, +)) | \(percent(judged - worst.values.reduce(0, +))) |")
        lines += ["", "| Rule | Alone | Releases | Share |", "| --- | --- | --- | --- |"]
        for rule in RuleID.allCases {
            for severity in Severity.allCases {
                guard let count = fired[rule]?[severity] else { continue }
                lines.append("| `\(rule)` | \(severity.rawValue) | \(count) | \(percent(count)) |")
            }
        }
        return lines.joined(separator: "\n")
    }

    private func percent(_ count: Int) -> String {
        let hundredths = (count * 10_000 + judged / 2) / max(judged, 1)
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) %"
    }
}
