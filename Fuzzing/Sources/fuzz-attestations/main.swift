import FuzzDriver
import PackageModel
import Provenance
import Sigstore

// The answer of the attestations endpoint, by the anchors that the program carries: no invention is verified, and every
// refusal says why.
guard let name = try? PackageName(parsing: "left-pad"),
    let listed = IntegrityDigest(.sha512, bytes: [UInt8](repeating: 0xAB, count: 64))
else { fatalError("no release") }
let release = ReleaseIdentity(name: name, version: "1.0.0", integrity: Integrity(listed))
let verification = AttestationVerification(
    root: EmbeddedAnchors.sigstore, trust: RegistryTrust(keys: EmbeddedAnchors.registry, grade: .pinned))

fuzz { [release, verification] bytes in
    let result = verification.verify(.document(bytes), of: release)
    guard result.provenance.status == .failed || result.provenance.status == .unknown,
        result.publish.status != .verified
    else { fatalError("an invention was verified") }
    guard result.build == nil, result.claims == nil, result.signedAt == nil, result.boundTo == nil,
        result.publishedAt == nil
    else { fatalError("an invention proves something") }
    guard result.provenance.reason != nil, result.provenance.cause != nil else {
        fatalError("a refusal without a reason")
    }
    // What a certificate claims is read before anything of it is verified.
    _ = AttestationVerification.claimedBuild(.document(bytes))?.workflowPath
}
