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
    /// Why an alteration cannot be noticed; docs/verification.md lists the same.
    enum Reason: String {
        case absent = "the publication is gone, and reported absent"
        case unread = "nobody reads it"
        case reading = "it reads the same: null or an empty list for nothing, digits as text or number"
        case chain = "what follows the leaf is not used"
        case version = "nobody signs the version, and the bundle is right in this one, too"
    }

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
        var survivors: [Reason: Int] = [:]
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
                if let reason { survivors[reason, default: 0] += 1 }
                // Whatever survives, nothing that is proved has changed.
                #expect(result.build == original.build && result.signedAt == original.signedAt)
                #expect(result.logIndex == original.logIndex && result.boundTo == original.boundTo)
            }
        }
        print("\(item.file): \(tried) mutants, \(tried - survivors.values.reduce(0, +)) refused")
        for (reason, number) in survivors.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print("    \(number) verified: \(reason.rawValue)")
        }
    }

    /// Why an alteration cannot be noticed; nil if it should have been.
    private static func reason(
        for mutation: Mutation, _ mutant: JSONValue, _ set: JSONValue, _ result: AttestationResult
    ) -> Reason? {
        guard let list = mutant["attestations"]?.array, let old = set["attestations"]?.array else { return nil }
        if list.count < old.count { return result.publish.status == .absent ? .absent : nil }
        guard result.publish.status == .verified, list.count == old.count else { return nil }
        if mutation.path.last == "signedAccessSignatureUrl" { return .unread }
        let reasons = zip(list, old).map { reason($0, $1) }
        return reasons.contains(nil) ? nil : reasons.compactMap { $0 }.first { $0 != .reading } ?? .reading
    }

    /// In what two attestations differ that are both verified, and yet are not the same text.
    private static func reason(_ new: JSONValue, _ old: JSONValue) -> Reason? {
        guard new["predicateType"] == old["predicateType"], let bundle = new["bundle"], let before = old["bundle"],
            let one = try? Sigstore.Bundle(bundle), let other = try? Sigstore.Bundle(before)
        else { return nil }
        if one == other { return .reading }
        guard one.content == other.content, one.logEntries == other.logEntries, one.timestamps == other.timestamps
        else { return nil }
        if one.keyMaterial == other.keyMaterial { return .version }
        guard case .certificates(let chain) = one.keyMaterial, case .certificates(let longer) = other.keyMaterial,
            one.mediaType == other.mediaType
        else { return nil }
        return chain.first == longer.first ? .chain : nil
    }
}
