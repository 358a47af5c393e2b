package import Auditing
import PackageModel
import Provenance
import Signals
import Sigstore

/// What `verify` found, as JSON (Schemas/verify.schema.json).
package enum VerifyJSON {
    package static func document(_ report: VerificationReport) -> JSONNode {
        let verdicts = report.verdicts
        return .members([
            "schemaVersion": .integer(1),
            "trustRoot": .members([
                "source": .string(report.trust.kind.rawValue), "date": .optional(report.trust.date),
                "fresh": .bool(report.trust.isFresh), "reason": .optional(report.trust.reason),
            ]),
            "coverage": AuditJSON.coverage(report.coverage),
            "gate": AuditJSON.gate(report.gate),
            "packages": .each(verdicts, package),
            "verified": releases(
                verdicts.filter {
                    !$0.isInvalid && !$0.isUnknown && $0.signature.status == .verified
                        && $0.provenanceStatus != .changed
                }),
            "invalid": releases(verdicts.filter(\.isInvalid)),
            "missing": releases(verdicts.filter { $0.signature.status == .absent }),
            "unknown": releases(verdicts.filter { !$0.isInvalid && $0.isUnknown }),
            "errors": AuditJSON.issues(report.errors),
        ])
    }

    private static func releases(_ verdicts: [VerificationVerdict]) -> JSONNode {
        .array(verdicts.map { .members(["name": .string($0.name.text), "version": .string($0.version)]) })
    }

    private static func package(_ verdict: VerificationVerdict) -> JSONNode {
        let attestation = verdict.attestation
        let build = attestation.build
        return .members([
            "name": .string(verdict.name.text),
            "version": .string(verdict.version),
            "integrity": .optional(verdict.integrity?.text),
            "lockIntegrity": .string(word(verdict.integrityVerdict)),
            "registrySignature": .members([
                "status": .string(verdict.signature.status.rawValue), "keyID": .optional(verdict.signature.keyID),
                "reason": .optional(verdict.signature.reason),
            ]),
            "publishAttestation": .members([
                "status": .string(attestation.publish.status.rawValue), "reason": .optional(attestation.publish.reason),
                "checks": .array(attestation.publish.checks.map(AuditJSON.check)),
            ]),
            "provenance": .members([
                "status": .string(verdict.provenanceStatus.rawValue),
                "reason": .optional(verdict.provenanceReason),
                "origin": build == nil ? .null : .string(word(verdict.origin)),
                "boundTo": .optional(attestation.boundTo?.rawValue),
                "checks": .array(attestation.provenance.checks.map(AuditJSON.check)),
                "predicateType": .optional(attestation.predicateType),
                "repository": .optional(build?.repository),
                "workflow": .optional(build?.workflowPath),
                "ref": .optional(build?.ref),
                "commit": .optional(build?.commit),
                "runURL": .optional(build?.runURL),
                "builder": .optional(build?.runner),
                "transparencyLogIndex": .optional(attestation.logIndex),
                "signedAt": .optional(attestation.signedAt?.description),
            ]),
        ])
    }

    /// Whether the proved origin was held to the package's past, and what came of it.
    private static func word(_ origin: OriginVerdict) -> String {
        switch origin {
        case .notJudged: "notJudged"
        case .expected: "expected"
        case .changed: "changed"
        case .unknown: "unknown"
        }
    }

    private static func word(_ verdict: IntegrityVerdict) -> String {
        switch verdict {
        case .equal: "verified"
        case .different: "failed"
        case .notCompared: "notApplicable"
        }
    }
}
