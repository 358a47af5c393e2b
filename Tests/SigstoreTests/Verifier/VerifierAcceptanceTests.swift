import Crypto
import Foundation
import PackageModel
import Sigstore
import TestSupport
import Testing

/// What is right in every respect is verified, and says what it proves.
@Suite struct VerifierAcceptanceTests {
    @Test(arguments: ForgeEntry.Kind.allCases, [Verifier.Profile.npm, .strict])
    func verifiesEveryKindOfEntry(_ kind: ForgeEntry.Kind, _ profile: Verifier.Profile) throws {
        let forgery = Forgery {
            $0.entry.kind = kind
            if kind.isTiled { $0.token = ForgeToken() }
            if kind == .hashedRekord1 { $0.artifact = Array("artifact".utf8) }
        }
        #expect(try forgery.verdict(profile) == "verified")
    }

    @Test func verifiesSignaturesOverArtifacts() throws {
        for kind in [ForgeEntry.Kind.hashedRekord1, .hashedRekord2] {
            let forgery = Forgery {
                $0.entry.kind = kind
                $0.artifact = Array("artifact".utf8)
                $0.token = ForgeToken()
            }
            #expect(try forgery.verdict() == "verified")
        }
    }

    @Test(arguments: ["0.1", "0.2"]) func verifiesOlderVersions(_ version: String) throws {
        let forgery = Forgery {
            $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=\(version)"
            $0.entry.kind = .intoto2
        }
        #expect(try forgery.verdict() == "verified")
        #expect(try forgery.verdict(.strict) == "verified")
    }

    @Test func aPromiseIsEnoughForVersion01() throws {
        let forgery = Forgery {
            $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1"
            $0.entry.hasProof = false
        }
        #expect(try forgery.verdict() == "verified")
        let unsigned = Forgery {
            $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1"
            $0.entry.hasCheckpoint = false
        }
        #expect(try unsigned.verdict() == "verified")
    }

    @Test func verifiesSignaturesByKey() throws {
        let forgery = Forgery {
            $0.signer = .key
            $0.keyID = ForgeKeys.registryHint
        }
        #expect(try forgery.verdict() == "verified")
    }

    @Test func tokensMayCarryTheirCertificateOrNot() throws {
        for embeds in [false, true] {
            let forgery = Forgery {
                $0.token = ForgeToken()
                $0.token?.embeds = embeds
                $0.trustsTimestampLeaf = !embeds
            }
            #expect(try forgery.verdict() == "verified")
        }
    }

    @Test func everyProperNameIsAnIdentity() throws {
        for name in [ForgeCertificate.Name.email("a@b.example"), .other("name"), .uri("https://ci.example")] {
            #expect(try Forgery { $0.leaf.names = [name] }.verdict() == "verified")
        }
    }

    /// RFC 6962 §3.2; static logs put the leaf's index there.
    @Test func promisesMayHaveExtensions() throws {
        #expect(try Forgery { $0.promises?[0].extensions = [0, 0, 5, 0, 0, 0, 0, 9] }.verdict() == "verified")
    }

    @Test func aPromiseOfAnUnknownLogBesideAKnownOneIsPassedOver() throws {
        let forgery = Forgery {
            var foreign = ForgePromise(instant: Forgery.at(-59))
            foreign.logID = [UInt8](repeating: 1, count: 32)
            $0.promises?.insert(foreign, at: 0)
        }
        #expect(try forgery.verdict() == "verified")
    }

    /// A promise lies at most ten minutes from the certificate's beginning.
    @Test(arguments: [-660, 540] as [Int64]) func promisesAreMadeNearTheCertificate(_ seconds: Int64) throws {
        #expect(try Forgery { $0.promises?[0].instant = Forgery.at(seconds) }.verdict() == "verified")
    }

    @Test func sixteenPromisesAreRead() throws {
        let forgery = Forgery {
            $0.promises = [ForgePromise](repeating: ForgePromise(instant: Forgery.at(-59)), count: 16)
        }
        #expect(try forgery.verdict() == "verified")
    }

