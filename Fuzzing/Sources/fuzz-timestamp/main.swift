import FuzzDriver
@testable import Sigstore

// RFC 3161 tokens: no authority that is trusted has signed what libFuzzer makes.
fuzz { bytes in
    guard let root = EmbeddedAnchors.sigstore, let token = try? TimestampToken(parsing: bytes) else { return }
    guard token.signedAttributes.first == 0x31 else { fatalError("the attributes are not the set that is signed") }
    let verification = TimestampVerification(authorities: root.timestampAuthorities)
    if (try? verification.verify(bytes, over: [1, 2, 3])) != nil { fatalError("an invention was verified") }
}
