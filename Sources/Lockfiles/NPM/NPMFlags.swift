/// Whether the `dev`, `optional` and `peer` of a lock file fit to the project's package.json, or to that of a member.
///
/// The lock file says what each entry was for when it was written. What package.json needs for more than that by now is
/// installed by npm with all that it needs, so that no flag of such a file can be believed.
struct NPMFlags {
    private let dependencies: [ProjectManifest.Dependency]

    /// - Parameter isDevelopmentFirst: whether what is in `devDependencies` too is for development, as from npm 7 on.
    init(_ manifest: ProjectManifest?, isDevelopmentFirst: Bool) {
        var found: [[UInt8]: ProjectManifest.Dependency] = [:]
        for dependency in manifest?.dependencies ?? [] {
            let name = Array(dependency.name.utf8)
            let known = found[name].map { Self.rank($0.kind, isDevelopmentFirst) }
            if Self.rank(dependency.kind, isDevelopmentFirst) < known ?? .max { found[name] = dependency }
        }
        dependencies = Array(found.values)
    }

    /// Of several sections that have a name, the one of the lowest rank counts.
    private static func rank(_ kind: DependencyKind, _ isDevelopmentFirst: Bool) -> Int {
        switch kind {
        case .dev: isDevelopmentFirst ? 0 : 3
        case .production: 1
        case .optional: 2
        case .peer: 4
        }
    }

    /// Says whether no entry that the project depends on has a flag with which npm would leave it out too early.
    ///
    /// - Parameter entry: the index of the entry that the project finds under a name.
    func areBelievable(in contents: LockfileContents, entry: (Span<UInt8>) -> Int?) -> Bool {
        dependencies.allSatisfy { dependency in
            guard let index = entry(Array(dependency.name.utf8).span), LockfileContents.isEntry(index) else {
                return true
            }
            return Self.fits(contents.entries[index], dependency)
        }
    }

    private static func fits(_ entry: LockfileEntry, _ dependency: ProjectManifest.Dependency) -> Bool {
        let (dev, optional, peer) = (entry.dev == true, entry.optional == true, entry.peer == true)
        return switch dependency.kind {
        case .production: !dev && !optional && !peer && !entry.isDevOptional
        case .optional: !dev && !peer
        case .dev: !optional && !peer
        // An optional peer is not installed for being one: what else leads to it may be optional.
        case .peer: !dev && (dependency.isOptionalPeer || !optional && !entry.isDevOptional)
        }
    }
}