    /// X.690 §8.1.3: the extensions that a promise is about are as long as a length of one byte can say, and longer.
    @Test(arguments: 72...78) func promisesAreAboutExtensionsOfAnyLength(_ length: Int) throws {
        let forgery = Forgery {
            $0.leaf.names = [.uri("a:" + String(repeating: "b", count: length - 2))]
            $0.leaf.extensions = []
        }
        #expect(try forgery.verdict() == "verified")
    }

    /// A key's identifier is not authenticated: only npm's profile asks for it.
    @Test func theStrictProfileTakesAnyCertificatesKeyIDAndAKeyWithoutOne() throws {
        #expect(try Forgery { $0.keyID = "key" }.verdict(.strict) == "verified")
        #expect(try Forgery { $0.signer = .key }.verdict(.strict) == "verified")
    }

    @Test func theStrictProfileTakesAnIntermediateInTheBundle() throws {
        let forgery = Forgery {
            $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2"
            $0.carriesChain = [0]
        }
        #expect(try forgery.verdict(.strict) == "verified")
    }

    /// npm's old bundles carry even the root.
    @Test func whatFollowsTheLeafDoesNotMatterToNpm() throws {
        let forgery = Forgery {
            $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2"
            $0.carriesChain = [0, 1]
        }
        #expect(try forgery.verdict() == "verified")
    }

