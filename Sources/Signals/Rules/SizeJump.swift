import PackageModel

/// The release is suddenly much larger (docs/findings/size-jump.md).
enum SizeJump: HistoryRule {
    static let description = RuleDescription(
        id: .sizeJump, group: .content, alone: [.low],
        summary:
            "three times the size and 1 MB more, or three times the files and 20 more, than the line's previous release",
        check: "npm diff --diff=NAME@EARLIER --diff=NAME@VERSION --diff-name-only")

    static let factor: Int64 = 3
    static let leastBytes: Int64 = 1_000_000
    static let leastFiles: Int64 = 20

    static func judge(_ history: ReleaseHistory, _ release: ReviewedRelease) -> RuleOutcome {
        // A line that began today has nothing older of its kind.
        guard let previous = history.previousInLine ?? history.line.last else { return .quiet }
        var evidence = compare("unpackedSize", previous.unpackedSize, history.audited.unpackedSize, least: leastBytes)
        evidence += compare("fileCount", previous.fileCount, history.audited.fileCount, least: leastFiles)
        guard !evidence.isEmpty else {
            return (previous.unpackedSize == nil) != (history.audited.unpackedSize == nil)
                ? .unanswered("the size of this release or of \(previous.version)", .notSaid) : .quiet
        }
        return fired(
            .low, "much larger than \(previous.version)",
            evidence + [FindingEvidence("comparedWith", previous.version.text, .registry)])
    }

    /// The two values when the second jumped, else nothing.
    private static func compare(_ key: String, _ before: Int64?, _ now: Int64?, least: Int64) -> [FindingEvidence] {
        guard let before, let now, before >= 0 else { return [] }
        let (product, overflow) = before.multipliedReportingOverflow(by: factor)
        guard !overflow, now >= product, now - before >= least else { return [] }
        return [
            FindingEvidence("earlier \(key)", groupedDigits(before), .registry),
            FindingEvidence(key, groupedDigits(now), .registry),
        ]
    }
}
