package import Lockfiles

/// What differs between two lock files, both sides of it.
package enum DiffReport {
    /// Lines of a kind that are shown one by one.
    private static let maximumLines = 200

    /// `+` came, `~` changed, `-` went.
    package static func text(_ diff: LockfileDiff) -> String {
        var lines: [String] = []
        lines += shown(diff.added.map { "+ \(label($0))" })
        lines += shown(
            diff.changed.map { change in "~ \(label(change.before)) → \(label(change.after))" + Self.digest(change) })
        lines += shown(diff.removed.map { "- \(label($0))" })
        lines.append(
            "\(diff.added.count) added, \(diff.changed.count) changed, \(diff.removed.count) removed"
                + (diff.isEmpty ? ": nothing changed" : ""))
        return lines.joined(separator: "\n") + "\n\n"
    }

    package static func document(_ diff: LockfileDiff, audit: JSONNode) -> JSONNode {
        .members([
            "schemaVersion": .integer(1),
            "added": .array(diff.added.map(side)),
            "changed": .array(
                diff.changed.map { .members(["before": side($0.before), "after": side($0.after)]) }),
            "removed": .array(diff.removed.map(side)),
            "audit": audit,
        ])
    }

    private static func side(_ entry: LockfileEntry) -> JSONNode {
        .members([
            "name": .string(entry.name), "version": .optional(entry.version), "class": .string(entry.class.rawValue),
            "integrity": .optional(entry.integrity), "line": .integer(Int64(entry.line)),
        ])
    }

    /// A version that stays while its digest changes is the one thing that must not be overlooked.
    private static func digest(_ change: LockfileDiff.Change) -> String {
        guard change.before.version == change.after.version else { return "" }
        guard change.before.class == change.after.class else { return " (same version, from elsewhere)" }
        return switch (change.before.integrity, change.after.integrity) {
        case (nil, .some): " (same version, the digest is new)"
        case (.some, nil): " (same version, the digest is gone)"
        default: " (same version, other digest or address)"
        }
    }

    private static func label(_ entry: LockfileEntry) -> String {
        guard entry.class != .registry else { return ListTable.label(entry) }
        guard let alias = entry.alias else { return "\(ListTable.label(entry)) (\(entry.class.rawValue))" }
        var named = entry
        named.alias = nil
        return "\(ListTable.label(named)) (as \(DisplayText(untrusted: alias)), \(entry.class.rawValue))"
    }

    private static func shown(_ lines: [String]) -> [String] {
        guard lines.count > maximumLines else { return lines }
        return Array(lines.prefix(maximumLines)) + ["  … and \(lines.count - maximumLines) more (`--json` has all)"]
    }
}