    @Test func aBundleNeedNotClaimTheArtifactsDigest() throws {
        let forgery = Forgery {
            $0.artifact = Array("artifact".utf8)
            $0.entry.kind = .hashedRekord1
            $0.editBundle = { $0.replacing(#""messageDigest":"#, with: #""other":"#) }
        }
        #expect(try forgery.verdict() == "verified")
    }

    @Test func theFourthCertificateOfATokenIsRead() throws {
        let wrong = WrongTokens.embedding("verified", "a fourth certificate", behind: 3)
        #expect(try Forgery(wrong.edit).verdict() == "verified")
    }

    @Test func anAuthoritysRootMayBeForTimestampsAlone() throws {
        let forgery = Forgery {
            $0.token = ForgeToken()
            $0.timestampRoot.purposes = [ForgeCertificate.timeStamping]
        }
        #expect(try forgery.verdict() == "verified")
    }

    /// Only version 0.1 needs the log's promise.
    @Test(arguments: ["application/vnd.dev.sigstore.bundle+json;version=0.2", Forgery().mediaType])
    func aTokenIsEnoughForLaterVersions(_ mediaType: String) throws {
        let forgery = Forgery {
            $0.mediaType = mediaType
            $0.entry.hasPromise = false
            $0.token = ForgeToken()
        }
        #expect(try forgery.verdict() == "verified")
    }

    /// An artifact is given by its bytes, or by its digest.
    @Test func aDigestIsAsGoodAsTheArtifact() throws {
        let (own, other) = (Array("artifact".utf8), Array("other".utf8))
        let (bundle, root) = try Forgery {
            $0.artifact = own
            $0.entry.kind = .hashedRekord1
        }.make()
        func cause(_ artifact: Artifact?) throws -> String {
            let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm).verify(
                try Bundle(parsing: Array(bundle.utf8)), artifact: artifact)
            switch verdict {
            case .verified: return "verified"
            case .refused(let refusal, _): return refusal.cause
            }
        }
        func digest(_ bytes: [UInt8]) throws -> Artifact {
            .sha256(try #require(GivenSHA256(ForgeKeys.hash(bytes))))
        }
        #expect(try cause(.bytes(own)) == "verified" && cause(digest(own)) == "verified")
        #expect(try cause(.bytes(other)) == "message-digest" && cause(digest(other)) == "message-digest")
        #expect(try cause(nil) == "artifact-missing")
    }

    /// RFC 3161 §2.4.2: granted, or granted with changes.
    @Test func aTimeMayBeGrantedWithChanges() throws {
        let forgery = Forgery {
            $0.token = ForgeToken()
            $0.token?.status = 1
        }
        #expect(try forgery.verdict() == "verified")
    }

    @Test func signaturesOfWitnessesArePassedOver() throws {
        let witness = "— witness.example \(Base64.encode([1, 2, 3, 4, 5]))\n"
        #expect(try Forgery { $0.entry.noteSuffix = witness }.verdict() == "verified")
    }

    /// All validity is closed at both ends (sigstore-conformance, trust-root-*-validity-end-inclusive).
    @Test func bothEndsOfAValidityBelongToIt() throws {
        let instant = #"{"start":"2025-10-01T00:00:00Z","end":"2025-10-01T00:00:00Z"}"#
        #expect(
            try Forgery {
                $0.logValidity = instant
                $0.authorityValidity = instant
            }.verdict() == "verified")
        #expect(
            try Forgery {
                $0.leaf.notBefore = Forgery.at(0)
                $0.leaf.notAfter = Forgery.at(0)
            }.verdict() == "verified")
        #expect(
            try Forgery {
                $0.signer = .key
                $0.keyID = ForgeKeys.registryHint
                $0.keyValidity = Validity(start: Forgery.at(0), end: Forgery.at(0))
            }.verdict() == "verified")
    }

    @Test func tellsWhatItProved() throws {
        let (bundle, root) = try Forgery { $0.token = ForgeToken() }.make()
        let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm)
            .verify(try Bundle(parsing: Array(bundle.utf8)))
        guard case .verified(let verified) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(verified.identity?.subject == .uri(Forgery.identity))
        #expect(verified.identity?.issuer == Forgery.issuer)
        #expect(verified.identity?[.sourceRepositoryURI] == "https://github.com/owner/name")
        #expect(verified.times.map(\.instant) == [Forgery.at(0), Forgery.at(1)])
        #expect(verified.signedAt == Forgery.at(0))
        #expect(verified.entries.map(\.entry.logIndex) == [41])
        #expect(verified.payload == Forgery().payload)
        #expect(
            verified.checks.map(\.id) == [
                .bundle, .inclusionProof, .checkpoint, .signedEntryTimestamp, .timestampToken, .signedTime,
                .certificateChain, .certificateProfile, .certificateTransparency, .bodyBinding, .signature,
            ])
        #expect(verified.checks.allSatisfy { $0.status == .verified && !$0.evidence.isEmpty })
    }

    /// C 1: any entry of the log next to any signature (CVE-2022-23649).
    @Test func anEntryOfAnotherBundleIsRefused() throws {
        func parts(_ text: String) throws -> (before: Substring, entries: Substring, after: Substring) {
            let start = try #require(text.range(of: #""tlogEntries":["#)).upperBound
            let end = try #require(text.range(of: #"],"timestampVerificationData""#)).lowerBound
            return (text[..<start], text[start..<end], text[end...])
        }
        let (first, root) = try Forgery().make()
        let (second, _) = try Forgery { $0.payload = [1, 2, 3] }.make()
        let (own, foreign) = (try parts(first), try parts(second))
        let lists = [
            String(foreign.entries), "\(own.entries),\(foreign.entries)", "\(foreign.entries),\(own.entries)",
        ]
        for entries in lists {
            let swapped = try Bundle(parsing: Array("\(own.before)\(entries)\(own.after)".utf8))
            let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm).verify(swapped)
            guard case .refused(let refusal, _) = verdict else {
                Issue.record("verified")
                return
            }
            #expect(refusal.cause == "body-signature")
        }
    }

    @Test func aRefusalTellsHowFarItCame() throws {
        let (bundle, root) = try Forgery { $0.promises = nil }.make()
        let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm)
            .verify(try Bundle(parsing: Array(bundle.utf8)))
        let statuses = verdict.checks.map { "\($0.id.rawValue) \($0.status.rawValue)" }
        #expect(
            statuses == [
                "bundle verified", "inclusion-proof verified", "checkpoint verified", "signed-entry-timestamp verified",
                "signed-time verified", "certificate-chain verified", "certificate-profile verified",
                "certificate-transparency failed", "body-binding unknown", "signature unknown",
            ])
        #expect(verdict.checks.last?.reason == "not reached")
    }
}
