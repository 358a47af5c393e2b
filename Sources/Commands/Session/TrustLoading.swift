import Auditing
import PackageModel
import Sigstore

/// Loads the trust anchors: from files that the user names, else the embedded ones.
enum TrustLoading {
    static func settings(_ options: TrustOptions, _ environment: Environment) throws(CommandFailure) -> TrustSettings {
        var root = EmbeddedAnchors.sigstore
        var keys = EmbeddedAnchors.registry
        if let path = options.trustedRoot {
            do {
                root = try TrustedRoot(parsing: try read(path, TrustedRoot.Limit.bytes, environment))
            } catch let error as TrustedRootError {
                throw CommandFailure(.usage, "`\(path)` holds no trust anchors of Sigstore (\(error))")
            } catch let error as CommandFailure {
                throw error
            } catch { throw CommandFailure(.internalError, "\(error)") }
        }
        if let path = options.npmKeys {
            do {
                keys = try RegistryKey.list(parsing: try read(path, RegistryKey.maximumBytes, environment))
            } catch let error as RegistryKeyError {
                throw CommandFailure(.usage, "`\(path)` holds no keys of a registry (\(error))")
            } catch let error as CommandFailure {
                throw error
            } catch { throw CommandFailure(.internalError, "\(error)") }
        }
        let isGiven = options.trustedRoot != nil && options.npmKeys != nil
        let source = AnchorSource(
            kind: options.trustedRoot != nil || options.npmKeys != nil ? .file : .embedded,
            date: EmbeddedAnchors.date, isFresh: isGiven,
            reason: isGiven ? nil : "the embedded anchors of \(EmbeddedAnchors.date) are used; they were not refreshed")
        return TrustSettings(root: root, npmKeys: keys, source: source)
    }

    private static func read(_ path: String, _ limit: Int, _ environment: Environment) throws(CommandFailure) -> [UInt8]
    {
        do {
            return try environment.files.read(environment.absolute(path), limit)
        } catch { throw CommandFailure(error, path: path) }
    }
}
