package import Signals

/// What a run fails on beyond what is simply wrong (cli.md, `--fail-on`).
package enum FailOn: Hashable, Sendable {
    /// A finding at this severity or worse.
    case severity(Severity)
    /// A score under 40, or a critical finding.
    case risky
    /// A finding of this rule, at any severity.
    case rule(RuleID)

    /// Reads a comma-separated list; `none` takes back everything before it.
    ///
    /// - Throws: the word that is none of the known ones.
    package static func list(_ texts: [String]) throws(UnknownLevel) -> [FailOn] {
        var result: [FailOn] = []
        for word in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }).map(String.init) {
            switch word {
            case "critical": result.append(.severity(.critical))
            case "high": result.append(.severity(.high))
            case "moderate": result.append(.severity(.moderate))
            case "risky": result.append(.risky)
            case "none": result = []
            default:
                guard let rule = RuleID(rawValue: word) else { throw UnknownLevel(word: word) }
                result.append(.rule(rule))
            }
        }
        var seen: Set<FailOn> = []
        return result.filter { seen.insert($0).inserted }
    }

    /// The word that the command line has for it.
    package var text: String {
        switch self {
        case .severity(let severity): severity.rawValue
        case .risky: "risky"
        case .rule(let rule): rule.rawValue
        }
    }
}

/// A word that `--fail-on` does not know.
package struct UnknownLevel: Error, Equatable {
    package let word: String
}
