/// The trust anchors that a TUF repository like Sigstore's delivers: its own, and npm's keys
/// (docs/verification.md, section A.1).
public struct TUFAnchors: Sendable {
    /// The targets' names.
    public static let targets = ["trusted_root.json", "registry.npmjs.org/keys.json"]

    public let root: TrustedRoot
    public let registryKeys: [RegistryKey]
    public let repository: TUFRepository

    /// Requires a repository that was updated with `targets`.
    public init(_ repository: TUFRepository) throws(TUFRefusal) {
        do {
            self.root = try TrustedRoot(parsing: repository.targets[Self.targets[0]] ?? [])
        } catch {
            throw .refused(Self.targets[0], "tuf-trusted-root", "no trust anchors of Sigstore: \(error)")
        }
        do {
            self.registryKeys = try RegistryKey.list(parsing: repository.targets[Self.targets[1]] ?? [])
        } catch {
            throw .refused(Self.targets[1], "tuf-registry-keys", "no keys of a registry: \(error)")
        }
        self.repository = repository
    }
}

extension EmbeddedAnchors {
    /// The root from which updates over TUF start: version 15 of Sigstore's.
    public static let tuf: [UInt8] = Array(tufRoot.utf8)
}
