import PackageModel
import X509

/// A signer and the key that is left to verify with.
struct KeyedSigner {
    let signer: VerifiedBundle.Signer
    let key: PublicKey
    let hash: PublicKey.Hash
    /// The certificate or the key, as a log entry names it.
    let verifierBytes: [UInt8]

    var algorithm: String {
        switch key {
        case .p256: "ECDSA P-256"
        case .p384: "ECDSA P-384"
        case .p521: "ECDSA P-521"
        case .ed25519: "Ed25519"
        case .rsa: "RSA"
        }
    }
}

extension Verifier {
    /// The bundle's signer, trusted at every verified time.
    func signer(
        _ bundle: Bundle, _ times: [VerifiedTime], _ key: (String) -> TrustedKey?, _ checks: inout CheckLog
    ) throws(Refusal) -> KeyedSigner {
        switch bundle.keyMaterial {
        case .certificates(let certificates):
            guard let der = certificates.first, let leaf = X509Certificate(der) else {
                throw .failed(.certificateChain, "leaf-format", "the certificate is malformed")
            }
            return try certificateSigner(leaf, bundle, times, &checks)
        case .publicKey(let hint):
            return try keySigner(hint, bundle, times, key, &checks)
        }
    }

    private func certificateSigner(
        _ leaf: X509Certificate, _ bundle: Bundle, _ times: [VerifiedTime], _ checks: inout CheckLog
    ) throws(Refusal) -> KeyedSigner {
        var path: CertificatePath?
        for time in times { path = try self.path(leaf, at: time.instant) }
        guard let path, let issuer = path.issuers.first else {
            throw .failed(.certificateChain, "chain-known-authority", "no trusted authority issued the certificate")
        }
        checks.verified(
            .certificateChain,
            [
                Evidence("issuer", "\(leaf.parsed.issuer)"), Evidence("notBefore", leaf.notBefore.description),
                Evidence("notAfter", leaf.notAfter.description),
            ])
        let certificate = try SigningCertificate(leaf)
        checks.verified(
            .certificateProfile,
            [
                Evidence("subject", certificate.identity.subject.text),
                Evidence("issuer", certificate.identity.issuer ?? ""),
            ])
        let promises = try CertificateTransparency.verify(
            leaf, issuer: issuer, logs: root.certificateLogs, memory: memory)
        checks.verified(.certificateTransparency, promises)
        if profile == .npm, case .envelope(let envelope) = bundle.content {
            // check: envelope-without-key-id
            guard envelope.keyID.isEmpty else {
                throw .failed(.signature, "envelope-without-key-id", "a signature by certificate names a key as well")
            }
        }
        guard let hash = certificate.publicKey.naturalHash else {
            throw .unknown(.certificateProfile, "leaf-key-algorithm", "the signer's kind of key is not supported")
        }
        return KeyedSigner(
            signer: .certificate(certificate.identity), key: certificate.publicKey, hash: hash, verifierBytes: leaf.der)
    }

    /// The path to an authority that was trusted then, all of it valid then.
    private func path(_ leaf: X509Certificate, at instant: Timestamp) throws(Refusal) -> CertificatePath {
        let trusted = root.certificateAuthorities.filter { $0.isValid(at: instant) }
        // check: chain-authority-validity
        guard !trusted.isEmpty else {
            throw .failed(.certificateChain, "chain-authority-validity", "no authority was trusted at \(instant)")
        }
        // Authorities may share certificates: one path that holds is enough, and the first refusal is the one to tell.
        var refusal: Refusal?
        for authority in trusted {
            guard let path = CertificatePath(from: leaf, to: authority, memory: memory) else { continue }
            do throws(Refusal) {
                try path.validate(at: instant, for: .codeSigning, as: .certificateChain)
                return path
            } catch { refusal = refusal ?? error }
        }
        throw refusal
            ?? .failed(.certificateChain, "chain-known-authority", "no trusted authority issued the certificate")
    }

    private func keySigner(
        _ hint: String, _ bundle: Bundle, _ times: [VerifiedTime], _ key: (String) -> TrustedKey?,
        _ checks: inout CheckLog
    ) throws(Refusal) -> KeyedSigner {
        // check: key-known
        guard let trusted = key(hint) else { throw .failed(.publicKey, "key-known", "the key `\(hint)` is not known") }
        if case .envelope(let envelope) = bundle.content {
            // check: key-hint
            guard equalBytewise(envelope.keyID, hint) || envelope.keyID.isEmpty && profile == .strict else {
                throw .failed(.publicKey, "key-hint", "the envelope names another key than the bundle")
            }
        }
        // check: key-validity
        guard times.allSatisfy({ trusted.validity.contains($0.instant) }) else {
            throw .failed(.publicKey, "key-validity", "the key was not valid at the time of the signature")
        }
        guard let key = PublicKey(subjectPublicKeyInfo: trusted.subjectPublicKeyInfo), let hash = key.naturalHash else {
            throw .unknown(.publicKey, "key-algorithm", "the key's kind is not supported")
        }
        checks.verified(.publicKey, [Evidence("key", hint)])
        return KeyedSigner(
            signer: .key(hint: hint), key: key, hash: hash, verifierBytes: trusted.subjectPublicKeyInfo)
    }
}
