package import Lockfiles

/// What a lock file contains, for people: a line an entry, and the sum of the classes.
package enum ListTable {
    package static func text(_ lockfile: Lockfile, _ palette: Palette) -> String {
        let names = lockfile.entries.map { label($0) }
        let width = min(60, names.map(cellWidth).max() ?? 0)
        var lines = zip(lockfile.entries, names).map { entry, name in
            "\(padded(name, to: width))  \(palette.paint(padded(entry.class.rawValue, to: 11), style(entry.class)))  line \(entry.line)"
                + (entry.reason.map { "  \($0.rawValue)" } ?? "")
        }
        let counts = lockfile.coverage
        let sum = LockfileEntry.Class.allCases.compactMap { kind in
            counts[kind].map { "\($0) \(kind.rawValue)" }
        }
        let version = lockfile.formatVersion.isEmpty ? "" : " \(DisplayText(untrusted: lockfile.formatVersion))"
        let total = lockfile.entries.count
        lines.append(
            "\(lockfile.format.rawValue)\(version): \(total) \(total == 1 ? "entry" : "entries")"
                + (sum.isEmpty ? "" : " = " + sum.joined(separator: " + ")))
        return lines.joined(separator: "\n") + "\n"
    }

    /// What no registry vouches for steps back; what could not be understood stands out.
    private static func style(_ kind: LockfileEntry.Class) -> Style? {
        switch kind {
        case .registry, .bundled: nil
        case .unsupported: .warning
        case .workspace, .link, .file, .git, .tarball, .patch, .remote, .jsr, .runtime: .dim
        }
    }

    static func label(_ entry: LockfileEntry) -> String {
        let identity = entry.version == nil ? "\(entry.name)\(entry.range.map { "@\($0)" } ?? "")" : entry.identity
        let alias = entry.alias.map { " (as \(DisplayText(untrusted: $0)))" } ?? ""
        return DisplayText(untrusted: identity).text + alias
    }
}
