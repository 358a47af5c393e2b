import Foundation
import JSONCursor
import PackageModel
import Provenance
import Sigstore
import TestSupport
import Testing

/// Real attestation sets with one value altered are refused, except where nothing can notice.
///
/// `POC_MUTANTS` says how many alterations of each set to try; a few hundred without it. Every kind of alteration of every
/// value comes once, in a fixed disorder, before any comes twice.
@Suite(.enabled(if: sharedData != nil)) struct MutantTests {
    /// Values that say nothing which is trusted, by the end of their path inside of an attestation, and the reason for each.
    static let unnoticed: [(field: String, reason: String)] = [
        ("bundle.verificationMaterial.x509CertificateChain.certificates.1", "what follows the leaf is not used"),
        ("bundle.verificationMaterial.x509CertificateChain.certificates.2", "what follows the leaf is not used"),
        ("signedAccessSignatureUrl", "nobody reads it"),
    ]

    private static let count = ProcessInfo.processInfo.environment["POC_MUTANTS"].flatMap { Int($0) } ?? 300

    @Test(arguments: RealAttestationTests.cases.filter { $0.cause == nil })
    func alterationsAreNoticed(_ item: RealAttestationTests.Case) throws {
        let bytes = try item.bytes()
        let set = try JSONValue(parsing: bytes)
        let release = try RealAttestationTests.release(item, bytes)
        let verification = AttestationVerification(
            root: EmbeddedAnchors.sigstore, trust: RegistryTrust(keys: EmbeddedAnchors.registry, grade: .pinned))
        let original = verification.verify(.document(bytes), of: release)
        #expect(original.provenance.status == .verified && original.publish.status == .verified)
        var random = SplitMix64(seed: 20_261_123)
        var tried = 0
        var survivors: [String: Int] = [:]
        while tried < Self.count {
            for mutation in Mutation.all(of: set).shuffled(using: &random) where tried < Self.count {
                guard let mutant = mutation.applied(to: set, using: &random) else { continue }
                tried += 1
                let result = verification.verify(.document(Array(mutant.text.utf8)), of: release)
                guard result.provenance.status == .verified else {
                    #expect(result.build == nil && result.boundTo == nil, "\(item.file): \(mutation)")
                    continue
                }
                let reason = Self.reason(for: mutation, mutant, set, result)
                #expect(reason != nil, "\(item.file): \(mutation) is still verified")
                survivors[reason ?? "no reason", default: 0] += 1
                // Whatever survives, nothing that is proved has changed.
                #expect(result.build == original.build && result.signedAt == original.signedAt)
                #expect(result.logIndex == original.logIndex && result.boundTo == original.boundTo)
            }
        }
        print("\(item.file): \(tried) mutants, \(tried - survivors.values.reduce(0, +)) refused, \(survivors)")
    }

    /// Why an alteration cannot be noticed; nil if it should have been.
    private static func reason(
        for mutation: Mutation, _ mutant: JSONValue, _ set: JSONValue, _ result: AttestationResult
    ) -> String? {
        guard let list = mutant["attestations"]?.array, let old = set["attestations"]?.array else { return nil }
        if list.count < old.count {
            return result.publish.status == .absent ? "the publication is reported absent" : nil
        }
        guard result.publish.status == .verified else { return nil }
        if mutation.path.count > 2 {
            let field = mutation.path.dropFirst(2).joined(separator: ".")
            if let known = unnoticed.first(where: { field == $0.field || field.hasPrefix($0.field + ".") }) {
                return known.reason
            }
        }
        // What reads the same is the same: null for none, a number for its digits, an empty list for no list.
        let reads = zip(list, old).allSatisfy { new, old in
            guard let bundle = new["bundle"], let before = old["bundle"], let first = try? Sigstore.Bundle(bundle),
                let second = try? Sigstore.Bundle(before)
            else { return false }
            return same(first, second) && new["predicateType"] == old["predicateType"]
        }
        return reads ? "it reads the same" : nil
    }

    /// Equal in everything but the certificates behind the leaf.
    private static func same(_ one: Sigstore.Bundle, _ other: Sigstore.Bundle) -> Bool {
        func leaf(_ material: Sigstore.Bundle.KeyMaterial) -> [[UInt8]] {
            switch material {
            case .certificates(let chain): Array(chain.prefix(1))
            case .publicKey(let hint): [Array(hint.utf8)]
            }
        }
        guard leaf(one.keyMaterial) == leaf(other.keyMaterial), one.content == other.content else { return false }
        return one.logEntries == other.logEntries && one.timestamps == other.timestamps
    }
}
