import Crypto
import Foundation
import JSONCursor
import PackageModel
import Sigstore
import TestSupport
import Testing

/// Signatures that another forgery has made, put into a bundle and logged as they are (A.5, A.9).
@Suite struct SignedByKeyTests {
    /// Has the bundle, and the log, hold this signature in place of its own.
    private static func holds(_ signature: [UInt8], _ forgery: inout Forgery) {
        let text = Base64.encode(signature)
        forgery.entry.loggedSignature = signature
        forgery.editBundle = { bundle in
            guard let start = bundle.range(of: #""sig":""#)?.upperBound,
                let end = bundle[start...].firstIndex(of: "\"")
            else { return bundle }
            return bundle.replacingCharacters(in: start..<end, with: text)
        }
    }

    private static func byKey(_ edit: (inout Forgery) -> Void = { _ in }) -> Forgery {
        Forgery {
            $0.signer = .key
            $0.keyID = ForgeKeys.registryHint
            edit(&$0)
        }
    }

    /// The bytes that an envelope's signature is over.
    private static func signedBytes(_ forgery: Forgery = Forgery()) -> [UInt8] {
        Array("DSSEv1 28 \(forgery.payloadType) \(forgery.payload.count) ".utf8) + forgery.payload
    }

    private func verdict(_ forgery: Forgery, key: [UInt8], artifact: Artifact? = nil) throws -> String {
        let (bundle, root) = try forgery.make()
        let trusted = Verifier.TrustedKey(subjectPublicKeyInfo: key, validity: Validity(start: Forgery.at(0), end: nil))
        let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm)
            .verify(try Bundle(parsing: Array(bundle.utf8)), artifact: artifact) { _ in trusted }
        switch verdict {
        case .verified: return "verified"
        case .refused(let refusal, _): return "\(refusal.status.rawValue) \(refusal.cause)"
        }
    }

    /// The key's kind fixes the hash.
    @Test func everyKindOfKeySignsWithItsOwnHash() throws {
        let message = Self.signedBytes()
        let (p256, p384, p521) = (P256.Signing.PrivateKey(), P384.Signing.PrivateKey(), P521.Signing.PrivateKey())
        let keys: [(name: String, key: [UInt8], right: [UInt8], wrong: [UInt8])] = [
            (
                "P-256", Array(p256.publicKey.derRepresentation),
                Array(try p256.signature(for: SHA256.hash(data: message)).derRepresentation),
                Array(try p256.signature(for: SHA384.hash(data: message)).derRepresentation)
            ),
            (
                "P-384", Array(p384.publicKey.derRepresentation),
                Array(try p384.signature(for: SHA384.hash(data: message)).derRepresentation),
                Array(try p384.signature(for: SHA256.hash(data: message)).derRepresentation)
            ),
            (
                "P-521", Array(p521.publicKey.derRepresentation),
                Array(try p521.signature(for: SHA512.hash(data: message)).derRepresentation),
                Array(try p521.signature(for: SHA256.hash(data: message)).derRepresentation)
            ),
            (
                "Ed25519", ForgeKeys.tileLogInformation, Array(try ForgeKeys.tileLog.signature(for: message)),
                Array(try ForgeKeys.tileLog.signature(for: Array(SHA256.hash(data: message))))
            ),
        ]
        for (name, key, right, wrong) in keys {
            for (signature, expected) in [(right, "verified"), (wrong, "failed signature")] {
                let forgery = Self.byKey {
                    $0.entry.loggedVerifier = key
                    Self.holds(signature, &$0)
                }
                #expect(try verdict(forgery, key: key) == expected, "\(name)")
            }
        }
    }

    /// A key that signs SHA-384 cannot be asked about a SHA-256 alone.
    @Test func aDigestIsNotEnoughForEveryKey() throws {
        let artifact = Array("artifact".utf8)
        let digest = try #require(GivenSHA256(ForgeKeys.hash(artifact)))
        let key = Array(P384.Signing.PrivateKey().publicKey.derRepresentation)
        let forgery = Self.byKey {
            $0.artifact = artifact
            $0.entry.kind = .hashedRekord1
            $0.entry.loggedVerifier = key
        }
        #expect(try verdict(forgery, key: key, artifact: .sha256(digest)) == "unknown artifact-bytes")
        #expect(try verdict(forgery, key: key, artifact: .bytes(artifact)) == "failed signature")
    }

