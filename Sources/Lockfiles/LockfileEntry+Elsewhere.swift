extension LockfileEntry {
    /// Whether it comes from an address that leads to no registry.
    var isElsewhere: Bool { `class` == .git || `class` == .tarball || `class` == .file }

    /// Makes an entry one of the registry's, for that is what was asked for; `resolved` stays, and tells that it is not.
    mutating func becomeRegistry() { (`class`, reason, registry) = (.registry, nil, nil) }
}
