public import Sigstore

/// Whose signatures are accepted for a registry.
public struct RegistryTrust: Hashable, Sendable {
    /// Where the keys come from.
    public enum Grade: String, Hashable, Sendable {
        /// Embedded, refreshed over TUF, or given by the user.
        case pinned
        /// Served by the registry itself, which thereby vouches for itself only.
        case registryAsserted
    }

    public let keys: [RegistryKey]
    public let grade: Grade
    /// Why the keys could not be obtained; nil when they were, or when the registry has none.
    public let problem: String?

    public init(keys: [RegistryKey], grade: Grade, problem: String? = nil) {
        self.keys = keys
        self.grade = grade
        self.problem = problem
    }

    func key(_ id: String, for usage: RegistryKey.Usage) -> RegistryKey? {
        keys.first { $0.keyID.utf8.elementsEqual(id.utf8) && $0.usage == usage }
    }
}
