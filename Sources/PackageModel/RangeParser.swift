/// Reads npm's range grammar into comparators.
struct RangeParser {
    private var scanner: VersionScanner
    private var count = 0

    init(_ text: String) { scanner = VersionScanner(text) }

    mutating func alternatives() throws(VersionRangeError) -> [[Comparator]] {
        var result = [try comparatorSet()]
        while scanner.skip("|") {
            guard scanner.skip("|") else { throw malformed }
            result.append(try comparatorSet())
        }
        guard scanner.isAtEnd else { throw malformed }
        return result
    }

    private var malformed: VersionRangeError { .malformed(offset: scanner.position) }

    private mutating func comparatorSet() throws(VersionRangeError) -> [Comparator] {
        var result: [Comparator] = []
        var isFirst = true
        scanner.skipBlanks()
        while let byte = scanner.next, byte != UInt8(ascii: "|") {
            let start = scanner.position
            let sigil = operatorSigil()
            scanner.skipBlanks()
            let version = try partial()
            let end = scanner.position
            scanner.skipBlanks()
            if sigil == .none, scanner.position > end, isHyphenAhead {
                // `a - b` is an alternative of its own.
                guard isFirst else { throw malformed }
                _ = scanner.skip("-")
                scanner.skipBlanks()
                result += version.lowerBound + (try partial()).inclusiveUpperBound
                scanner.skipBlanks()
                guard scanner.next == nil || scanner.next == UInt8(ascii: "|") else { throw malformed }
            } else {
                result += version.comparators(for: sigil)
            }
            isFirst = false
            count += 1
            guard count <= VersionRange.maximumComparators else { throw .tooManyComparators }
            guard scanner.position > start else { throw malformed }
        }
        return result
    }

    /// A hyphen with a blank after it joins two versions; any other belongs to what follows.
    private var isHyphenAhead: Bool {
        guard scanner.next == UInt8(ascii: "-") else { return false }
        let following = scanner.position + 1
        return following < scanner.bytes.count && scanner.bytes[following] == 0x20
    }

    private mutating func operatorSigil() -> PartialVersion.Sigil {
        if scanner.skip("^") { return .caret }
        if scanner.skip("~") {
            _ = scanner.skip(">")
            return .tilde
        }
        if scanner.skip(">") { return scanner.skip("=") ? .greaterOrEqual : .greater }
        if scanner.skip("<") { return scanner.skip("=") ? .lessOrEqual : .less }
        return scanner.skip("=") ? .equal : .none
    }

    private mutating func partial() throws(VersionRangeError) -> PartialVersion {
        scanner.skipPrefix()
        var result = PartialVersion()
        do {
            guard let major = try component() else {
                try skipWildcards()
                return result
            }
            result.major = major
            guard scanner.skip(".") else { return result }
            guard let minor = try component() else {
                try skipWildcards()
                return result
            }
            result.minor = minor
            guard scanner.skip(".") else { return result }
            guard let patch = try component() else {
                _ = try scanner.prerelease()
                return result
            }
            result.patch = patch
            result.prerelease = try scanner.prerelease()
            try scanner.build()
        } catch {
            throw error == .malformed ? malformed : .version(error)
        }
        return result
    }

    /// A number, or nil for `x`, `X` and `*`.
    private mutating func component() throws(VersionError) -> UInt64? {
        if scanner.skip("x") || scanner.skip("X") || scanner.skip("*") { return nil }
        return try scanner.number()
    }

    /// What may follow a wildcard says nothing more: `*.*`, `1.x.x`, `x.1.2`.
    private mutating func skipWildcards() throws(VersionError) {
        while scanner.skip(".") { _ = try component() }
        _ = try scanner.prerelease()
    }
}

/// A version of which minor and patch, or everything, may be left open.
struct PartialVersion {
    enum Sigil { case none, equal, caret, tilde, less, lessOrEqual, greater, greaterOrEqual }

    var major: UInt64?
    var minor: UInt64?
    var patch: UInt64?
    var prerelease: [Version.Identifier] = []

    /// The lowest version that it stands for.
    private var floor: Version { Version(major ?? 0, minor ?? 0, patch ?? 0, prerelease: prerelease) }

    /// The first version after those it stands for, below even its pre-releases; nil when it stands for all.
    private var ceiling: Version? {
        guard let major else { return nil }
        guard let minor else { return Self.bottom(major + 1, 0, 0) }
        guard patch != nil else { return Self.bottom(major, minor + 1, 0) }
        return nil
    }

    /// `1.2.0-0`: precedes every version of that triple.
    private static func bottom(_ major: UInt64, _ minor: UInt64, _ patch: UInt64) -> Version {
        Version(major, minor, patch, prerelease: [.number(0)])
    }

    var lowerBound: [Comparator] { major == nil ? [] : [Comparator(.greaterOrEqual, floor)] }

    /// The upper end of `a - b`.
    var inclusiveUpperBound: [Comparator] {
        guard major != nil else { return [] }
        if let ceiling { return [Comparator(.less, ceiling)] }
        return [Comparator(.lessOrEqual, floor)]
    }

    func comparators(for sigil: Sigil) -> [Comparator] {
        switch sigil {
        case .none, .equal:
            guard major != nil else { return [] }
            guard let ceiling else { return [Comparator(.equal, floor)] }
            return [Comparator(.greaterOrEqual, floor), Comparator(.less, ceiling)]
        case .caret: return lowerBound + caretCeiling
        case .tilde: return lowerBound + tildeCeiling
        case .greaterOrEqual: return lowerBound
        case .greater:
            guard major != nil else { return [Comparator(.less, Self.bottom(0, 0, 0))] }
            if let ceiling {
                return [Comparator(.greaterOrEqual, Version(ceiling.major, ceiling.minor, ceiling.patch))]
            }
            return [Comparator(.greater, floor)]
        case .less:
            guard major != nil else { return [Comparator(.less, Self.bottom(0, 0, 0))] }
            return [Comparator(.less, patch == nil ? Self.bottom(floor.major, floor.minor, floor.patch) : floor)]
        case .lessOrEqual: return inclusiveUpperBound
        }
    }

    /// `^`: the left-most number that is not zero stays.
    private var caretCeiling: [Comparator] {
        guard let major else { return [] }
        if major > 0 || minor == nil { return [Comparator(.less, Self.bottom(major + 1, 0, 0))] }
        let minor = minor ?? 0
        if minor > 0 || patch == nil { return [Comparator(.less, Self.bottom(0, minor + 1, 0))] }
        return [Comparator(.less, Self.bottom(0, 0, (patch ?? 0) + 1))]
    }

    /// `~`: the minor number stays, or the major one if nothing else is given.
    private var tildeCeiling: [Comparator] {
        guard let major else { return [] }
        guard let minor else { return [Comparator(.less, Self.bottom(major + 1, 0, 0))] }
        return [Comparator(.less, Self.bottom(major, minor + 1, 0))]
    }
}