    /// RSA signs in several ways, and nothing says in which.
    @Test func aKeyOfAnotherKindIsUnknown() throws {
        let rsa = try #require(Base64.decode(TrustedRootTests.rsa))
        #expect(try verdict(Self.byKey { $0.entry.loggedVerifier = rsa }, key: rsa) == "unknown key-algorithm")
        #expect(try verdict(Self.byKey(), key: [1, 2, 3]) == "unknown key-algorithm")
    }

    /// What is remembered is this key's signature over this message, and nothing like it.
    @Test func aMemoryKnowsNoOtherSignature() throws {
        let memory = ExactMemory()
        let signature = try ForgeKeys.sign(Self.signedBytes(), ForgeKeys.registry)
        let right = Self.byKey { Self.holds(signature, &$0) }
        #expect(try right.verdict(memory: memory) == "verified")
        let otherMessage = Self.byKey {
            $0.payload = [1]
            Self.holds(signature, &$0)
        }
        #expect(try otherMessage.verdict(memory: memory) == "failed signature")
        let otherKey = Forgery { Self.holds(signature, &$0) }
        #expect(try otherKey.verdict(memory: memory) == "failed signature")
        let otherSignature = Self.byKey { $0.signingKey = ForgeKeys.stranger }
        #expect(try otherSignature.verdict(memory: memory) == "failed signature")
    }

    /// An authority of the same name with another key has not issued what is remembered.
    @Test func aMemoryKnowsNoOtherIssuer() throws {
        let memory = ExactMemory()
        let (bundle, root) = try Forgery().make()
        func cause(_ root: String) throws -> String {
            let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm, memory: memory)
                .verify(try Bundle(parsing: Array(bundle.utf8)))
            switch verdict {
            case .verified: return "verified"
            case .refused(let refusal, _): return refusal.cause
            }
        }
        #expect(try cause(root) == "verified")
        let (_, other) = try Forgery {
            $0.timestampRoot.subject = "intermediate"
            $0.timestampRoot.issuer = "intermediate"
            $0.trustsTimestampLeaf = false
        }.make()
        let namesake = try JSONValue(parsing: Array(other.utf8))[path: "timestampAuthorities.0"]
        var changed = try JSONValue(parsing: Array(root.utf8))
        changed[path: "certificateAuthorities"] = .array([try #require(namesake)])
        #expect(try cause(changed.text) == "chain-known-authority")
    }

    /// Several logs may have one signature: each is trusted in its own time.
    @Test func everyEntrysLogIsTrustedThen() throws {
        let signature = try ForgeKeys.sign(Self.signedBytes(), ForgeKeys.registry)
        func make(_ kind: ForgeEntry.Kind) throws -> (bundle: JSONValue, root: JSONValue) {
            let (bundle, root) = try Self.byKey {
                $0.entry.kind = kind
                Self.holds(signature, &$0)
            }.make()
            return (try JSONValue(parsing: Array(bundle.utf8)), try JSONValue(parsing: Array(root.utf8)))
        }
        let place = "verificationMaterial.tlogEntries"
        var (bundle, root) = try make(.dsse1)
        let first = try #require(bundle[path: "\(place).0"])
        let second = try #require(try make(.dsse2).bundle[path: "\(place).0"])
        let key = Verifier.TrustedKey(
            subjectPublicKeyInfo: Array(ForgeKeys.registry.publicKey.derRepresentation),
            validity: Validity(start: Forgery.at(0), end: nil))
        for (start, expected) in [
            ("2025-10-01T00:00:00Z", "verified"), ("2025-10-01T00:00:01Z", "failed entry-log-validity"),
        ] {
            root[path: "tlogs.1.publicKey.validFor.start"] = .string(start)
            for list in [[first, second], [second, first]] {
                bundle[path: place] = .array(list)
                let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.text.utf8)), profile: .npm)
                    .verify(try Bundle(parsing: Array(bundle.text.utf8))) { _ in key }
                switch verdict {
                case .verified: #expect(expected == "verified")
                case .refused(let refusal, _): #expect("\(refusal.status.rawValue) \(refusal.cause)" == expected)
                }
            }
        }
    }
}
