import Crypto
import Foundation
import PackageModel
import TestSupport

/// A TUF repository with the forge's trust root, for clients that take their anchors from one as npm does.
///
/// One key signs every role; the metadata are consistent snapshots of version 1.
struct TrustMirror {
    private let key = Curve25519.Signing.PrivateKey()
    private let keyID: String
    private let target: [UInt8]

    init(trustedRoot: [UInt8]) {
        self.target = trustedRoot
        self.keyID = Hexadecimal.encode(Array(SHA256.hash(data: key.publicKey.rawRepresentation)))
    }

    /// `1.root.json`, which a client has beforehand.
    func root() throws -> [UInt8] {
        let role = #"{"keyids":["\#(keyID)"],"threshold":1}"#
        let roles = ["root", "snapshot", "targets", "timestamp"].map { #""\#($0)":\#(role)"# }.joined(separator: ",")
        let key =
            #"{"keytype":"ed25519","keyval":{"public":"\#(Hexadecimal.encode(Array(key.publicKey.rawRepresentation)))"},"scheme":"ed25519"}"#
        return try signed(
            #"{"_type":"root","consistent_snapshot":true,"expires":"2099-01-01T00:00:00Z","keys":{"\#(keyID)":\#(key)},"roles":{\#(roles)},"spec_version":"1.0.31","version":1}"#
        )
    }

    /// Serves the repository below `/tuf`.
    func put(into registry: TestRegistry) throws {
        let digest = Hexadecimal.encode(Array(SHA256.hash(data: target)))
        let targets = try signed(
            role(
                "targets",
                #""targets":{"trusted_root.json":{"hashes":{"sha256":"\#(digest)"},"length":\#(target.count)}}"#))
        let snapshot = try signed(role("snapshot", meta("targets.json", targets)))
        let timestamp = try signed(role("timestamp", meta("snapshot.json", snapshot)))
        for (path, body) in [
            ("1.root.json", try root()), ("timestamp.json", timestamp), ("1.snapshot.json", snapshot),
            ("1.targets.json", targets), ("targets/\(digest).trusted_root.json", target),
        ] { registry.put("/tuf/\(path)", .init(body: body)) }
    }

    private func meta(_ file: String, _ bytes: [UInt8]) -> String {
        let digest = Hexadecimal.encode(Array(SHA256.hash(data: bytes)))
        return #""meta":{"\#(file)":{"hashes":{"sha256":"\#(digest)"},"length":\#(bytes.count),"version":1}}"#
    }

    /// Members in the order of canonical JSON: `_type`, `expires`, then `meta` or `spec_version`, `targets`, `version`.
    private func role(_ type: String, _ content: String) -> String {
        let before = content.hasPrefix(#""meta""#) ? content + "," : ""
        let after = content.hasPrefix(#""targets""#) ? "," + content : ""
        return
            #"{"_type":"\#(type)","expires":"2099-01-01T00:00:00Z",\#(before)"spec_version":"1.0.31"\#(after),"version":1}"#
    }

    private func signed(_ canonical: String) throws -> [UInt8] {
        let signature = Hexadecimal.encode(Array(try key.signature(for: Data(canonical.utf8))))
        return Array(#"{"signatures":[{"keyid":"\#(keyID)","sig":"\#(signature)"}],"signed":\#(canonical)}"#.utf8)
    }
}
