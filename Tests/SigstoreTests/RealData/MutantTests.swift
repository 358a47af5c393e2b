import Foundation
import JSONCursor
import PackageModel
import Sigstore
import Testing

/// Real attestations with one field altered are refused, except those that nothing can notice.
///
/// `POC_MUTANTS` says how many alterations of each set to try; a few hundred without it.
@Suite(.enabled(if: sharedData != nil)) struct MutantTests {
    static let sets = [
        "attestations/npm-cli/valid-sigstore-attestations.json", "attestations/npm-cli/valid-tuf-js-attestations.json",
        "attestations/pacote/valid-attestations.json",
        "attestations/playwright-cli-0.1.1/playwright-cli-0.1.1-attestations.json",
        "attestations/provenance-action/nuxt@3.13.0.json", "attestations/provenance-action/nuxt@4.1.2.json",
        "attestations/slsa-verifier-gha/npm-attestations.intoto.sigstore",
    ]

    /// Fields that say nothing which is trusted, and the reason for each.
    static let allowed: [(field: String, reason: String)] = [
        ("verificationMaterial.x509CertificateChain.certificates.1", "what follows the leaf is ignored"),
        ("verificationMaterial.x509CertificateChain.certificates.2", "what follows the leaf is ignored"),
        ("verificationMaterial.timestampVerificationData", "an empty list is the same as none"),
    ]

    private static let count = ProcessInfo.processInfo.environment["POC_MUTANTS"].flatMap { Int($0) } ?? 300

    @Test(arguments: sets) func alterationsAreNoticed(_ file: String) throws {
        let root = try #require(EmbeddedAnchors.sigstore)
        let verifier = Verifier(root: root, profile: .npm)
        func outcome(_ value: JSONValue) -> VerifiedBundle? {
            do throws(Refusal) {
                let verdict = verifier.verify(try Bundle(value)) { hint in
                    EmbeddedAnchors.registry.first { $0.keyID == hint && $0.usage == .attestations }.map {
                        Verifier.TrustedKey(subjectPublicKeyInfo: $0.subjectPublicKeyInfo, validity: $0.validity)
                    }
                }
                if case .verified(let bundle) = verdict { return bundle }
            } catch {}
            return nil
        }
        let bundles = try BundleVerdictTests.bundles(in: file)
        var random = SplitMix64(state: 20_261_123)
        for value in bundles {
            let original = try #require(outcome(value))
            let fields = Mutation.leaves(of: value)
            var tried = 0
            while tried < Self.count / bundles.count {
                let field = fields[Int(random.next() % UInt64(fields.count))]
                let kind = Mutation.Kind.allCases[Int(random.next() % UInt64(Mutation.Kind.allCases.count))]
                guard let mutant = Mutation.apply(kind, at: field[...], to: value, using: &random), mutant != value
                else { continue }
                tried += 1
                guard let survivor = outcome(mutant) else { continue }
                let path = field.joined(separator: ".")
                let isAllowed = Self.allowed.contains { path.hasPrefix($0.field) }
                // What reads the same is the same: null for none, a number for its digits.
                #expect(
                    isAllowed || survivor.bundle == original.bundle, "\(file): \(kind) of \(path) is still verified")
                // Whatever survives, nothing that is proved has changed.
                #expect(survivor.payload == original.payload && survivor.signer == original.signer)
                #expect(survivor.times == original.times)
            }
        }
    }
}

/// A reproducible source of choices.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
