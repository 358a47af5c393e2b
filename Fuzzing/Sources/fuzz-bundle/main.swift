import FuzzDriver
import Sigstore

// Nothing that is not in a log can be verified: whatever libFuzzer makes, a trusted log has not signed it.
fuzz { bytes in
    guard let root = EmbeddedAnchors.sigstore, let bundle = try? Bundle(parsing: bytes) else { return }
    for profile in [Verifier.Profile.npm, .strict] {
        let verdict = Verifier(root: root, profile: profile).verify(bundle, artifact: .bytes([1, 2, 3])) { hint in
            EmbeddedAnchors.registry.first { $0.keyID == hint }.map {
                Verifier.TrustedKey(subjectPublicKeyInfo: $0.subjectPublicKeyInfo, validity: $0.validity)
            }
        }
        switch verdict {
        case .verified: fatalError("an invention was verified")
        case .refused(let refusal, let checks):
            guard checks.contains(where: { $0.id == refusal.check && $0.status == refusal.status }) else {
                fatalError("the refusal is not among the checks")
            }
        }
    }
}
