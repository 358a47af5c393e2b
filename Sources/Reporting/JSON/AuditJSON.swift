package import Auditing
import PackageModel
import Provenance
import Registry
import Signals
import Sigstore

/// The audit's JSON report, version 1 (Schemas/audit.schema.json).
package enum AuditJSON {
    package static let schemaVersion: Int64 = 1

    package static func document(_ report: AuditReport, tool: String, version: String) -> JSONNode {
        .members([
            "schemaVersion": .integer(schemaVersion),
            "tool": .members(["name": .string(tool), "version": .string(version)]),
            "auditedAt": .string(report.auditedAt.description),
            "totalScanned": .integer(Int64(report.results.count)),
            "criticalCount": .integer(Int64(report.results.count(where: \.isSolePublisherCritical))),
            "provenanceCount": .integer(Int64(report.results.count { $0.provenanceStatus == .verified })),
            "failOn": .strings(report.failOn.map(\.text)),
            "gate": gate(report.gate),
            "policy": PolicyLines.document(report),
            "coverage": coverage(report.coverage),
            "results": .each(report.results, result),
            "errors": issues(report.errors),
        ])
    }

    static func gate(_ gate: GateOutcome) -> JSONNode {
        .members([
            "passed": .bool(gate.passed), "reasons": issues(gate.reasons), "allowsUnknown": .bool(gate.allowsUnknown),
        ])
    }

    static func issues(_ issues: [AuditIssue]) -> JSONNode {
        .array(
            issues.map {
                .members(["package": .optional($0.package), "code": .string($0.code), "message": .string($0.message)])
            })
    }

    static func coverage(_ coverage: Coverage) -> JSONNode {
        .members([
            "entries": .integer(Int64(coverage.entries)), "audited": .integer(Int64(coverage.audited)),
            "excluded": .integer(Int64(coverage.excluded)), "nonRegistry": .integer(Int64(coverage.nonRegistry)),
            "failed": .integer(Int64(coverage.failed)),
        ])
    }

    private static func result(_ verdict: PackageVerdict) -> JSONNode {
        let range = verdict.score.total
        return .members([
            "name": .string(verdict.name.text),
            "version": .string(verdict.version),
            "ecosystem": .string("npm"),
            "risk": .string(verdict.risk.rawValue),
            "score": .optional(range.exact),
            "scoreRange": .array([.integer(Int64(range.low)), .integer(Int64(range.high))]),
            "scoreBreakdown": breakdown(verdict.score),
            "maintainers": .optional(verdict.publishers?.count),
            "publishers": verdict.publishers.map(JSONNode.strings) ?? .null,
            "githubContributors": .optional(verdict.contributors?.count),
            "weeklyDownloads": .optional(verdict.inputs.weeklyDownloads.value),
            "trend": .optional((verdict.inputs.trend.value ?? nil)?.rawValue),
            "ageYears": .rounded(verdict.ageInDays.map { $0 / 365.25 }),
            "daysSinceLastPublish": .optional(verdict.daysSinceLastPublish),
            "hasProvenance": hasProvenance(verdict.provenanceStatus),
            "provenance": provenance(verdict),
            "registrySignature": .members([
                "status": .string(verdict.signature.status.rawValue), "keyID": .optional(verdict.signature.keyID),
                "reason": .optional(verdict.signature.reason),
            ]),
            "integrity": .optional(verdict.integrity?.text),
            "riskFlags": .strings(verdict.assessment.findings.map(\.rule).filter(isFlag).map(\.rawValue)),
            "findings": .array(verdict.assessment.findings.map(finding)),
            "undetermined": .array(
                verdict.assessment.undetermined.map(undetermined) + verdict.assessment.unanswered.map(unanswered)),
            "notes": issues(verdict.notes),
            "dependencyPaths": .array((verdict.locked?.dependencyPaths ?? []).map(JSONNode.strings)),
        ])
    }

    /// The flags that need no history (docs/scoring.md, "Bands and risk").
    private static func isFlag(_ rule: RuleID) -> Bool { [.solePublisher, .newAndPopular, .stale].contains(rule) }

    private static func breakdown(_ score: Score) -> JSONNode {
        func part(_ dimension: Dimension) -> JSONNode { .optional(score.part(dimension)?.exact) }
        return .members([
            "longevity": part(.longevity), "downloadMomentum": part(.downloadMomentum),
            "releaseConsistency": part(.releaseConsistency), "maintainerDepth": part(.publisherDepth),
            "githubBacking": part(.githubBacking), "provenance": part(.provenance),
        ])
    }

    private static func hasProvenance(_ status: ReleaseAssessment.ProvenanceStatus) -> JSONNode {
        switch status {
        case .verified: .bool(true)
        case .absent, .lost: .bool(false)
        default: .null
        }
    }

    private static func provenance(_ verdict: PackageVerdict) -> JSONNode {
        let build = verdict.attestation.build
        return .members([
            "status": .string(verdict.provenanceStatus.rawValue),
            "trustLevel": .optional(verdict.trustLevel?.rawValue),
            "predicateType": .optional(verdict.attestation.predicateType),
            "repository": .optional(build?.repository),
            "workflow": .optional(build?.workflowPath),
            "ref": .optional(build?.ref),
            "commit": .optional(build?.commit),
            "runURL": .optional(build?.runURL),
            "builder": .optional(build?.runner),
            "transparencyLogIndex": .optional(verdict.attestation.logIndex),
            "signedAt": .optional(verdict.attestation.signedAt?.description),
            "checks": .array((verdict.attestation.provenance.checks).map(check)),
        ])
    }

    static func check(_ check: Check) -> JSONNode {
        .members([
            "id": .string(check.id.rawValue), "section": .string(check.id.section),
            "status": .string(check.status.rawValue),
            "evidence": .array(
                check.evidence.map { .members(["key": .string($0.key), "value": .string($0.value)]) }),
            "reason": .optional(check.reason),
        ])
    }

    private static func finding(_ finding: Finding) -> JSONNode {
        .members([
            "rule": .string(finding.rule.rawValue),
            "severity": .string(finding.severity.rawValue),
            "message": .string(finding.message),
            "evidence": .array(
                finding.evidence.map {
                    .members([
                        "key": .string($0.key), "value": .string($0.value),
                        "vouchedBy": .optional($0.vouchedBy?.rawValue),
                    ])
                }),
            "raise": finding.raise.map {
                .members([
                    "from": .string($0.from.rawValue), "cause": .string($0.cause.rawValue),
                    "with": .strings($0.with.map(\.rawValue)),
                ])
            } ?? .null,
        ])
    }

    private static func undetermined(_ flag: UndeterminedFlag) -> JSONNode {
        .members([
            "rule": .string(flag.rule.rawValue), "worst": .string(flag.worst.rawValue),
            "missing": .strings(flag.missing.map { "\($0.name.rawValue): \($0.reason.rawValue)" }),
        ])
    }

    /// A rule that could not judge, with the worst that it gives.
    private static func unanswered(_ question: UnansweredRule) -> JSONNode {
        .members([
            "rule": .string(question.rule.rawValue), "worst": .string(question.worst.rawValue),
            "missing": .strings(["\(question.subject): \(question.reason.rawValue)"]),
        ])
    }
}
