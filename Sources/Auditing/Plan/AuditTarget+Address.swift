package import Registry

extension AuditTarget {
    /// The registry that the lock file takes the package from, where that is not the one that is asked about it.
    func otherRegistry(than endpoints: Endpoints) -> String? {
        guard let registry = locked?.registry, registry != endpoints.registry(of: name) else { return nil }
        let isDefault = endpoints.registry(of: name) == endpoints.registry || !endpoints.isPrivate(name)
        return Self.npmAddresses.contains(registry) && isDefault ? nil : registry
    }

    /// Why what will be installed may be something else than what the registry lists; nil mostly.
    ///
    /// Nothing that is found out about the release is then proved of those bytes.
    package func problem(at endpoints: Endpoints) -> AuditIssue? {
        if let problem = locked?.problem { return problem }
        guard let locked, locked.integrity == nil, let registry = otherRegistry(than: endpoints) else { return nil }
        return AuditIssue(
            package: text, code: "unusual-address",
            message: "line \(locked.line) has no digest, and is taken from `\(registry)`")
    }

    /// Addresses of npm's registry, in whose place npm asks the configured one (its option `replace-registry-host`).
    private static var npmAddresses: [String] {
        ["https://registry.npmjs.org", "https://registry.yarnpkg.com", "http://registry.npmjs.org"]
    }
}
