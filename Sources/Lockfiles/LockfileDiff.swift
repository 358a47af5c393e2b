import PackageModel

/// What differs between two lock files: packages that came, packages that went, and those that changed.
///
/// Compares names, byte by byte, and under each name the versions; the formats of the two need not be the same. An entry
/// of the same version is changed if its class is another one, if its digest is another one, came or went, and without
/// digests if its address is.
public struct LockfileDiff: Sendable, Equatable {
    /// One name on both sides.
    public struct Change: Sendable, Equatable {
        public let before: LockfileEntry
        public let after: LockfileEntry
    }

    /// In the order of the newer file.
    public let added: [LockfileEntry]
    /// In the order of the older file.
    public let removed: [LockfileEntry]
    /// In the order of the newer file.
    public let changed: [Change]

    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    /// Compares an older and a newer lock file.
    ///
    /// Each entry is taken once per name, version and class. A version that went and one that came under the same name
    /// are a change, paired in order; what is left over was added or removed.
    public init(from base: Lockfile, to head: Lockfile) {
        let before = Self.byName(base.entries)
        let after = Self.byName(head.entries)
        var added: [LockfileEntry] = []
        var removed: [LockfileEntry] = []
        var changed: [Change] = []
        for name in Self.names(head.entries) {
            var came: [LockfileEntry] = []
            var old = before[name] ?? []
            for entry in after[name] ?? [] {
                let same = old.firstIndex { $0.hasSameVersion(as: entry) && $0.installsSame(as: entry) }
                guard let same = same ?? old.firstIndex(where: { $0.hasSameVersion(as: entry) }) else {
                    came.append(entry)
                    continue
                }
                let other = old.remove(at: same)
                if !other.installsSame(as: entry) { changed.append(Change(before: other, after: entry)) }
            }
            changed += zip(old, came).map { Change(before: $0, after: $1) }
            added += came.dropFirst(old.count)
            removed += old.dropFirst(came.count)
        }
        for name in Self.names(base.entries) where after[name] == nil { removed += before[name] ?? [] }
        self.added = added
        self.removed = removed
        self.changed = changed
    }

    private struct Name: Hashable {
        let text: String

        static func == (left: Self, right: Self) -> Bool { equalBytewise(left.text, right.text) }

        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }

    /// The names in their order, each once.
    private static func names(_ entries: [LockfileEntry]) -> [Name] {
        var seen: Set<Name> = []
        return entries.map { Name(text: $0.name) }.filter { seen.insert($0).inserted }
    }

    private static func byName(_ entries: [LockfileEntry]) -> [Name: [LockfileEntry]] {
        var named: [Name: [LockfileEntry]] = [:]
        for entry in entries {
            let known = named[Name(text: entry.name)] ?? []
            if known.contains(where: { $0.hasSameVersion(as: entry) && $0.installsSame(as: entry) }) { continue }
            named[Name(text: entry.name), default: []].append(entry)
        }
        return named
    }
}

extension LockfileEntry {
    fileprivate func hasSameVersion(as other: LockfileEntry) -> Bool {
        equalBytewise(version ?? range ?? "", other.version ?? other.range ?? "")
    }

    /// Says whether both stand for the same bytes: by their digests, or where neither has one by their addresses.
    ///
    /// Digests that nothing can compare, or of which one side has none, say nothing: then the bytes may be others.
    fileprivate func installsSame(as other: LockfileEntry) -> Bool {
        guard `class` == other.class else { return false }
        if let mine = digests, let theirs = other.digests {
            guard case .equal = mine.compare(theirs) else { return false }
            return true
        }
        guard equalBytewise(integrity ?? "", other.integrity ?? "") else { return false }
        if let mine = resolved, let theirs = other.resolved, !equalBytewise(mine, theirs) { return false }
        return equalBytewise(registry ?? "", other.registry ?? "") || registry == nil || other.registry == nil
    }
}
