package import Lockfiles

/// What a lock file contains, as JSON (Schemas/list.schema.json; docs/lockfiles.md).
package enum ListJSON {
    package static func document(_ lockfile: Lockfile, file: String) -> JSONNode {
        .members([
            "schemaVersion": .integer(1),
            "file": .string(file),
            "format": .string(lockfile.format.rawValue),
            "formatVersion": lockfile.formatVersion.isEmpty ? .null : .string(lockfile.formatVersion),
            "coverage": coverage(lockfile),
            "entries": .each(lockfile.entries, entry),
        ])
    }

    /// The number of entries of each class; they add up to `entries`.
    private static func coverage(_ lockfile: Lockfile) -> JSONNode {
        let counts = lockfile.coverage
        var members = [JSONNode.Member(key: "entries", value: .integer(Int64(lockfile.entries.count)))]
        members += LockfileEntry.Class.allCases.map {
            JSONNode.Member(key: $0.rawValue, value: .integer(Int64(counts[$0] ?? 0)))
        }
        return .object(members)
    }

    private static func entry(_ entry: LockfileEntry) -> JSONNode {
        .members([
            "name": .string(entry.name),
            "alias": .optional(entry.alias),
            "version": .optional(entry.version ?? entry.range),
            "class": .string(entry.class.rawValue),
            "registry": .optional(entry.registry),
            "integrity": .optional(entry.integrity),
            "dev": .optional(entry.dev),
            "optional": .optional(entry.optional),
            "peer": .optional(entry.peer),
            "line": .integer(Int64(entry.line)),
            "reason": .optional(entry.reason?.rawValue),
        ])
    }
}
