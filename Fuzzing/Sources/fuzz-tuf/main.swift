import FuzzDriver
import JSONCursor

@testable import Sigstore

// Whatever is read of a file: what is signed has one form, no threshold is nothing, and no role leads out of a folder.
fuzz { bytes in
    if let metadata = try? TUFMetadata(parsing: bytes, as: .timestamp, file: "x") {
        guard let again = try? JSONValue(parsing: metadata.signedBytes),
            CanonicalJSON.encode(again) == metadata.signedBytes
        else {
            // Control characters are signed raw, and are no JSON then.
            guard metadata.signedBytes.contains(where: { $0 < 0x20 }) else { fatalError("no canonical form") }
            return
        }
        guard metadata.version >= 1, metadata.signatures.count <= TUFLimit.signatures else { fatalError("a limit") }
    }
    if let root = try? TUFRoot(parsing: bytes, file: "x") {
        for role in [root.root, root.timestamp, root.snapshot, root.targets] {
            guard role.threshold >= 1 else { fatalError("a threshold of nothing") }
            guard (try? role.verify(root.metadata)) == nil else { fatalError("an invention was signed") }
        }
    }
    _ = try? TUFVersions(parsing: bytes, as: .timestamp, file: "x")
    _ = try? TUFVersions(parsing: bytes, as: .snapshot, file: "x")
    guard let targets = try? TUFTargets(parsing: bytes, file: "x") else { return }
    for delegation in targets.delegations {
        guard delegation.role.threshold >= 1, !delegation.name.contains("/"), !delegation.name.hasPrefix(".") else {
            fatalError("a delegation that leads elsewhere")
        }
        _ = delegation.covers("registry.npmjs.org/keys.json")
    }
}
