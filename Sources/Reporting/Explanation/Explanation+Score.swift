import Auditing
import PackageModel
import Registry
import Signals

extension Explanation {
    /// Every part of the score, with its inputs and their dates.
    func score(_ verdict: PackageVerdict) -> [String] {
        var lines = [heading("Score \(verdict.score.total)")]
        for part in verdict.score.parts {
            let (fact, details) = Self.inputs(of: part.dimension, verdict)
            let points = padded("\(part.points)/\(part.dimension.maximum)", to: 8)
            lines.append("  \(padded(part.dimension.rawValue, to: 20))\(points)\(fact)")
            lines += details
            for missing in part.missing where part.dimension != .provenance || Self.openOrigin(verdict) == nil {
                lines.append("    unknown: \(missing.name.rawValue) (\(missing.reason.words))")
            }
        }
        return lines + [""]
    }

    private static func inputs(of dimension: Dimension, _ verdict: PackageVerdict) -> (String, [String]) {
        let inputs = verdict.inputs
        switch dimension {
        case .longevity:
            let age = inputs.created.value.map { created in
                "first published \(created.dateText), \(Quantity.age(days: inputs.now.days(since: created)))"
            }
            return (age ?? "first publication unknown", [])
        case .downloadMomentum: return downloads(verdict)
        case .releaseConsistency: return ("as of \(inputs.now.dateText)", releases(verdict))
        case .publisherDepth:
            let count = inputs.publishers.value.map { Quantity.counted($0, "account") + " can publish" }
            return (count ?? "accounts unknown", [])
        case .githubBacking: return backing(verdict)
        case .provenance:
            return (
                AuditTable.provenance(verdict.provenanceStatus),
                openOrigin(verdict).map { $0.map { "    \($0)" } } ?? []
            )
        }
    }

    /// One input, with what it gives.
    private static func line(_ detail: ScoreDetail, _ text: String) -> String {
        "    \(padded("\(detail.points)/\(detail.maximum)", to: 6)) \(text)"
    }

    private static func downloads(_ verdict: PackageVerdict) -> (String, [String]) {
        let inputs = verdict.inputs
        let week = verdict.downloadsThrough.map { " up to \($0.dateText)" } ?? ""
        let weekly = Quantity.weeklyDownloads(inputs.weeklyDownloads.value.map { Int64(clamping: $0) })
        var lines: [String] = []
        if let (detail, mean, threshold) = inputs.downloadDetail {
            let step = threshold.map { "\(detail.points) from \(groupedDigits($0)) on" } ?? "too few to count"
            lines.append(
                line(detail, "\(groupedDigits(mean)) downloads a day, the mean of that week (\(step))"))
        }
        if case .known(let trend) = inputs.trend { lines.append("    " + trendLine(trend)) }
        return ("\(weekly)\(week), trend \((inputs.trend.value ?? nil)?.rawValue ?? "unknown")", lines)
    }

    /// By the means of both halves of 90 days.
    private static func trendLine(_ trend: Trend?) -> String {
        switch trend {
        case .growing: "+3     growing: the last 45 days have over 1.15 times the mean of the 45 before"
        case .stable: "±0     stable: the last 45 days have 0.85 to 1.15 times the mean of the 45 before"
        case .declining: "-3     declining: the last 45 days have under 0.85 times the mean of the 45 before"
        case nil: "±0     under 90 days of downloads give no trend"
        }
    }

    private static func releases(_ verdict: PackageVerdict) -> [String] {
        let (count, recency) = verdict.inputs.releaseDetails
        var lines: [String] = []
        if let number = verdict.inputs.releases.value {
            lines.append(line(count, Quantity.counted(number, "release")))
        }
        if let latest = verdict.inputs.latestPublished.value, let days = verdict.daysSinceLastPublish {
            lines.append(
                line(recency, "the last on \(latest.dateText), \(Quantity.counted(days, "day")) before"))
        }
        return lines
    }

    private static func backing(_ verdict: PackageVerdict) -> (String, [String]) {
        let address = verdict.repository.map { DisplayText(identity: $0.url).text } ?? "no repository"
        switch verdict.inputs.backing {
        case .unknown: return (address, [])
        case .known(.notOnGitHub):
            return (verdict.repository == nil ? "no repository is named" : "not on GitHub: \(address)", [])
        case .known(.notFound): return ("GitHub does not know \(address)", [])
        case .known(.repository(let activity)):
            let now = verdict.inputs.now
            let isHalf = activity.isAbandoned(at: now) == true
            return (
                "sub-score \(activity.subscore(at: now)) of 100 as of \(now.dateText): \(address)",
                parts(activity, at: now)
                    + (isHalf ? ["    half of it: archived, or without a push for over 730 days"] : [])
            )
        }
    }

    /// GitHub's lists are read by the page: a full one says "or more".
    private static func parts(_ activity: RepositoryActivity, at now: Timestamp) -> [String] {
        let details = activity.details(at: now)
        func counted(_ number: Known<Int>, _ noun: String, page: Int) -> String? {
            number.value.map { count in
                count >= page ? "\(groupedDigits(count)) or more \(noun)s" : Quantity.counted(count, noun)
            }
        }
        let parts = [
            (details.age, activity.created.value.map { "created \($0.dateText)" }),
            (
                details.commits,
                counted(activity.recentCommits, "commit", page: 50).map { "\($0) in the 30 days before" }
            ),
            (details.contributors, counted(activity.contributors, "contributor", page: 30)),
            (details.releases, counted(activity.releases, "release", page: 100)),
            (details.stars, counted(activity.stars, "star", page: .max)),
        ]
        return parts.compactMap { detail, text in text.map { line(detail, $0) } }
    }
}
