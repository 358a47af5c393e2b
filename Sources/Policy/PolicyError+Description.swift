/// Sentences for the facts of an error, in one place.
extension PolicyError: CustomStringConvertible {
    /// `3:5: unknown key ...`, with what the file says in backticks; control characters are the renderer's business.
    public var description: String {
        let place = [line, column].compactMap { $0.map(String.init) }.joined(separator: ":")
        return place.isEmpty ? sentence : "\(place): \(sentence)"
    }

    private var sentence: String {
        switch problem {
        case .tooLarge(let bytes): "\(bytes) bytes, over the limit of \(Policy.maximumBytes)"
        case .notUTF8: "not UTF-8"
        case .syntax(let words): words
        case .severalDocuments: "several documents in one file"
        case .expected(let shape): "expected a \(shape.rawValue)"
        case .unknownKey(let key, _): "unknown key `\(key)`"
        case .duplicateKey(let key): "the key `\(key)` is there twice"
        case .missingKey(let key): "`\(key)` is missing"
        case .unknownFailOn(let word): "`fail-on` does not know `\(word)`"
        case .unknownRule(let rule): "there is no rule `\(rule)`"
        case .notAcceptable(let rule): "`\(rule)` cannot be accepted: what is present and wrong fails every audit"
        case .badPattern(let pattern): "`\(pattern)` is no pattern for package names"
        case .badRange(let range): "`\(range)` is no range of versions"
        case .badPackageName(let name): "`\(name)` is no package name"
        case .badDate(let date): "`\(date)` is no date"
        case .emptyReason: "the reason is empty"
        case .tooMany(let list, let limit): "over \(limit) entries in `\(list)`"
        case .alreadyThere: "this exception is there already"
        case .notEditable: "the exceptions are written in braces, or otherwise than one item a line"
        }
    }

    /// What to do about it; nil where there is nothing to advise.
    public var hint: String? {
        switch problem {
        case .unknownKey(_, let allowed): "known are \(Self.list(allowed))"
        case .unknownFailOn: "known are \(Self.list(["critical", "high", "moderate", "risky", "none"])), and the rules"
        case .unknownRule: "docs/findings of the project's sources lists the rules"
        case .badDate: "the last day, as in `2026-12-31`"
        case .expected(.text): "a number, a truth value or nothing is a text in quotes"
        case .badRange: "a range as npm reads it; `*` is every version"
        case .notEditable: "write them one item a line, or add the exception by hand"
        default: nil
        }
    }

    private static func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
}
