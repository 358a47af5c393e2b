import PackageModel
import Provenance
import Sigstore
import TestSupport
import Testing
import TransparencyLog

/// A release whose attestations are correctly signed and wrong in exactly one respect, and the condition that must notice.
struct WrongRelease: Sendable, CustomTestStringConvertible {
    /// Status and cause of the provenance; `verified` where nothing is wrong.
    let outcome: String
    let title: String
    var build = ForgedBuild()
    var predicate = ForgedRelease.Predicate.slsa1
    let edit: @Sendable (inout ForgedRelease) throws -> Void

    init(
        _ outcome: String, _ title: String, of build: ForgedBuild = ForgedBuild(),
        _ predicate: ForgedRelease.Predicate = .slsa1,
        _ edit: @escaping @Sendable (inout ForgedRelease) throws -> Void = { _ in }
    ) {
        self.outcome = outcome
        self.title = title
        self.build = build
        self.predicate = predicate
        self.edit = edit
    }

    var testDescription: String { "\(outcome): \(title)" }

    func check() throws {
        let release = try ForgedRelease(build, predicate, edit)
        let result = try release.verified()
        #expect(result.provenance.text == outcome, "\(title): \(result.provenance.reason ?? "")")
        #expect(result.provenance.reason?.isInWords != false, "\(result.provenance.reason ?? "")")
        // What is known to be signed is none the better for it: judged twice, so that the memory has what is valid.
        for _ in 0..<2 {
            #expect(try release.verified(memory: ExactMemory.shared).provenance.text == outcome, "\(title), remembered")
        }
        // What is not verified proves nothing.
        if outcome != "verified" { #expect(result.build == nil && result.boundTo == nil) }
    }
}

extension ForgedRelease {
    /// The verdict on the whole set, by the forge's anchors.
    ///
    /// - Parameters:
    ///   - answer: the registry's list; without one, signed anew.
    ///   - locked: SHA-512 in the lock file; `lockedIntegrity` is whatever else it has.
    func verified(
        _ answer: [UInt8]? = nil, locked: [UInt8]? = nil, integrity: Integrity? = nil, trust: RegistryTrust? = nil,
        of version: String? = nil, lockedIntegrity: Integrity? = nil, registry: String = PackageURL.defaultRegistry,
        memory: (any SignatureMemory)? = nil
    ) throws -> AttestationResult {
        let release = ReleaseIdentity(
            name: try PackageName(parsing: name), version: version ?? self.version,
            integrity: integrity ?? self.integrity,
            lockedIntegrity: lockedIntegrity
                ?? locked.flatMap { IntegrityDigest(.sha512, bytes: $0) }.map { Integrity($0) }, registry: registry)
        return AttestationVerification(
            root: try TrustedRoot(parsing: try trustedRoot()),
            trust: trust ?? RegistryTrust(keys: Self.keys, grade: .pinned), memory: memory
        ).verify(.document(try answer ?? self.answer()), of: release)
    }
}

extension ForgedRelease {
    /// Has a reusable workflow sign in the name of the repository's own.
    mutating func signAs(_ workflow: String) {
        signer = .uri(workflow)
        extensions[9] = workflow
    }
}

extension AttestationResult.Part {
    /// `verified`, or status and cause.
    var text: String { status == .verified ? "verified" : "\(status.rawValue) \(cause ?? "")" }
}

@Suite struct ReleaseRefusalTests {
    @Test(arguments: WrongStatements.all) func refusesWrongStatements(_ wrong: WrongRelease) throws {
        try wrong.check()
    }
    @Test(arguments: WrongSigners.all) func refusesWrongSigners(_ wrong: WrongRelease) throws { try wrong.check() }
    @Test(arguments: WrongPredicates.slsa1) func refusesWrongPredicatesOfSLSA1(_ wrong: WrongRelease) throws {
        try wrong.check()
    }
    @Test(arguments: WrongPredicates.slsa02) func refusesWrongPredicatesOfSLSA02(_ wrong: WrongRelease) throws {
        try wrong.check()
    }
    @Test(arguments: WrongPredicates.gitLab) func refusesWrongPredicatesOfGitLab(_ wrong: WrongRelease) throws {
        try wrong.check()
    }
    @Test(arguments: WrongLists.all) func refusesWrongLists(_ wrong: WrongRelease) throws { try wrong.check() }
}
