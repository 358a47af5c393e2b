import Auditing
import Signals

/// What an audit of a lock file, or of a part of it, leaves open on purpose.
extension AuditFooter {
    /// One rule compares packages with each other: of a part that a person named, it says nothing.
    static func partLines(_ report: AuditReport) -> [String] {
        guard report.isLockfile, report.isByName, report.coverage.excluded > 0 else { return [] }
        let names = Set(report.results.map(\.name))
        let subject = names.count == 1 ? names.first.map { "`\($0)`" } : nil
        return [
            "\(RuleID.releaseBurst.rawValue) across the tree was not judged: only \(subject.map { "\($0) was" } ?? "the named packages were") "
                + "looked at; audit the whole lock file for it"
        ]
    }

    /// Why scores are ranges, where it is because nobody was asked.
    static func rangeLines(_ report: AuditReport) -> [String] {
        guard report.isLockfile, !report.isByName else { return [] }
        let unasked = Set(
            report.results.flatMap(\.score.parts).flatMap(\.missing).filter { $0.reason == .notAsked }.map(\.name))
        let downloads = unasked.contains(.trend)
        let gitHub = report.asksGitHub && unasked.contains(.backing)
        let what = (gitHub ? ["GitHub"] : []) + (downloads ? ["daily downloads"] : [])
        guard !what.isEmpty else { return [] }
        return [
            "Scores are ranges: \(what.joined(separator: " and ")) \(downloads ? "are" : "is") asked only by name (`audit NAME`)"
                + (gitHub ? ", GitHub also for `--fail-on risky`." : ".")
        ]
    }
}
