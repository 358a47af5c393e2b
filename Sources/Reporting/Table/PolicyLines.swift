import Auditing
import PackageModel
import Policy
import Signals

/// What the project's own file loosened, and what of it is void or idle: shown in every report.
enum PolicyLines {
    static func lines(_ report: AuditReport) -> [String] {
        guard let (file, outcome) = report.policy else { return [] }
        let name = DisplayText(identity: file.path)
        var lines = ["Policy: \(name)"]
        lines += outcome.accepted.map { accepted in
            "  accepted \(accepted.finding.rule.rawValue) of \(accepted.package)@\(accepted.version) until "
                + "\(accepted.exception.expires): \(DisplayText(untrusted: accepted.exception.reason))"
        }
        lines += outcome.expired.map { "  void after \($0.expires): \(words($0))" }
        lines += unused(outcome, report).map { "  covers nothing: \(words($0))" }
        return lines
    }

    /// Exceptions for what the audit did not look at are not idle.
    private static func unused(_ outcome: PolicyOutcome, _ report: AuditReport) -> [PolicyException] {
        report.isWholeLockfile ? outcome.unused : []
    }

    private static func words(_ exception: PolicyException) -> String {
        "\(exception.rule.rawValue) of \(DisplayText(identity: exception.package.pattern))@"
            + "\(DisplayText(identity: exception.versions.text))" + (exception.line.map { " (line \($0))" } ?? "")
    }

    static func document(_ report: AuditReport) -> JSONNode {
        guard let (file, outcome) = report.policy else { return .null }
        return .members([
            "file": .string(file.path),
            "accepted": .array(
                outcome.accepted.map {
                    .members([
                        "package": .string("\($0.package)@\($0.version)"), "rule": .string($0.finding.rule.rawValue),
                        "reason": .string($0.exception.reason), "expires": .string($0.exception.expires.text),
                    ])
                }),
            "expired": .array(outcome.expired.map(exception)), "unused": .array(unused(outcome, report).map(exception)),
        ])
    }

    private static func exception(_ exception: PolicyException) -> JSONNode {
        .members([
            "package": .string(exception.package.pattern), "versions": .string(exception.versions.text),
            "rule": .string(exception.rule.rawValue), "reason": .string(exception.reason),
            "expires": .string(exception.expires.text),
        ])
    }
}
