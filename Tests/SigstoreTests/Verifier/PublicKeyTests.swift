import Crypto
import Testing

@testable import Sigstore

/// Of which keys a signature can be judged by the artifact's SHA-256 alone.
@Suite struct PublicKeyTests {
    @Test func onlyP256SignsSHA256Digests() throws {
        let p256 = P256.Signing.PrivateKey()
        let digest = try #require(GivenSHA256(Array(SHA256.hash(data: Array("artifact".utf8)))))
        let key = try #require(PublicKey(subjectPublicKeyInfo: Array(p256.publicKey.derRepresentation)))
        #expect(key.takesSHA256)
        let signature = Array(try p256.signature(for: Array("artifact".utf8)).derRepresentation)
        #expect(key.isValid(signature, forSHA256: digest))
        #expect(!key.isValid(Array(try p256.signature(for: [1]).derRepresentation), forSHA256: digest))
        let others = [
            Array(P384.Signing.PrivateKey().publicKey.derRepresentation),
            Array(P521.Signing.PrivateKey().publicKey.derRepresentation),
            [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
                + Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation),
        ]
        for der in others {
            let other = try #require(PublicKey(subjectPublicKeyInfo: der))
            #expect(!other.takesSHA256 && !other.isValid(signature, forSHA256: digest))
        }
    }
}
