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
    /// are a change, paired in order; what is left over was added or removed. An entry that goes when `kinds` are omitted is
    /// not there on its side, so that one that was for development and is for production now was added.
    public init(from base: Lockfile, to head: Lockfile, omitting kinds: Set<DependencyKind> = []) {
        let (old, new) = Self.kept(base.entries, head.entries, omitting: kinds)
        var before = Catalog(old)
        let after = Catalog(new)
        var isKnown = [Bool](repeating: false, count: before.packages.count)
        var added: [LockfileEntry] = []
        var removed: [LockfileEntry] = []
        var changed: [Change] = []
        for package in after.packages {
            let old = before.package(named: package.name)
            var came: [LockfileEntry] = []
            for installed in package.positions.map({ after.entries[$0] }) {
                guard let old, let other = before.take(installed, of: old) else {
                    came.append(installed.entry)
                    continue
                }
                if !other.installsSame(as: installed) {
                    changed.append(Change(before: other.entry, after: installed.entry))
                }
            }
            let went = old.map { before.left(of: $0) } ?? []
            if let old { isKnown[old] = true }
            changed += zip(went, came).map { Change(before: $0, after: $1) }
            added += came.dropFirst(went.count)
            removed += went.dropFirst(came.count)
        }
        for package in before.packages.indices where !isKnown[package] { removed += before.left(of: package) }
        self.added = added
        self.removed = removed
        self.changed = changed
    }

    /// What stays on both sides when these kinds are omitted.
    ///
    /// Of an older entry that does not tell what it is for, the newer file decides: if it leaves it out, it did not go.
    private static func kept(
        _ base: [LockfileEntry], _ head: [LockfileEntry], omitting kinds: Set<DependencyKind>
    ) -> (base: [LockfileEntry], head: [LockfileEntry]) {
        guard !kinds.isEmpty else { return (base, head) }
        let kept = head.filter { !$0.isOmitted(kinds) }
        var gone = Set(head.lazy.filter { $0.isOmitted(kinds) }.map { Array($0.identity.utf8) })
        for entry in kept { gone.remove(Array(entry.identity.utf8)) }
        return (
            base.filter { entry in
                entry.dev == nil ? !gone.contains(Array(entry.identity.utf8)) : !entry.isOmitted(kinds)
            }, kept
        )
    }
}

/// The entries of a file by their names, and under each name by their versions.
private struct Catalog {
    /// Entries of one name and version that one is compared with: real files have two or three that differ.
    ///
    /// Where there are more, the same ones in another order are changes.
    private static let maximumComparisons = 16

    struct Package {
        let name: [UInt8]
        var positions: [Int] = []
    }

    /// In the order of the file, without those that install the same as one of that name and version before.
    private(set) var entries: [Installed] = []
    /// The names in their order, each with its entries.
    private(set) var packages: [Package] = []
    /// The entries of each version of a name that were not taken out, the first ones last.
    private var releases: [[Int]] = []
    private var isTaken: [Bool]
    private var names: ByteTable
    private var versions: ByteTable

    init(_ list: [LockfileEntry]) {
        names = ByteTable(minimumCapacity: list.count)
        versions = ByteTable(minimumCapacity: list.count)
        isTaken = []
        for entry in list { add(Installed(entry)) }
        isTaken = [Bool](repeating: false, count: entries.count)
        for release in releases.indices { releases[release].reverse() }
    }

    private mutating func add(_ installed: Installed) {
        let name = Array(installed.entry.name.utf8)
        let package = names.insert(0, name.span, packages.count) ?? packages.count
        if package == packages.count { packages.append(Package(name: name)) }
        let release = versions.insert(package, installed.version.span, releases.count) ?? releases.count
        if release == releases.count { releases.append([]) }
        guard !hasSame(as: installed, in: release) else { return }
        releases[release].append(entries.count)
        packages[package].positions.append(entries.count)
        entries.append(installed)
    }

    private func hasSame(as other: Installed, in release: Int) -> Bool {
        releases[release].prefix(Self.maximumComparisons).contains { entries[$0].installsSame(as: other) }
    }

    func package(named name: [UInt8]) -> Int? { names.find(0, name.span) }

    /// Takes out the first of that name and version that installs the same, or else the first of them.
    mutating func take(_ other: Installed, of package: Int) -> Installed? {
        guard let release = versions.find(package, other.version.span), let last = releases[release].indices.last else {
            return nil
        }
        let position = releases[release].remove(at: same(as: other, in: release) ?? last)
        isTaken[position] = true
        return entries[position]
    }

    private func same(as other: Installed, in release: Int) -> Int? {
        releases[release].suffix(Self.maximumComparisons).lastIndex { entries[$0].installsSame(as: other) }
    }

    /// The entries of a name that were not taken out.
    func left(of package: Int) -> [LockfileEntry] {
        packages[package].positions.filter { !isTaken[$0] }.map { entries[$0].entry }
    }
}

/// An entry and what of it is compared.
private struct Installed {
    let entry: LockfileEntry
    private let digests: Integrity?

    init(_ entry: LockfileEntry) {
        self.entry = entry
        digests = entry.digests
    }

    var version: [UInt8] { Array((entry.version ?? entry.range ?? "").utf8) }

    /// Says whether both stand for the same bytes: by their digests, or where neither has one by their addresses.
    ///
    /// Digests that nothing can compare, or of which one side has none, say nothing: then the bytes may be others.
    func installsSame(as other: Installed) -> Bool {
        guard entry.class == other.entry.class else { return false }
        if let mine = digests, let theirs = other.digests {
            guard case .equal = mine.compare(theirs) else { return false }
            return true
        }
        guard equalBytewise(entry.integrity ?? "", other.entry.integrity ?? "") else { return false }
        if let mine = entry.resolved, let theirs = other.entry.resolved, !equalBytewise(mine, theirs) { return false }
        let (registry, otherRegistry) = (entry.registry, other.entry.registry)
        return equalBytewise(registry ?? "", otherRegistry ?? "") || registry == nil || otherRegistry == nil
    }
}
