/// The trust anchors that the program carries: public keys and certificates, and the date they were taken.
///
/// They always work, offline too; when they are refreshed over TUF, the refreshed ones are used.
public enum EmbeddedAnchors {
    /// When the anchors were last compared with their sources.
    public static let date = "2026-08-21"

    /// Sigstore's trust anchors; nil only if this very file was damaged.
    public static let sigstore: TrustedRoot? = try? TrustedRoot(parsing: Array(trustedRoot.utf8))

    /// npm's signing keys.
    public static let registry: [RegistryKey] = (try? RegistryKey.list(parsing: Array(registryKeys.utf8))) ?? []
}
