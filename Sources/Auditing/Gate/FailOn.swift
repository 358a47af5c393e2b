package import Policy
import Signals

extension FailOn {
    /// Reads the values of `--fail-on`, each of which may be several words by commas; the same word twice is one.
    ///
    /// - Throws: the word that is none of the known ones.
    package static func list(_ texts: [String]) throws(UnknownLevel) -> [FailOn] {
        var result: [FailOn] = []
        for word in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }).map(String.init) {
            guard let level = FailOn(word) else { throw UnknownLevel(word: word) }
            if !result.contains(level) { result.append(level) }
        }
        return result
    }

    /// The word that the command line has for it.
    package var text: String {
        switch self {
        case .severity(let severity): severity.rawValue
        case .risky: "risky"
        case .nothing: "none"
        case .rule(let rule): rule.rawValue
        }
    }
}

/// A word that `--fail-on` does not know.
package struct UnknownLevel: Error, Equatable {
    package let word: String
}
