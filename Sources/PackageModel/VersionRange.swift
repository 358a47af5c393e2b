/// A range of versions in npm's grammar: `^1.2.3`, `~1.2`, `1.x`, `>=1 <3`, `1.2 - 2.3`, alternatives by `||`.
///
/// Implements node-semver's range grammar in its strict form. A pre-release matches only where a comparator of the same
/// alternative names a pre-release of the same `major.minor.patch`.
public struct VersionRange: Sendable, Hashable {
    /// The longest range that is read, in bytes.
    public static let maximumLength = 4096
    /// The most comparators in one range.
    public static let maximumComparators = 256

    /// The range as it was written.
    public let text: String
    /// A version matches if it matches every comparator of at least one alternative.
    let alternatives: [[Comparator]]

    public init(parsing text: String) throws(VersionRangeError) {
        guard text.utf8.count <= Self.maximumLength else { throw .tooLong(bytes: text.utf8.count) }
        var parser = RangeParser(text)
        self.alternatives = try parser.alternatives()
        self.text = text
    }

    /// Every release: `*`.
    public static let any = VersionRange(text: "*", alternatives: [[]])

    private init(text: String, alternatives: [[Comparator]]) {
        self.text = text
        self.alternatives = alternatives
    }

    /// Says whether the version lies in the range.
    public func contains(_ version: Version) -> Bool {
        alternatives.contains { comparators in
            guard comparators.allSatisfy({ $0.matches(version) }) else { return false }
            guard version.isPrerelease else { return true }
            return comparators.contains { $0.version.isPrerelease && $0.version.hasSameTriple(as: version) }
        }
    }
}

extension VersionRange: CustomStringConvertible {
    public var description: String { text }
}

/// One bound of a range.
struct Comparator: Hashable, Sendable {
    enum Relation: Hashable, Sendable { case less, lessOrEqual, equal, greaterOrEqual, greater }

    let relation: Relation
    let version: Version

    init(_ relation: Relation, _ version: Version) {
        self.relation = relation
        self.version = version
    }

    func matches(_ candidate: Version) -> Bool {
        switch relation {
        case .less: candidate < version
        case .lessOrEqual: candidate <= version
        case .equal: candidate == version
        case .greaterOrEqual: candidate >= version
        case .greater: candidate > version
        }
    }
}

/// Why a text is not a range of versions.
public enum VersionRangeError: Error, Equatable {
    case tooLong(bytes: Int)
    case tooManyComparators
    /// The byte at which the text stops being a range.
    case malformed(offset: Int)
    case version(VersionError)
}
