public import PackageModel

/// Updates the trust root over TUF: the client's workflow of TUF 1.0.34 §5, for a fixed instant
/// (docs/verification.md, section A.1).
public struct TUFClient: Sendable {
    /// The newest root that the program carries; its expiry does not matter (§5.2).
    private let anchor: [UInt8]
    /// The targets that are wanted, by their names.
    private let wanted: [String]
    private let now: Timestamp
    private let enforcesExpiry: Bool

    /// - Parameter enforcesExpiry: false to verify what was kept: the caller says how old that is.
    public init(anchor: [UInt8], targets: [String], now: Timestamp, enforcesExpiry: Bool = true) {
        self.anchor = anchor
        self.wanted = targets
        self.now = now
        self.enforcesExpiry = enforcesExpiry
    }

    /// One whole update.
    ///
    /// - Parameters:
    ///   - source: where new files come from.
    ///   - trusted: the result of an earlier update, below which no version may fall.
    /// - Returns: a state in which everything holds; nothing of an update that fails is used.
    public func update(
        from source: some TUFSource, trusted: TUFRepository? = nil
    ) async throws(TUFRefusal) -> TUFRepository {
        var used: [String: [UInt8]] = [:]
        var root = try TUFRoot(parsing: anchor, file: "root.json")
        root = try await newest(after: root, from: trusted?.files ?? TUFFiles(), &used)
        let known = root
        root = try await newest(after: root, from: source, &used)
        try requireFresh(root.metadata)
        // check: tuf-consistent-snapshot
        guard root.hasConsistentSnapshots
        else { throw .refused(root.metadata.file, "tuf-consistent-snapshot", "files are not named by version") }
        // §5.3.11: after a change of these keys, a version far ahead that a thief of the old ones signed must not last.
        let keepsVersions =
            known.timestamp.signers == root.timestamp.signers && known.snapshot.signers == root.snapshot.signers
        let earlier = keepsVersions ? trusted : nil
        // Files that are named by version and have not changed need not be asked for again.
        let kept = known.metadata.version == root.metadata.version ? trusted?.files ?? TUFFiles() : TUFFiles()

        let timestamp = try await timestamp(root, earlier, source, &used)
        let snapshot = try await snapshot(root, timestamp, earlier, (kept, source), &used)
        let targets = try await self.targets(root, snapshot, (kept, source), &used)
        var found: [String: [UInt8]] = [:]
        var expiries = [root.metadata, timestamp.metadata, snapshot.metadata, targets.metadata]
        for name in wanted {
            let (info, roles) = try await find(name, below: targets, snapshot, (kept, source), &used)
            expiries += roles
            found[name] = try await target(name, info, (kept, source), &used)
        }
        let first = expiries.min { $0.expires < $1.expires } ?? root.metadata
        return TUFRepository(
            files: TUFFiles(used), targets: found, expiry: (first.file, first.expires), root: root,
            timestamp: timestamp, snapshot: snapshot)
    }

    /// §5.3.2 to §5.3.9: root by root, each signed by the one before and by itself.
    private func newest(
        after old: TUFRoot, from source: some TUFSource, _ used: inout [String: [UInt8]]
    ) async throws(TUFRefusal) -> TUFRoot {
        var root = old
        for _ in 0..<TUFLimit.roots {
            let file = "\(root.metadata.version + 1).root.json"
            guard let bytes = try await source.file(file, maximumBytes: TUFLimit.metadata) else { return root }
            let next = try TUFRoot(parsing: bytes, file: file)
            // check: tuf-root-version
            guard next.metadata.version == root.metadata.version + 1
            else { throw .refused(file, "tuf-root-version", "not the version that its name says") }
            try root.root.verify(next.metadata)
            try next.root.verify(next.metadata)
            used[file] = bytes
            root = next
        }
        throw .refused("root.json", "tuf-root-count", "more than \(TUFLimit.roots) new roots")
    }

    /// §5.4.
    private func timestamp(
        _ root: TUFRoot, _ earlier: TUFRepository?, _ source: some TUFSource, _ used: inout [String: [UInt8]]
    ) async throws(TUFRefusal) -> TUFVersions {
        let file = "timestamp.json"
        let bytes = try await Self.require(file, TUFLimit.metadata, source)
        let timestamp = try TUFVersions(parsing: bytes, as: .timestamp, file: file)
        try root.timestamp.verify(timestamp.metadata)
        if let earlier {
            // check: tuf-timestamp-rollback
            guard timestamp.metadata.version >= earlier.timestamp.metadata.version
            else { throw .refused(file, "tuf-timestamp-rollback", "an older version than was seen before") }
            let (old, new) = (earlier.timestamp.files["snapshot.json"], timestamp.files["snapshot.json"])
            // check: tuf-snapshot-rollback
            guard (new?.version ?? 0) >= (old?.version ?? 0)
            else { throw .refused(file, "tuf-snapshot-rollback", "an older snapshot than was seen before") }
        }
        try requireFresh(timestamp.metadata)
        used[file] = bytes
        return timestamp
    }

