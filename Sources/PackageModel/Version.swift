/// A semantic version as npm reads it (semver 2.0.0, strict form), ordered by precedence.
///
/// Build metadata takes no part in equality or order (semver 2.0.0 §10) but is kept in `text`.
public struct Version: Sendable {
    /// The longest version that node-semver accepts, in bytes.
    public static let maximumLength = 256
    /// The largest component that node-semver accepts: 2^53 - 1.
    public static let maximumComponent: UInt64 = 9_007_199_254_740_991

    /// One dot-separated part of a pre-release tag (semver 2.0.0 §9).
    public enum Identifier: Hashable, Sendable {
        case number(UInt64)
        case text(String)
    }

    public let major: UInt64
    public let minor: UInt64
    public let patch: UInt64
    public let prerelease: [Identifier]
    /// The version as it was written, without a leading `v` or `=`.
    public let text: String

    public var isPrerelease: Bool { !prerelease.isEmpty }

    /// Reads `1.2.3`, `1.2.3-beta.1+build`; a leading `v` or `=` and blanks around are dropped, as npm does.
    public init(parsing text: String) throws(VersionError) {
        guard text.utf8.count <= Self.maximumLength else { throw .tooLong(bytes: text.utf8.count) }
        if let numbers = Self.plainTriple(text) {
            self.init(major: numbers.0, minor: numbers.1, patch: numbers.2, prerelease: [], text: text)
            return
        }
        var scanner = VersionScanner(text)
        scanner.skipBlanks()
        scanner.skipPrefix()
        let start = scanner.position
        let numbers = try scanner.triple()
        let prerelease = try scanner.prerelease()
        try scanner.build()
        let end = scanner.position
        scanner.skipBlanks()
        guard scanner.isAtEnd else { throw .malformed }
        self.init(
            major: numbers.0, minor: numbers.1, patch: numbers.2, prerelease: prerelease,
            text: end - start == scanner.bytes.count
                ? text : String(decoding: scanner.bytes[start..<end], as: UTF8.self))
    }

    /// What most versions are: three numbers of up to nine digits. Nil if it is anything else, or wrong.
    private static func plainTriple(_ text: String) -> (UInt64, UInt64, UInt64)? {
        var numbers: (UInt64, UInt64, UInt64) = (0, 0, 0)
        var dots = 0
        var digits = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") {
                guard digits > 0, dots < 2 else { return nil }
                numbers = (numbers.1, numbers.2, 0)
                dots += 1
                digits = 0
            } else {
                let digit = byte &- UInt8(ascii: "0")
                guard digit < 10, digits < 9, digits == 0 || numbers.2 > 0 else { return nil }
                numbers.2 = numbers.2 &* 10 &+ UInt64(digit)
                digits += 1
            }
        }
        return dots == 2 && digits > 0 ? numbers : nil
    }

    /// A version from its parts; the text is the canonical one.
    public init(_ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: [Identifier] = []) {
        let tag = prerelease.isEmpty ? "" : "-" + prerelease.map(\.description).joined(separator: ".")
        self.init(
            major: major, minor: minor, patch: patch, prerelease: prerelease, text: "\(major).\(minor).\(patch)\(tag)")
    }

    private init(major: UInt64, minor: UInt64, patch: UInt64, prerelease: [Identifier], text: String) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
        self.text = text
    }

    /// Says whether both have the same major, minor and patch number.
    public func hasSameTriple(as other: Version) -> Bool {
        major == other.major && minor == other.minor && patch == other.patch
    }
}

extension Version: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.hasSameTriple(as: right) && left.prerelease == right.prerelease
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(major)
        hasher.combine(minor)
        hasher.combine(patch)
        hasher.combine(prerelease)
    }
}

extension Version: Comparable {
    /// Precedence by semver 2.0.0 §11.
    public static func < (left: Self, right: Self) -> Bool {
        if left.major != right.major { return left.major < right.major }
        if left.minor != right.minor { return left.minor < right.minor }
        if left.patch != right.patch { return left.patch < right.patch }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        for (mine, theirs) in zip(left.prerelease, right.prerelease) where mine != theirs { return mine < theirs }
        return left.prerelease.count < right.prerelease.count
    }
}

extension Version.Identifier: Comparable {
    /// Numbers before texts, numbers by value, texts by bytes (semver 2.0.0 §11.4).
    public static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.number(let mine), .number(let theirs)): mine < theirs
        case (.number, .text): true
        case (.text, .number): false
        case (.text(let mine), .text(let theirs)): precedesBytewise(mine, theirs)
        }
    }
}

extension Version: CustomStringConvertible {
    public var description: String { text }
}

extension Version.Identifier: CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let value): String(value)
        case .text(let value): value
        }
    }
}

/// Why a text is not a semantic version.
public enum VersionError: Error, Equatable {
    case tooLong(bytes: Int)
    case malformed
    /// A number over 2^53 - 1.
    case numberTooLarge
    /// `01`: numbers have no leading zero.
    case leadingZero
}
