import FuzzDriver
@testable import Sigstore

// Certificates, their extensions, the logs' promises inside, and the bytes that the promises are about.
fuzz { bytes in
    guard let root = EmbeddedAnchors.sigstore, let certificate = X509Certificate(bytes) else { return }
    _ = try? SigningCertificate(certificate)
    guard certificate.notBefore <= certificate.notAfter || !certificate.isValid(at: certificate.notBefore) else {
        fatalError("valid at an instant outside of its validity")
    }
    for authority in root.certificateAuthorities {
        guard
            CertificatePath(from: certificate, to: authority) == nil
                || authority.chain.contains(where: { $0.der == bytes })
        else { fatalError("an invention has a path to an authority") }
        guard let issuer = authority.chain.first else { continue }
        if (try? CertificateTransparency.verify(certificate, issuer: issuer, logs: root.certificateLogs)) != nil {
            fatalError("an invention has a log's promise")
        }
    }
}
