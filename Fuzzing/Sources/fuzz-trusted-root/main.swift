import FuzzDriver
import PackageModel

@testable import Sigstore

// Any bytes as a trust root: what is read is within its limits, each certificate of an authority is issued by the next, and
// what has no time is never trusted.
fuzz { bytes in
    guard let root = try? TrustedRoot(parsing: bytes) else { return }
    let now = Timestamp(seconds: 1_800_000_000)
    for logs in [root.transparencyLogs, root.certificateLogs] {
        guard logs.count <= TrustedRoot.Limit.anchors else { fatalError("too many logs") }
        for log in logs where log.validity == nil && log.isValid(at: now) { fatalError("a log without a time") }
    }
    for authorities in [root.certificateAuthorities, root.timestampAuthorities] {
        guard authorities.count <= TrustedRoot.Limit.anchors else { fatalError("too many authorities") }
        for authority in authorities {
            guard (1...TrustedRoot.Limit.certificates).contains(authority.chain.count) else { fatalError("a chain") }
            for (certificate, issuer) in zip(authority.chain, authority.chain.dropFirst())
            where !certificate.isIssued(by: issuer) { fatalError("a broken chain") }
            if authority.validity == nil, authority.isValid(at: now) { fatalError("an authority without a time") }
        }
    }
}