    /// §5.5.
    private func snapshot(
        _ root: TUFRoot, _ timestamp: TUFVersions, _ earlier: TUFRepository?,
        _ sources: (kept: TUFFiles, new: some TUFSource), _ used: inout [String: [UInt8]]
    ) async throws(TUFRefusal) -> TUFVersions {
        // check: tuf-snapshot-missing
        guard let info = timestamp.files["snapshot.json"]
        else { throw .refused("timestamp.json", "tuf-snapshot-missing", "names no snapshot") }
        let file = "\(info.version).snapshot.json"
        let bytes = try await Self.require(file, TUFLimit.metadata, sources)
        try info.verify(bytes, of: file)
        let snapshot = try TUFVersions(parsing: bytes, as: .snapshot, file: file)
        try root.snapshot.verify(snapshot.metadata)
        // check: tuf-snapshot-version
        guard snapshot.metadata.version == info.version
        else { throw .refused(file, "tuf-snapshot-version", "not the version that the timestamp names") }
        for (name, old) in earlier?.snapshot.files ?? [:] {
            // check: tuf-role-rollback
            guard let new = snapshot.files[name], new.version >= old.version
            else { throw .refused(file, "tuf-role-rollback", "`\(name)` is gone, or older than before") }
        }
        try requireFresh(snapshot.metadata)
        used[file] = bytes
        return snapshot
    }

    /// §5.6.
    private func targets(
        _ root: TUFRoot, _ snapshot: TUFVersions, _ sources: (kept: TUFFiles, new: some TUFSource),
        _ used: inout [String: [UInt8]]
    ) async throws(TUFRefusal) -> TUFTargets {
        try await role("targets", root.targets, snapshot, sources, &used)
    }

    private func role(
        _ name: String, _ role: TUFRole, _ snapshot: TUFVersions, _ sources: (kept: TUFFiles, new: some TUFSource),
        _ used: inout [String: [UInt8]]
    ) async throws(TUFRefusal) -> TUFTargets {
        // check: tuf-role-missing
        guard let info = snapshot.files["\(name).json"]
        else { throw .refused(snapshot.metadata.file, "tuf-role-missing", "does not name `\(name)`") }
        let file = "\(info.version).\(name).json"
        let bytes = try await Self.require(file, TUFLimit.metadata, sources)
        try info.verify(bytes, of: file)
        let targets = try TUFTargets(parsing: bytes, file: file)
        try role.verify(targets.metadata)
        // check: tuf-role-version
        guard targets.metadata.version == info.version
        else { throw .refused(file, "tuf-role-version", "not the version that the snapshot names") }
        try requireFresh(targets.metadata)
        used[file] = bytes
        return targets
    }

    /// §5.6.7: the target in the first file that lists it, in the order of delegation.
    ///
    /// - Returns: what was signed about the target, and the delegated files that were read on the way.
    private func find(
        _ name: String, below top: TUFTargets, _ snapshot: TUFVersions,
        _ sources: (kept: TUFFiles, new: some TUFSource), _ used: inout [String: [UInt8]]
    ) async throws(TUFRefusal) -> (TUFFileInfo, [TUFMetadata]) {
        var visited: [String] = []
        var read: [TUFMetadata] = []
        var open = [top]
        while let file = open.popLast() {
            if let info = file.targets[name] { return (info, read) }
            var next: [TUFTargets] = []
            for delegation in file.delegations where delegation.covers(name) {
                guard !visited.contains(delegation.name), visited.count < TUFLimit.delegations else { continue }
                visited.append(delegation.name)
                let targets = try await role(delegation.name, delegation.role, snapshot, sources, &used)
                read.append(targets.metadata)
                next.append(targets)
                if delegation.isTerminating {
                    open = []
                    break
                }
            }
            open += next.reversed()
        }
        throw .refused(top.metadata.file, "tuf-target-missing", "does not lead to `\(name)`")
    }

    /// §5.7.
    private func target(
        _ name: String, _ info: TUFFileInfo, _ sources: (kept: TUFFiles, new: some TUFSource),
        _ used: inout [String: [UInt8]]
    ) async throws(TUFRefusal) -> [UInt8] {
        let digest = Hexadecimal.encode(info.sha256 ?? [])
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let file = (["targets"] + parts.dropLast() + ["\(digest).\(parts.last ?? "")"]).joined(separator: "/")
        let bytes = try await Self.require(file, TUFLimit.target, sources)
        try info.verify(bytes, of: file)
        used[file] = bytes
        return bytes
    }

    private func requireFresh(_ metadata: TUFMetadata) throws(TUFRefusal) {
        // check: tuf-expired
        guard !enforcesExpiry || now < metadata.expires
        else {
            throw TUFRefusal(.expired, metadata.file, "tuf-expired", "expired on \(metadata.expires.dateText)")
        }
    }

    /// A file that was kept, else a new one.
    private static func require(
        _ file: String, _ limit: Int, _ sources: (kept: TUFFiles, new: some TUFSource)
    ) async throws(TUFRefusal) -> [UInt8] {
        if let bytes = try sources.kept.file(file, maximumBytes: limit) { return bytes }
        return try await require(file, limit, sources.new)
    }

    private static func require(_ file: String, _ limit: Int, _ source: some TUFSource) async throws(TUFRefusal)
        -> [UInt8]
    {
        guard let bytes = try await source.file(file, maximumBytes: limit) else {
            throw TUFRefusal(.unavailable, file, "tuf-missing", "the repository does not have it")
        }
        return bytes
    }
}

extension TUFTargets.Delegation {
    /// Whether the role may list the target: a `*` stays between two slashes.
    func covers(_ target: String) -> Bool {
        let slashes = { (text: String) in text.utf8.count { $0 == UInt8(ascii: "/") } }
        return paths.contains { slashes($0.pattern) == slashes(target) && $0.matches(target) }
    }
}
