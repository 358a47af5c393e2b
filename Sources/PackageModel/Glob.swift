/// A pattern for package names: `*` stands for any bytes but `/`, `**` for any bytes, `?` for one byte but `/`.
///
/// A `*` alone matches every name, scoped ones too. Matching takes time proportional to pattern times text at worst: no
/// pattern makes it explode.
public struct Glob: Hashable, Sendable {
    /// The longest pattern, in bytes.
    public static let maximumLength = 1024

    private enum Token: Hashable, Sendable {
        case byte(UInt8)
        case one
        case run(crossesSlash: Bool)
    }

    public let pattern: String
    private let tokens: [Token]

    /// Requires a pattern of at most `maximumLength` bytes that is not empty; otherwise nil.
    public init?(_ pattern: String) {
        guard !pattern.isEmpty, pattern.utf8.count <= Self.maximumLength else { return nil }
        self.pattern = pattern
        guard pattern != "*" else {
            self.tokens = [.run(crossesSlash: true)]
            return
        }
        var tokens: [Token] = []
        for byte in pattern.utf8 {
            switch (byte, tokens.last) {
            case (UInt8(ascii: "*"), .run?): tokens[tokens.count - 1] = .run(crossesSlash: true)
            case (UInt8(ascii: "*"), _): tokens.append(.run(crossesSlash: false))
            case (UInt8(ascii: "?"), _): tokens.append(.one)
            default: tokens.append(.byte(byte))
            }
        }
        self.tokens = tokens
    }

    /// Says whether the whole text matches.
    public func matches(_ text: String) -> Bool {
        // The set of pattern positions that are reachable after each byte.
        var reachable = closure([0])
        for byte in text.utf8 {
            var following: Set<Int> = []
            for position in reachable where position < tokens.count {
                switch tokens[position] {
                case .byte(let expected):
                    if expected == byte { following.insert(position + 1) }
                case .one:
                    if byte != UInt8(ascii: "/") { following.insert(position + 1) }
                case .run(let crossesSlash):
                    if crossesSlash || byte != UInt8(ascii: "/") { following.insert(position) }
                }
            }
            reachable = closure(following)
            if reachable.isEmpty { return false }
        }
        return reachable.contains(tokens.count)
    }

    /// Adds the positions that are reached without a byte: a run may be empty.
    private func closure(_ positions: Set<Int>) -> Set<Int> {
        var result = positions
        for var position in positions {
            while position < tokens.count, case .run = tokens[position] {
                position += 1
                result.insert(position)
            }
        }
        return result
    }
}
