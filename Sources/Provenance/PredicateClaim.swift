import JSONCursor

/// What a predicate says in one place, beside what the certificate says there.
struct PredicateClaim {
    /// The build's own words.
    enum Words {
        case absent
        case text(String)
        /// Something that is no text, and so agrees with nothing.
        case other

        init(_ value: JSONValue?) {
            switch value {
            case nil, .null: self = .absent
            case .string(let text): self = .text(text)
            default: self = .other
            }
        }

        /// Several places put together: a text only if each of them is one.
        init(_ parts: [JSONValue?], _ compose: ([String]) -> String) {
            let texts = parts.compactMap { $0?.string }
            if texts.count == parts.count {
                self = .text(compose(texts))
            } else {
                self = parts.contains { Words($0).isOther } ? .other : .absent
            }
        }

        private var isOther: Bool { if case .other = self { true } else { false } }

        var text: String? { if case .text(let text) = self { text } else { nil } }
    }

    let words: Words
    /// The spellings of the certificate's value, of which one is expected; nil where the certificate has none.
    let certified: [String]?
    /// Whether the predicate must say it.
    let isRequired: Bool

    init(_ value: JSONValue?, is certified: String?, isRequired: Bool = true) {
        self.init(Words(value), isOneOf: certified.map { [$0] }, isRequired: isRequired)
    }

    init(_ words: Words, isOneOf certified: [String]?, isRequired: Bool = true) {
        self.words = words
        self.certified = certified
        self.isRequired = isRequired
    }
}
