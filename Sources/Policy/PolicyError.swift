/// Why a policy file is refused, and where.
public struct PolicyError: Error, Equatable, Sendable {
    public enum Problem: Equatable, Sendable {
        case tooLarge(bytes: Int)
        case notUTF8
        /// libyaml's own words.
        case syntax(String)
        case severalDocuments
        case expected(Shape)
        case unknownKey(String, allowed: [String])
        case duplicateKey(String)
        case missingKey(String)
        case unknownFailOn(String)
        case unknownRule(String)
        /// What is present and wrong fails every audit; no exception changes that.
        case notAcceptable(rule: String)
        case badPattern(String)
        case badRange(String)
        case badPackageName(String)
        case badDate(String)
        case emptyReason
        case tooMany(String, limit: Int)
        /// Nothing would change.
        case alreadyThere
        /// The file is valid, but written in a way that `accept` does not edit: braces instead of lines.
        case notEditable
    }

    /// The forms that a value may be required to have.
    public enum Shape: String, Equatable, Sendable {
        case mapping, list, text
        case textOrList = "text or list"
    }

    public let problem: Problem
    /// Counted from 1; nil when the whole file is meant.
    public let line: Int?
    public let column: Int?

    public init(_ problem: Problem, line: Int? = nil, column: Int? = nil) {
        self.problem = problem
        self.line = line
        self.column = column
    }
}
