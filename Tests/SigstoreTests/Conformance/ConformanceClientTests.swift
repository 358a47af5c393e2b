import ConformanceClient
import Crypto
import Foundation
import PackageModel
import TestSupport
import Testing

/// The suite's client protocol, on bundles of the forge (sigstore/sigstore-conformance,
/// docs/cli_protocol.md).
@Suite struct ConformanceClientTests {
    private static let artifact = Array("artifact".utf8)
    private static let digest = Hexadecimal.encode(ForgeKeys.hash(artifact))
    private static let identity = [
        "--certificate-identity", Forgery.identity, "--certificate-oidc-issuer", Forgery.issuer,
    ]

    /// What the client says to `arguments`, with these files beside `bundle`, `root` and `file`.
    private func run(
        _ arguments: [String], files: [String: [UInt8]] = [:], _ edit: (inout Forgery) -> Void = { _ in }
    ) throws -> ConformanceClient.Outcome {
        let (bundle, root) = try Forgery {
            $0.artifact = Self.artifact
            $0.entry.kind = .hashedRekord1
            edit(&$0)
        }.make()
        let all = files.merging(["bundle": Array(bundle.utf8), "root": Array(root.utf8), "file": Self.artifact]) {
            own, _ in own
        }
        let client = ConformanceClient { path in
            guard let bytes = all[path] else { throw CocoaError(.fileNoSuchFile) }
            return bytes
        }
        return client.run(["verify-bundle"] + arguments)
    }

    private static func arguments(_ subject: String, _ signer: [String] = identity) -> [String] {
        ["--bundle", "bundle"] + signer + ["--trusted-root", "root", subject]
    }

    @Test func anArtifactIsNamedByPathOrByDigest() throws {
        for subject in ["file", "sha256:\(Self.digest)"] {
            #expect(try run(Self.arguments(subject)) == .verified)
        }
    }

    @Test(arguments: ["file", "sha256:\(digest)"]) func anotherKeysSignatureIsRefused(_ subject: String) throws {
        let outcome = try run(Self.arguments(subject)) { $0.signingKey = ForgeKeys.stranger }
        guard case .refused("signature", _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func aFileThatIsNamedLikeADigestIsAFile() throws {
        let name = "sha256:" + String(repeating: "0", count: 64)
        #expect(try run(Self.arguments(name), files: [name: Self.artifact]) == .verified)
        let own = "sha256:\(Self.digest)"
        let outcome = try run(Self.arguments(own), files: [own: [1]])
        guard case .refused(let cause, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(cause == "message-digest")
    }

    @Test(arguments: [
        "sha256:" + String(repeating: "0", count: 63), "SHA256:" + digest, "sha512:" + digest, digest, "sha256:",
    ])
    func whatIsNoDigestIsAPath(_ subject: String) throws {
        #expect(try run(Self.arguments(subject), files: [subject: Self.artifact]) == .verified)
        let outcome = try run(Self.arguments(subject))
        guard case .refused("input", _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test(arguments: [String(repeating: "0", count: 64), String(repeating: "x", count: 64)])
    func anotherDigestIsRefused(_ digits: String) throws {
        guard case .refused = try run(Self.arguments("sha256:" + digits)) else {
            Issue.record("not refused")
            return
        }
    }

    /// C 14: every option of the policy, set to a wrong value.
    @Test(arguments: [
        (["--certificate-identity", "x", "--certificate-oidc-issuer", Forgery.issuer], "identity-subject"),
        (["--certificate-identity", Forgery.identity, "--certificate-oidc-issuer", "x"], "identity-issuer"),
        (["--key", "key"], "key-material"),
    ])
    func anotherSignerIsRefused(_ signer: [String], _ expected: String) throws {
        let key = Base64.encode(Array(ForgeKeys.registry.publicKey.derRepresentation))
        let pem = Array("-----BEGIN PUBLIC KEY-----\n\(key)\n-----END PUBLIC KEY-----\n".utf8)
        let outcome = try run(Self.arguments("file", signer), files: ["key": pem])
        guard case .refused(let cause, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(cause == expected)
    }

    @Test(arguments: [
        [], ["file"], ["--bundle", "bundle", "file"], ["--bundle", "bundle"] + identity,
        ["--bundle", "bundle"] + identity + ["file", "file"],
        ["--bundle", "bundle"] + identity + ["--key", "key", "file"],
        ["--bundle", "bundle", "--certificate-identity", Forgery.identity, "file"],
        ["--bundle", "bundle"] + identity + ["--offline", "x", "file"],
        ["--bundle", "bundle", "--bundle", "bundle"] + identity + ["file"],
        ["--bundle", "bundle"] + identity + ["file", "--trusted-root"],
    ])
    func anythingElseIsNoInvocation(_ arguments: [String]) throws {
        guard case .usage = try run(arguments) else {
            Issue.record("\(arguments) was understood")
            return
        }
    }

    /// Neither instance trusts the forge; each must be there.
    @Test(arguments: [[], ["--staging"]]) func anInstanceHasItsOwnAnchors(_ staging: [String]) throws {
        let outcome = try run(staging + ["--bundle", "bundle"] + Self.identity + ["file"])
        guard case .refused("entry-known-log", _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try run(staging + Self.arguments("file")) == .verified)
    }

    @Test(.enabled(if: sharedData != nil)) func whatStagingSignedIsVerifiedByItsAnchors() throws {
        let folder = try #require(sharedData).appending(path: "bundles/sigstore-python")
        let client = ConformanceClient { try Array(Data(contentsOf: folder.appending(path: $0))) }
        let rest = [
            "--bundle", "bundle_v3.txt.sigstore", "--certificate-identity", "william@yossarian.net",
            "--certificate-oidc-issuer", "https://github.com/login/oauth", "bundle_v3.txt",
        ]
        #expect(client.run(["verify-bundle", "--staging"] + rest) == .verified)
        guard case .refused("entry-known-log", _) = client.run(["verify-bundle"] + rest) else {
            Issue.record("verified by production's anchors")
            return
        }
    }
}
