import Auditing
import Registry
import Sigstore
import Storage

/// Loads the trust anchors: from files that the user names, else over TUF, else the embedded ones.
enum TrustLoading {
    /// What the named files hold; nil for what none is named.
    struct Named {
        let root: TrustedRoot?
        let keys: [RegistryKey]?
    }

    static func named(_ options: TrustOptions, _ environment: Environment) throws(CommandFailure) -> Named {
        Named(
            root: try options.trustedRoot.map { path throws(CommandFailure) in try trustedRoot(path, environment) },
            keys: try options.npmKeys.map { path throws(CommandFailure) in try registryKeys(path, environment) })
    }

    /// Takes what was named, and asks for the rest only when it is needed.
    static func source(
        _ named: Named, _ refresh: TrustRefresh<some Transport>, memory: SignatureLedger?
    ) -> TrustSource {
        let (root, keys) = (named.root, named.keys)
        if let root, let keys {
            let source = AnchorSource(kind: .file, date: nil, isFresh: true, reason: nil)
            return TrustSource(TrustSettings(root: root, npmKeys: keys, source: source), memory: memory)
        }
        return TrustSource(memory: memory) {
            let refreshed = await refresh.anchors()
            guard root != nil || keys != nil else { return refreshed }
            let source = refreshed.source
            return TrustSettings(
                root: root ?? refreshed.root, npmKeys: keys ?? refreshed.npmKeys,
                source: AnchorSource(kind: .file, date: source.date, isFresh: source.isFresh, reason: source.reason))
        }
    }

    private static func trustedRoot(_ path: String, _ environment: Environment) throws(CommandFailure) -> TrustedRoot {
        let bytes = try read(path, TrustedRoot.Limit.bytes, environment)
        do throws(TrustedRootError) {
            return try TrustedRoot(parsing: bytes)
        } catch { throw CommandFailure(.usage, "`\(path)` holds no trust anchors of Sigstore (\(error))") }
    }

    private static func registryKeys(_ path: String, _ environment: Environment) throws(CommandFailure) -> [RegistryKey]
    {
        let bytes = try read(path, RegistryKey.maximumBytes, environment)
        let keys: [RegistryKey]
        do throws(RegistryKeyError) {
            keys = try RegistryKey.list(parsing: bytes)
        } catch { throw CommandFailure(.usage, "`\(path)` holds no keys of a registry (\(error))") }
        // With no key, no signature would be looked at.
        guard !keys.isEmpty else { throw CommandFailure(.usage, "`\(path)` holds no keys of a registry") }
        return keys
    }

    private static func read(_ path: String, _ limit: Int, _ environment: Environment) throws(CommandFailure) -> [UInt8]
    {
        do {
            return try environment.files.read(environment.absolute(path), limit)
        } catch { throw CommandFailure(error, path: path) }
    }
}
