public import PackageModel
public import Signals

/// A finding that a project accepts, for a reason and for a time (docs/policy.md).
public struct PolicyException: Sendable {
    public let package: Glob
    public let versions: VersionRange
    public let rule: RuleID
    public let reason: String
    public let expires: ExpiryDate
    /// Where it stands in the file, counted from 1; nil for one that is not written yet.
    public let line: Int?

    /// Rules that no exception silences: what is present and wrong fails every audit.
    public static let notAcceptable: Set<RuleID> = [.provenanceInvalid, .signatureInvalid, .integrityMismatch]

    public init(
        package: Glob, versions: VersionRange, rule: RuleID, reason: String, expires: ExpiryDate, line: Int? = nil
    ) {
        self.package = package
        self.versions = versions
        self.rule = rule
        self.reason = reason
        self.expires = expires
        self.line = line
    }

    /// Says whether a text can be a reason: one of blanks, or of what nobody sees, is none.
    public static func isReason(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            let properties = scalar.properties
            return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
                && ![.control, .format, .unassigned, .privateUse].contains(properties.generalCategory)
        }
    }

    /// Says whether the exception is about that finding, whatever the day. `*` takes in pre-releases, other ranges as npm does.
    public func covers(_ rule: RuleID, _ package: PackageName, _ version: Version) -> Bool {
        self.rule == rule && (versions.text == "*" || versions.contains(version)) && self.package.matches(package.text)
    }
}

/// The last day of an exception, in UTC; that day is part of it.
public struct ExpiryDate: Sendable, Hashable {
    /// As it is written: `2026-12-31`.
    public let text: String
    /// The first instant at which the exception is void.
    public let end: Timestamp

    /// Reads `YYYY-MM-DD`; nil for anything else, and for days that no calendar has.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let start = try? Timestamp(parsing: text + "T00:00:00Z") else {
            return nil
        }
        self.text = text
        self.end = start.adding(days: 1)
    }

    public func isOver(at now: Timestamp) -> Bool { now >= end }
}

extension ExpiryDate: CustomStringConvertible {
    public var description: String { text }
}
